"""Keep a spreadsheet from running what somebody typed: `neutralise` on the way out, `restore` on the way in.

An apostrophe goes before whatever a spreadsheet could take for a formula: at the start of a cell and, because a
program that expects semicolons or tabs cuts a comma-separated file elsewhere, behind each of those and each new line.
"""

from __future__ import annotations

import re

# Plain, small, full-width and mathematical forms of = + - @.
_SIGN = "=+\\-@\u2212\ufe62\ufe63\ufe66\ufe6b\uff0b\uff0d\uff1d\uff20"
_SPACE = "\x00-\x08\x0b\x0c\x0e-\x20\x7f-\xa0\xad\u1680\u2000-\u200f\u2028-\u202f\u205f-\u2064\u3000\ufeff"
# Apostrophes count as part of a risk, so that one of our own in front of another is told from the writer's.
_AT_START = f"'*[{_SIGN}{_SPACE}\\t\\r\\n]"
_INSIDE = f"['{_SPACE}]*[{_SIGN}]"
_RISK = re.compile(f"\\A(?={_AT_START})|(?<=[;\\t\\r\\n])(?={_INSIDE})")
_GUARD = re.compile(f"\\A'(?={_AT_START})|(?<=[;\\t\\r\\n])'(?={_INSIDE})")


def neutralise(cell: str) -> str:
    """Return the cell so that no spreadsheet runs it."""
    return _RISK.sub("'", cell)


def restore(cell: str) -> str:
    """Return what `neutralise` was given."""
    return _GUARD.sub("", cell) if "'" in cell else cell
