"""Everybody who is found, on all pages, ticked at once: with script and without; and the bar on a phone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect
from pytest_django.live_server_helper import LiveServer

from comity.doors.pages.views.book.listing import PER_PAGE
from comity.people.contacts.models import Contact
from comity.people.members.models import Member
from tests.factories.book import add_cards
from tests.people import signed_in

pytestmark = pytest.mark.django_db(transaction=True)
PHONE: ViewportSize = {"width": 360, "height": 740}
DESK: ViewportSize = {"width": 1280, "height": 800}


@pytest.fixture
def many(ada: Member) -> int:
    return len(add_cards(ada, (f"Many {n:02}" for n in range(PER_PAGE + 3))))


def book(browser: Browser, server: LiveServer, owner: Member, size: ViewportSize, *, script: bool) -> Page:
    context = browser.new_context(java_script_enabled=script, viewport=size)
    session = signed_in(owner).cookies["session"].value
    context.add_cookies([{"name": "session", "value": session, "url": server.url}])
    page = context.new_page()
    page.goto(f"{server.url}/book/", wait_until="networkidle")
    return page


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])
def test_everybody_on_every_page_is_archived_and_back(
    browser: Browser, live_server: LiveServer, ada: Member, many: int, script: bool, size: ViewportSize
) -> None:
    page = book(browser, live_server, ada, size, script=script)
    bar = page.get_by_role("group", name="With those who are ticked")
    expect(bar).to_be_hidden()
    page.get_by_label(f"All {many}, on every page").check()
    expect(bar).to_be_visible()
    if script:
        expect(bar).to_contain_text(f"{many} chosen")
        expect(page.locator(".pick :checked")).to_have_count(PER_PAGE)
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    assert bar.evaluate("bar => bar.scrollWidth <= bar.clientWidth")
    bar.get_by_role("button", name="Archive").click()
    expect(page.get_by_text(f"{many} people are archived.")).to_be_visible()
    assert not Contact.objects.filter(archived_at=None).exists()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Taken back.")).to_be_visible()
    assert Contact.objects.filter(archived_at=None).count() == many


def test_everybody_is_no_longer_meant_once_one_is_unticked(
    browser: Browser, live_server: LiveServer, ada: Member, many: int
) -> None:
    page = book(browser, live_server, ada, DESK, script=True)
    everybody = page.get_by_label(f"All {many}, on every page")
    everybody.check()
    page.get_by_role("checkbox", name="Many 00", exact=True).uncheck()
    expect(everybody).not_to_be_checked()
    expect(page.locator("[data-count]")).to_have_text(str(PER_PAGE - 1))
    page.get_by_role("button", name="Archive").click()
    expect(page.get_by_text(f"{PER_PAGE - 1} people are archived.")).to_be_visible()


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_what_is_done_more_rarely_folds_out_within_the_window(
    browser: Browser, live_server: LiveServer, ada: Member, many: int, size: ViewportSize
) -> None:
    page = book(browser, live_server, ada, size, script=False)
    page.locator(".pick input").first.check()
    page.locator(".bulk-bar summary").click()
    for label in ("Take tag off", "Same person", "As vCard", "As CSV", "Delete"):
        box = page.get_by_role("button", name=label, exact=True).bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= size["width"]
        assert box["y"] >= 0
    page.get_by_role("button", name="Delete", exact=True).click()
    expect(page.get_by_text("1 person is deleted.")).to_be_visible()
