"""What stands beside what: a button under its words, a month shown whole, an icon not squeezed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import override_settings
from playwright.sync_api import Browser, FloatRect, Locator, Page, ViewportSize
from pytest_django.live_server_helper import LiveServer

import comity.config.urls  # noqa: F401  # read under these settings, not those of a test here
from comity.doors.pages.registry import PersonaCard, personas
from comity.doors.pages.rules import DEMO_MARK
from comity.foundation.core.models import InstanceMark
from comity.people.members.models import Member
from comity.relationships.ties.actions.notes import tag_contacts
from tests.factories.book import add_card
from tests.people import signed_in
from tests.relationships.mutual.people import card_of, proven, tied

pytestmark = pytest.mark.django_db(transaction=True)
PHONE: ViewportSize = {"width": 360, "height": 740}
DESK: ViewportSize = {"width": 1280, "height": 800}


def opened(browser: Browser, server: LiveServer, who: Member, path: str, size: ViewportSize) -> Page:
    context = browser.new_context(viewport=size, locale="de-DE")
    session = signed_in(who).cookies["session"].value
    context.add_cookies([{"name": "session", "value": session, "url": server.url}])
    page = context.new_page()
    page.goto(server.url + path, wait_until="networkidle")
    return page


def box(place: Locator) -> FloatRect:
    found = place.bounding_box()
    assert found is not None
    return found


@pytest.fixture
def demo(ada: Member) -> Iterator[Member]:
    InstanceMark.objects.create(key=DEMO_MARK)
    before = dict(personas._entries)
    personas._entries.clear()
    words = "See who is close and who is slipping away, and get back to two of them over coffee."
    personas.register(ada.email, PersonaCard("Grid planner who likes old houses", words))
    with override_settings(IS_DEMO=True):
        yield ada
    personas._entries.clear()
    personas._entries.update(before)


def test_the_button_that_enters_the_demo_stands_under_the_words(
    page: Page, live_server: LiveServer, demo: Member
) -> None:
    page.set_viewport_size(PHONE)
    page.goto(f"{live_server.url}/demo/")
    words, button = box(page.locator("li p").first), box(page.locator("li button").first)
    assert button["x"] == words["x"] > box(page.locator("li .face").first)["x"] + 30
    assert button["y"] > words["y"] + words["height"]


SHOWN_WHOLE = """select => {
  const style = getComputedStyle(select), draw = document.createElement("canvas").getContext("2d");
  draw.font = style.font;
  const room = select.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
  return room - Math.max(...[...select.options].map((one) => draw.measureText(one.text).width));
}"""
ARROW = 16


def test_the_longest_month_is_shown_whole_on_a_phone(
    browser: Browser, live_server: LiveServer, ada: Member
) -> None:
    page = opened(browser, live_server, ada, "/log/", PHONE)
    assert page.locator(".with-day > select option").nth(9).inner_text() == "September"
    assert page.locator(".with-day > select").evaluate(SHOWN_WHOLE) >= ARROW


def test_the_choice_of_a_tag_begins_and_ends_where_the_sort_does(
    browser: Browser, live_server: LiveServer, ada: Member
) -> None:
    tag_contacts(by=ada, ids=[add_card(ada, "Zoë Quillfeather").public_id], tag="choir")
    page = opened(browser, live_server, ada, "/sort/", DESK)
    asked = box(page.locator("#sort article"))
    for below in (box(page.locator(".sort-tag")), box(page.locator("#sort ~ .came"))):
        assert (below["x"], below["width"]) == (asked["x"], asked["width"])


def test_the_icon_of_a_long_fold_keeps_its_size(
    browser: Browser, live_server: LiveServer, ada: Member, ben: Member
) -> None:
    tied(proven(ada), proven(ben))
    path = f"/book/{card_of(ada, ben).public_id}/"
    page = opened(browser, live_server, ada, path, PHONE)
    icon = page.locator("details.fold:has([name='lends']) > summary > svg")
    assert box(icon)["width"] == 18
