"""The texts members read: gathered from code and templates, merged into the catalogues, compiled.

python -m tools.messages update     # after a text changed
python -m tools.messages check      # every text is in the catalogue and translated
python -m tools.messages compile    # the build does this
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from babel.messages import pofile
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "comity"
LOCALES = SOURCE / "locale"
LANGUAGES = ("de",)
# The last two are what Django's templatize() writes for {% translate … context %}.
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
# A date that would change with each run says nothing, and stands in the way of a merge.
DATED = datetime(2026, 11, 23, tzinfo=UTC)
CALL = re.compile(r"\b(n?p?gettext|_)\(")
FOUND = tuple[int, str, tuple[str | None, ...], list[str]]


def from_template(
    source: BinaryIO, keywords: object, comment_tags: object, options: object
) -> Iterator[FOUND]:
    """Find the texts of a Django template: Django turns its tags into calls, Python reads those."""
    from django.utils.translation.template import templatize

    code = templatize(source.read().decode("utf-8"))
    for match in CALL.finditer(code):
        call = _call_at(code, match.start())
        if call is not None:
            texts = tuple(
                arg.value if isinstance(arg, ast.Constant) and isinstance(arg.value, str) else None
                for arg in call.args
            )
            yield code.count("\n", 0, match.start()) + 1, match[1], texts, []


def _call_at(code: str, start: int) -> ast.Call | None:
    end = start
    while (end := code.find(")", end + 1)) != -1:
        try:
            tree = ast.parse(code[start : end + 1], mode="eval")
        except SyntaxError:
            continue
        return tree.body if isinstance(tree.body, ast.Call) else None
    return None


def gather() -> Catalog:
    """Return a catalogue of every text in the source, in the order of files and lines."""
    catalog = Catalog(project="Comity", charset="utf-8", header_comment="# Texts of Comity.\n")
    methods = [
        ("**/templates/**.html", "tools.messages:from_template"),
        ("**/templates/**.txt", "tools.messages:from_template"),
        ("**.py", "python"),
    ]
    for file, _line, message, comments, context in extract_from_dir(SOURCE, methods, keywords=KEYWORDS):
        catalog.add(
            message,
            None,
            [(f"src/comity/{Path(file).as_posix()}", 0)],
            context=context,
            auto_comments=comments,
        )
    return catalog


def _catalogue_path(language: str) -> Path:
    return LOCALES / language / "LC_MESSAGES" / "django.po"


def read(language: str) -> Catalog:
    path = _catalogue_path(language)
    if not path.exists():
        return Catalog(locale=language, charset="utf-8")
    with path.open("rb") as file:
        return pofile.read_po(file, locale=language)


def update() -> None:
    """Bring every catalogue to the texts of today; what is gone is dropped, what is new is empty."""
    template = gather()
    for language in LANGUAGES:
        catalog = read(language)
        catalog.update(template, no_fuzzy_matching=True)
        catalog.obsolete.clear()
        catalog.project, catalog.version, catalog.fuzzy = "Comity", "", False
        catalog.header_comment = f"# Texts of Comity: {language}."
        catalog.creation_date = catalog.revision_date = DATED
        catalog.msgid_bugs_address = catalog.last_translator = catalog.language_team = ""
        path = _catalogue_path(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            pofile.write_po(
                file, catalog, width=110, include_lineno=False, sort_by_file=True, omit_header=False
            )


def untranslated(language: str) -> list[str]:
    """Return the texts of today that ``language`` lacks."""
    catalog = read(language)

    def is_done(message: Message) -> bool:
        known = catalog.get(message.id, context=message.context)
        if known is None or known.fuzzy:
            return False
        return all(known.string) if isinstance(known.string, (list, tuple)) else bool(known.string)

    return [str(message.id) for message in gather() if message.id and not is_done(message)]


LETTERS = str.maketrans("aceghijklnorstuwyzACEDGHIJKLNORSTUWYZ", "áçéĝĥíĵķļñóŕšţúŵýžÁÇÉÐĜĤÍĴĶĻÑÓŔŠŢÚŴÝŽ")
# What must stay as it is: what Python and Django put in, and what is HTML.
FIXED = re.compile(r"(%\(\w+\)[\w.]|%[sd%]|\{\w*\}|<[^>]+>|&\w+;)")
OPEN, CLOSE = "⟦", "⟧"


def pseudo(text: str) -> str:
    """Return ``text`` accented, a third longer and between brackets, so that no other text looks like it."""
    pieces = [part if FIXED.fullmatch(part) else part.translate(LETTERS) for part in FIXED.split(text)]
    longer = "~" * (len(FIXED.sub("", text).strip()) // 3)
    return f"{OPEN}{''.join(pieces)}{longer}{CLOSE}"


def write_pseudo(folder: Path, language: str) -> None:
    """Write a catalogue that "translates" all texts, for tests that look for texts nobody can translate."""
    catalog = Catalog(locale=language, charset="utf-8")
    for message in gather():
        if message.id:
            ids = message.id if isinstance(message.id, (list, tuple)) else [message.id]
            plural = [pseudo(ids[-1])] * catalog.num_plurals
            string = tuple(plural) if len(ids) > 1 else pseudo(ids[0])
            catalog.add(message.id, string, flags=message.flags, context=message.context)
    path = folder / language / "LC_MESSAGES" / "django.mo"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_mo(file, catalog)


def compile_catalogues() -> None:
    """Write the .mo files that Django reads beside the .po files."""
    for path in sorted(LOCALES.glob("*/LC_MESSAGES/django.po")):
        with path.open("rb") as source, path.with_suffix(".mo").open("wb") as target:
            write_mo(target, pofile.read_po(source, locale=path.parts[-3]))


def main(arguments: list[str]) -> int:
    if arguments == ["update"]:
        update()
        compile_catalogues()
    elif arguments == ["compile"]:
        compile_catalogues()
    elif arguments == ["check"]:
        missing = {language: untranslated(language) for language in LANGUAGES}
        for language, texts in missing.items():
            for text in texts:
                print(f"{language}: {text!r}")
        return int(any(missing.values()))
    else:
        print(__doc__)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
