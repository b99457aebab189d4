"""No page ends in an error, whatever stands in its address or is sent to it under the names that code reads."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import comity
from tests.contracts.access import TABLE, Row
from tests.contracts.pages import World, body
from tests.contracts.viewers import ANONYMOUS, undone
from tests.trust.figures import LONG

pytestmark = pytest.mark.django_db
READ = re.compile(
    r"""(?:request\.(?:GET|POST)(?:\.get|\.getlist)?[(\[]|data\.getlist\()"(\w+)"|"(\w+)" in request\.POST"""
    r"""|^    (\w+) = [\w.]*Field\(""",
    re.MULTILINE,
)
VALUES = (
    "9" * 5_000,  # more figures than Python reads
    "²",  # a figure to some, no number to others
    "-1",
    "0001-01-01",
    "9999-12-31",  # neither has a neighbour in every zone
    "9999-12-31T23:59",
    "9999-12-31T23:59:59-14:00",
    "\u200b",  # nothing that is seen
    "\ufb2c" * 200,  # each is kept as three
    "http://[::1",
)


def names() -> list[str]:
    """Return every name under which code reads what was sent."""
    folder = Path(comity.__file__).parent
    texts = (path.read_text() for path in folder.rglob("*.py") if "migrations" not in path.parts)
    found = {name for text in texts for groups in READ.findall(text) for name in groups if name}
    return sorted(found - {"sign_in"})


NAMES = names()
AT_ONCE = len(VALUES) if LONG else 3  # of the values, by turns from route to route


def test_the_names_are_found() -> None:
    assert {"page", "after", "until", "starts_at", "due_on", "later", "who", "text"} <= set(NAMES)


@pytest.mark.parametrize(("number", "row"), enumerate(TABLE), ids=[row.name for row in TABLE])
def test_whatever_is_sent_it_is_no_error(number: int, row: Row, here: World) -> None:
    url = here.url(row)
    who = "olga" if row.who == "operators" else "ada"
    for viewer in (who, ANONYMOUS) if row.who == "everybody" else (who,):
        client = here.browsers[viewer]
        for turn in range(AT_ONCE):
            value = VALUES[(AT_ONCE * number + turn) % len(VALUES)]
            sent = dict.fromkeys(NAMES, value)
            for method in row.methods.split():
                with undone(client):
                    answer = client.get(url, sent) if method == "GET" else client.post(url, sent)
                    body(answer)
                assert answer.status_code < 500, value
