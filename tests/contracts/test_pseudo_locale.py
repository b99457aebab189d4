"""Every text a member reads can be translated: in a language of accents, right to left, no English is left."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element
from zoneinfo import available_timezones

import pytest
from django.test.utils import override_settings
from pytest_django import DjangoDbBlocker

from tests.contracts.access import Row
from tests.contracts.canary import tokens_in
from tests.contracts.html_rules import elements, parsed, part
from tests.contracts.pages import World, html_pages
from tests.contracts.viewers import ANONYMOUS, OPERATOR, OWNER
from tools.messages import CLOSE, OPEN, pseudo, write_pseudo

pytestmark = pytest.mark.django_db
LANGUAGE = "ar"  # Django knows it as right to left, and Babel its plurals
READ_ALOUD = ("alt", "title", "placeholder", "aria-label", "data-failed")
ZONES = available_timezones()
SILENT = {"script", "style", "code", "kbd", "time", "bdi", "samp", "pre", "textarea"}
WORD = re.compile(r"[A-Za-z]{3,}")
BRACKETED = re.compile(rf"{OPEN}[^{OPEN}{CLOSE}]*{CLOSE}")
SHOWN = [(who, row) for who in (ANONYMOUS, OWNER, OPERATOR) for row in html_pages(who)]

# Names of things and people, which no language changes.
NAMES = {
    *(
        "Comity",
        "Ada",
        "Okafor",
        "Ben",
        "Olga",
        "Dora",
        "Emil",
        "Gus",
        "Hana",
        "Hugo",
        "Ida",
        "Fay",
        "Uma",
        "Kim",
        "Lea",
        "Noa",
        "Wanda",
        "Lovelace",
        "Byron",
        "Acme",
        "Office",
    ),
    *(
        "LinkedIn",
        "Google",
        "Outlook",
        "Thunderbird",
        "Xing",
        "Apple",
        "iCloud",
        "iPhone",
        "Android",
        "Firefox",
        "Excel",
    ),
    *(
        "vCard",
        "CSV",
        "ZIP",
        "JSON",
        "PDF",
        "JPEG",
        "PNG",
        "WebP",
        "GIF",
        "Resume",
        "vCards",
        "Fastmail",
        "Proton",
    ),
    *(
        "Pseudo",
        "Lisbon",
        "Miriam",
        "Jun",
        "Liang",
        "English",
        "Deutsch",
        "Connections",
        "Connected",
        "Name",
        "First",
        "Last",
        "csv",
    ),
}


@pytest.fixture(scope="module", autouse=True)
def pseudo_locale(
    tmp_path_factory: pytest.TempPathFactory, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    folder = tmp_path_factory.mktemp("locale")
    write_pseudo(folder, LANGUAGE)
    languages = [("en", "English"), (LANGUAGE, "Pseudo")]
    with override_settings(LOCALE_PATHS=[str(folder)], LANGUAGES=languages, LANGUAGE_CODE="en"):
        yield


@pytest.fixture
def here(here: World) -> World:
    here.life.ada.language = LANGUAGE
    here.life.ada.save()
    for client in here.browsers.values():
        client.cookies["language"] = LANGUAGE
    olga = here.people[OPERATOR]
    assert olga is not None
    olga.language = LANGUAGE
    olga.save()
    return here


def texts(tree: Element) -> Iterator[str]:
    """Yield every text somebody reads or hears, without what is marked as somebody's own."""
    for node in elements(tree):
        for name in READ_ALOUD:
            yield node.get(name) or ""
        is_zone = node.tag == "option" and node.get("value") in ZONES
        if is_zone or node.tag in SILENT or node.get("dir") == "auto" or node.get("translate") == "no":
            yield from (child.tail or "" for child in node)
            continue
        yield node.text or ""
        if not (node.tag == "input" and node.get("type") == "hidden"):
            yield from (child.tail or "" for child in node)


def plain_english(text: str) -> list[str]:
    """Return the words of a text that stand outside every translation."""
    rest = BRACKETED.sub(" ", text)
    while rest != (rest := BRACKETED.sub(" ", rest)):
        pass
    rest = re.sub(r"\S*[@/]\S*|--\w+|\w+\.\w{3,5}\b", " ", rest)  # addresses, colours' names, files' names
    return [word for word in WORD.findall(rest) if word not in NAMES and not tokens_in(word)]


@pytest.mark.parametrize(("who", "row"), SHOWN, ids=lambda value: getattr(value, "name", value))
def test_no_text_is_left_in_english(who: str, row: Row, here: World) -> None:
    answer = here.browsers[who].get(here.url(row))
    if not str(answer.headers.get("Content-Type")).startswith("text/html") or not answer.content:
        return
    tree = (part if row.is_part else parsed)(answer.content.decode())
    if not row.is_part:
        assert (tree.get("lang"), tree.get("dir")) == (LANGUAGE, "rtl")
        assert OPEN in answer.content.decode()
    left = [f"{words} in {text.strip()[:100]!r}" for text in texts(tree) if (words := plain_english(text))]
    assert not left, "\n".join(left)


def test_the_language_of_accents_keeps_what_is_put_in() -> None:
    said = pseudo("%(count)s people, <b>{name}</b> 100%%")
    assert "%(count)s" in said
    assert "<b>{name}</b>" in said
    assert plain_english(said) == []
    assert plain_english(f"{said} Untranslated") == ["Untranslated"]
