"""What is Ada's opens to others of her life where an app says so, and is not there for them anywhere else."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.contracts.access import EVERYBODY, MEMBERS, OWNER, SHOWN, TABLE, Row
from tests.contracts.pages import ABSENT, BY_NAME, OPENS, World, body, seen
from tests.contracts.viewers import MEMBER, browser, undone
from tests.trust.figures import Note
from tests.trust.proofs import Word, named, together
from tests.trust.world import others

pytestmark = pytest.mark.django_db
HERS = [row for row in TABLE if "@" in row.of and row.who in (OWNER, SHOWN)]
OPEN = [row for row in TABLE if "@member" in row.of.split() and row.who in (MEMBERS, EVERYBODY)]
WORDS: list[Word] = named("words")


def faults(here: World, name: str, client: Client, row: Row) -> list[str]:
    """Return what is not as it should be when this one opens a row, by each of its methods."""
    shut, opens = together("shut").get(name, set()), together("opens").get(name, set())
    wanted = ABSENT if row.name in shut or (row in HERS and row.name not in opens) else OPENS
    url, wrong = here.url(row), []
    for method in row.methods.split():
        with undone(client):
            answer = client.generic(method, url)
            body(answer)
        if seen(answer) != wanted:
            wrong.append(f"{name} {method} {url}: {answer.status_code}, not {wanted}")
    return wrong


def test_others_reach_what_apps_open_to_them_alone(here: World, note: Note) -> None:
    browsers = {name: browser(who) for name, who in others(here).items()}
    rows = (*HERS, *OPEN)
    wrong = [
        line for name, client in browsers.items() for row in rows for line in faults(here, name, client, row)
    ]
    assert not wrong, "\n".join(wrong)
    note("matrix", "others of Ada's life", f"{len(browsers) * len(rows):,} cells", "as written")


def test_every_exception_is_a_row() -> None:
    for part in ("opens", "shut"):
        assert set().union(*together(part).values()) <= BY_NAME.keys()


@pytest.mark.parametrize("word", WORDS, ids=lambda word: word.label)
def test_with_its_rule_off_the_matrix_fails(word: Word, here: World, note: Note) -> None:
    client = here.browsers[MEMBER]
    with word.rule.off():
        open_now = [
            row.name for row in HERS if "GET" in row.methods and seen(client.get(here.url(row))) == OPENS
        ]
    assert open_now, f"{word.rule.rules} is off, and every row is as before"
    note("matrix", f"{word.label}, its rule off", f"{len(open_now)} rows open", "seen")
