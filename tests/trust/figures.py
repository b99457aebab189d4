"""How much was looked at and what was found: a line of the table that a long run ends with."""

from __future__ import annotations

import os
from collections.abc import Callable

LONG = os.environ.get("COMITY_TRUST") == "long"
"""Whether this is ``make trust``: more examples, more rounds, every link followed."""
Note = Callable[[str, str, str, str], None]
"""Which proof, of what, how much was looked at, what was found."""
