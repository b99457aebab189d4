"""The sort with keys, with a finger, and without script; and what a browser really draws of the network."""

from __future__ import annotations

from datetime import timedelta
from itertools import combinations
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Route, expect
from pytest_django.live_server_helper import LiveServer
from pytest_playwright import CreateContextCallback

from comity.people.contacts.models import Contact
from comity.people.members.models import Member
from comity.relationships.ties.actions.answers import take_answers
from comity.relationships.ties.enums import Answer
from comity.relationships.ties.models import Tie
from comity.relationships.ties.queries.network import answers_of
from tests.factories.book import NOW, TODAY, add_card, note_day
from tests.people import signed_in

pytestmark = pytest.mark.django_db(transaction=True)
NAMES = "Zoë Quillfeather,Jun Liang,Wilhelmina Wommelsdorf,Sofia Núñez,李明,Björn Sørensen".split(",")


@pytest.fixture
def people(ada: Member) -> list[Contact]:
    """Return six people in the order in which the sort asks about them."""
    cards = [add_card(ada, name) for name in NAMES]
    for days, card in enumerate(cards):
        note_day(ada, card, on=TODAY - timedelta(days=days))
    return cards


def opened(
    new_context: CreateContextCallback, server: LiveServer, owner: Member, path: str, **how: Any
) -> Page:
    context = new_context(reduced_motion="reduce", **how)
    session = signed_in(owner).cookies["session"].value
    context.add_cookies([{"name": "session", "value": session, "url": server.url}])
    page = context.new_page()
    page.goto(server.url + path)
    return page


def asks_about(page: Page, name: str) -> None:
    expect(page.locator("#sort h2")).to_have_text(name)


def test_keys_answer_and_go_back(
    new_context: CreateContextCallback, live_server: LiveServer, ada: Member, people: list[Contact]
) -> None:
    page = opened(new_context, live_server, ada, "/sort/")
    for key, name in zip(["1", "2", "ArrowRight", "ArrowLeft"], NAMES, strict=False):
        asks_about(page, name)
        page.keyboard.press(key)
    asks_about(page, NAMES[4])
    expect(page.locator("#sort-said")).to_have_text(NAMES[4])
    page.keyboard.press("u")
    asks_about(page, NAMES[3])
    page.keyboard.press("3")
    asks_about(page, NAMES[4])
    said = [Answer.ASK, Answer.HELP, Answer.BOTH, Answer.BOTH]
    assert answers_of(ada) == {card.pk: answer for card, answer in zip(people, said, strict=False)}


def test_no_key_is_lost_to_whoever_types_faster_than_the_cards_come(
    new_context: CreateContextCallback, live_server: LiveServer, ada: Member, people: list[Contact]
) -> None:
    page = opened(new_context, live_server, ada, "/sort/")
    for key in ("1", "2", "u", "3", "ArrowRight", "u", "u", "1", "4", "2", "ArrowLeft"):
        page.keyboard.press(key)
    expect(page.get_by_role("heading", name="That is everybody")).to_be_visible()
    said = [Answer.ASK, Answer.ASK, Answer.BOTH, Answer.NOT_NOW, Answer.HELP, Answer.NOT_NOW]
    assert answers_of(ada) == {card.pk: answer for card, answer in zip(people, said, strict=True)}


def test_keys_that_waited_for_a_card_that_never_came_answer_nothing(
    new_context: CreateContextCallback, live_server: LiveServer, ada: Member, people: list[Contact]
) -> None:
    page = opened(new_context, live_server, ada, "/sort/")

    def break_off(route: Route) -> None:
        for key in "23":
            page.keyboard.press(key)
        route.abort()

    page.route("**/sort/answer/", break_off, times=1)
    page.reload()  # a page that is there already may send once more past the route
    page.keyboard.press("1")
    expect(page.get_by_text("That did not work.")).to_be_visible()
    page.keyboard.press("4")
    asks_about(page, NAMES[1])
    assert answers_of(ada) == {people[0].pk: Answer.NOT_NOW}


def test_the_focus_stays_on_the_button_that_was_pressed(
    new_context: CreateContextCallback, live_server: LiveServer, ada: Member, people: list[Contact]
) -> None:
    page = opened(new_context, live_server, ada, "/sort/")
    page.locator("#answer-both").focus()
    page.keyboard.press("Enter")
    asks_about(page, NAMES[1])
    expect(page.locator("#answer-both")).to_be_focused()


@pytest.mark.parametrize(("to", "answer"), [(150, Answer.BOTH), (-150, Answer.NOT_NOW), (40, None)])
def test_a_finger_draws_the_card_to_its_answer(
    new_context: CreateContextCallback,
    live_server: LiveServer,
    ada: Member,
    people: list[Contact],
    to: int,
    answer: Answer | None,
) -> None:
    page = opened(
        new_context,
        live_server,
        ada,
        "/sort/",
        has_touch=True,
        is_mobile=True,
        viewport={"width": 360, "height": 740},
    )
    box = page.locator("#sort article .face").bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    touch = page.context.new_cdp_session(page)
    touch.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
    for part in (1, 2, 3, 4):
        moved = [{"x": x + to * part / 4, "y": y}]
        touch.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": moved})
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    asks_about(page, NAMES[1] if answer else NAMES[0])
    assert answers_of(ada) == ({people[0].pk: answer} if answer else {})


def test_without_script_buttons_do_it(
    new_context: CreateContextCallback, live_server: LiveServer, ada: Member, people: list[Contact]
) -> None:
    page = opened(new_context, live_server, ada, "/sort/", java_script_enabled=False)
    page.locator("#answer-both").click()
    asks_about(page, NAMES[1])
    page.locator("#back").click()
    asks_about(page, NAMES[0])


BOXES = """() => [...document.querySelectorAll("svg.rings")]
  .filter((svg) => svg.checkVisibility())
  .flatMap((svg) => [...svg.querySelectorAll("text.name, text.title")])
  .map((text) => { const box = text.getBoundingClientRect(); return [box.left, box.top, box.right, box.bottom]; })"""


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_two_names_lie_on_each_other_as_they_are_drawn(
    new_context: CreateContextCallback, live_server: LiveServer, ada: Member, width: int, scheme: str
) -> None:
    cards = [add_card(ada, f"{NAMES[n % 6]}") for n in range(30)]
    Tie.objects.bulk_create(
        Tie(owner=ada, contact=card, evidence=(9, 2, 0.5, 0)[n % 4], evidence_on=TODAY, half_life=414)
        for n, card in enumerate(cards)
    )
    take_answers(by=ada, answers={card.pk: Answer.BOTH for card in cards}, at=NOW)
    size = {"width": width, "height": 800}
    page = opened(new_context, live_server, ada, "/network/", viewport=size, color_scheme=scheme)
    boxes = page.evaluate(BOXES)
    assert len(boxes) > (8 if width < 500 else 24)
    for one, other in combinations(boxes, 2):
        is_beside = one[2] <= other[0] + 0.5 or other[2] <= one[0] + 0.5
        is_below = one[3] <= other[1] + 3 or other[3] <= one[1] + 3  # a line is higher than its letters
        assert is_beside or is_below, (one, other)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    found = Axe().run(page).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"][:120]) for one in found] == []
