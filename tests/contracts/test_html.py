"""Every page is valid HTML that says what it means, and every form works without script."""

from __future__ import annotations

import pytest

from tests.contracts.access import TABLE, Row
from tests.contracts.html_rules import faults
from tests.contracts.pages import BY_NAME, World, html_pages
from tests.contracts.viewers import ANONYMOUS, MEMBER, OPERATOR, OWNER

pytestmark = pytest.mark.django_db
SHOWN = [(who, row) for who in (ANONYMOUS, OWNER, MEMBER, OPERATOR) for row in html_pages(who)]
ASKED = [
    row for row in TABLE if "POST" in row.methods and row.name not in ("account_logout", "exchange:leave")
]


NEEDS_SCRIPT = {
    "mfa_add_webauthn": "nothing to press"
}  # a passkey is made by the browser's own script interface


def faults_of(row: Row, text: str) -> list[str]:
    known = NEEDS_SCRIPT.get(row.name, "\0")
    return [fault for fault in faults(text, is_part=row.is_part) if known not in fault]


def is_html(answer: object) -> bool:
    return str(getattr(answer, "headers", {}).get("Content-Type", "")).startswith("text/html")


@pytest.mark.parametrize(("who", "row"), SHOWN, ids=lambda value: getattr(value, "name", value))
def test_a_page_says_what_it_means(who: str, row: Row, here: World) -> None:
    answer = here.browsers[who].get(here.url(row))
    if is_html(answer) and answer.content:
        found = faults_of(row, answer.content.decode())
        assert not found, "\n".join(found)


@pytest.mark.parametrize("row", ASKED, ids=lambda row: row.name)
def test_a_form_that_comes_back_says_what_it_means(row: Row, here: World) -> None:
    who = ANONYMOUS if row.signed_in_away else OPERATOR if row.who == "operators" else OWNER
    answer = here.browsers[who].post(here.url(row), {"nothing": "of use"})
    if is_html(answer) and answer.content:
        found = faults_of(row, answer.content.decode())
        assert not found, "\n".join(found)


@pytest.mark.parametrize("who", [ANONYMOUS, OWNER])
def test_what_went_wrong_is_a_page_too(who: str, here: World) -> None:
    client = here.browsers[who]
    pages = [
        client.get("/nowhere/"),
        client.get(here.url(BY_NAME["pages:person"], nowhere=True), follow=True),
    ]
    pages.append(client.get("/", headers={"host": "nobody's.example"}))
    for answer in pages:
        found = faults(answer.content.decode())
        assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("fault", "page"),
    [
        ("not valid", "<p><div>x</div></p>"),
        ("stands 2 times", "<p id=a></p><p id=a></p>"),
        ("inline style", "<p style='color: red'></p>"),
        ("inline onclick", "<button onclick='x()'>y</button>"),
        ("inline script", "<script>x()</script>"),
        ("no label", "<input name=a>"),
        ("no name", "<a href=/x></a>"),
        ("no alt", "<img src=/x.png>"),
        ("h3 after h1", "<h3>x</h3>"),
        ("no action", "<form action=''><button>y</button></form>"),
        ("token missing", "<form method=post action=/x><button>y</button></form>"),
        ("nothing to press", "<form method=get action=/x></form>"),
        ("works by script alone", "<button hx-post=/x>y</button>"),
        ("from another host", "<img alt='' src=https://example.org/x.png>"),
        ("2 h1", "<h1>x</h1>"),
        ("not one main", "<main></main>"),
        ("2 navigation", "<nav></nav><nav></nav>"),
        ("leads nowhere", "<label for=b>x</label>"),
    ],
)
def test_the_rules_find_what_they_look_for(fault: str, page: str) -> None:
    whole = (
        "<!doctype html><html lang=en dir=ltr><head><title>A page · Comity</title></head>"
        f"<body><main><h1>A page</h1></main>{page}</body></html>"
    )
    sound = whole.replace(page, "<p>x</p>")
    assert faults(sound) == []
    assert any(fault in found for found in faults(whole))
