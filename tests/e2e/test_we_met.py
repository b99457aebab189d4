"""Two phones confirm a meeting: both here, and one without a network."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from comity.people.members.models import Member
from tests.people import signed_in
from tests.relationships.mutual.meetings import named, phone_of

PHONE: ViewportSize = {"width": 360, "height": 740}


@pytest.fixture
def here(live_server: LiveServer, transactional_db: None, settings: Settings) -> str:
    settings.BASE_URL = live_server.url
    return str(live_server.url)


@pytest.fixture
def said() -> list[str]:
    return []


def phone(browser: Browser, here: str, owner: Member, said: list[str]) -> BrowserContext:
    context = browser.new_context(viewport=PHONE, reduced_motion="reduce")
    session = signed_in(owner).cookies["session"].value
    context.add_cookies([{"name": "session", "value": session, "url": here}])
    context.on(
        "console", lambda message: said.append(message.text) if "Content Security" in message.text else None
    )
    context.on("weberror", lambda error: said.append(str(error.error)))
    return context


@pytest.fixture
def hers(browser: Browser, here: str, ada: Member, said: list[str]) -> Iterator[Page]:
    context = phone(browser, here, ada, said)
    yield context.new_page()
    context.close()


@pytest.fixture
def his(browser: Browser, here: str, ben: Member, said: list[str]) -> Iterator[Page]:
    context = phone(browser, here, ben, said)
    yield context.new_page()
    context.close()


def shows_code(page: Page, here: str, *gives: str) -> str:
    """Show a code that gives this; return where its picture leads."""
    page.goto(f"{here}/met/")
    for label in gives:
        page.get_by_role("checkbox", name=re.compile(re.escape(label))).check()
    page.get_by_role("button", name="Show my code").click()
    expect(page.get_by_role("img", name=re.compile("Your code as a picture"))).to_be_visible()
    return str(page.get_by_role("link", name=re.compile("Your code as a picture")).get_attribute("href"))


def test_two_phones_confirm_a_meeting(
    hers: Page, his: Page, here: str, ada: Member, ben: Member, said: list[str]
) -> None:
    named(ada, "Grid planner")
    phone_of(ada, "+49 30 5550199")
    named(ben, "Bridge engineer")
    link = shows_code(hers, here, "+49 30 5550199")

    his.goto(link)
    expect(his.get_by_role("heading", level=1)).to_have_text("You are meeting Ada Okafor")
    his.get_by_role("checkbox", name=re.compile("ben@example.org")).check()
    his.get_by_label("Get back to them").select_option(label="in a week")
    his.get_by_label("Where are you?").fill("Lisbon")
    his.get_by_role("button", name="Yes, we met").click()
    for text in ("You met Ada Okafor", "Lisbon", "Grid planner", "+49 30 5550199", "Get back to them on"):
        expect(his.get_by_text(text).first).to_be_visible()

    expect(hers.get_by_role("heading", name="You met Ben Sørensen")).to_be_visible()  # by itself
    expect(hers.get_by_text("Get back to them on")).to_be_visible()
    hers.get_by_role("link", name="See what you got").click()
    for text in ("Bridge engineer", "ben@example.org"):
        expect(hers.get_by_text(text).first).to_be_visible()

    hers.get_by_role("button", name="That is not right").click()
    expect(hers.get_by_text("Taken back, in both books.")).to_be_visible()
    his.reload()
    expect(his.get_by_text("This meeting was taken back")).to_be_visible()
    assert said == []


def test_letters_do_as_well(hers: Page, his: Page, here: str) -> None:
    shows_code(hers, here)
    letters = hers.locator(".met-letters").inner_text()
    his.goto(f"{here}/met/")
    his.get_by_label("Their six letters").fill(letters.lower())
    his.get_by_role("region", name="Or take theirs").get_by_role("button", name="Go on").click()
    his.get_by_role("button", name="Yes, we met").click()
    expect(his.get_by_role("heading", level=1)).to_have_text("You met Ada Okafor")


def test_a_meeting_without_a_network_is_confirmed_later(
    hers: Page, his: Page, here: str, said: list[str]
) -> None:
    for page in (hers, his):
        page.goto(f"{here}/met/")
        page.get_by_role("button", name="Keep one on this phone").click()
        expect(page.get_by_role("button", name="Forget on this phone")).to_be_visible()
        page.context.set_offline(True)
    hers.goto(f"{here}/met/")
    expect(hers.get_by_role("heading", level=1)).to_have_text("We met, without a network")
    picture = hers.get_by_role("img", name=re.compile("Your code"))
    expect(picture).to_be_visible()
    assert hers.evaluate("getComputedStyle(document.querySelector('main')).maxInlineSize") is not None
    link = hers.evaluate("JSON.parse(localStorage.getItem('met.spare')).url")

    his.goto(link)  # as his camera opens it
    expect(his.get_by_text("This code is kept on this phone")).to_be_visible()
    his.context.set_offline(False)
    his.goto(f"{here}/met/")
    expect(his.get_by_role("heading", name="Kept on this phone")).to_be_visible()
    his.get_by_role("link", name="Go on").click()
    expect(his.get_by_role("heading", level=1)).to_have_text("Did you meet Ada Okafor?")
    his.get_by_role("button", name="We met").click()
    expect(his.get_by_text("Ada Okafor is asked whether you met").first).to_be_visible()
    his.goto(f"{here}/met/")
    expect(his.get_by_role("heading", name="Kept on this phone")).to_be_hidden()

    hers.context.set_offline(False)
    hers.goto(link.rsplit("/met/", 1)[0] + "/met/")
    hers.goto(f"{here}/")
    hers.get_by_role("button", name="Yes, we met").click()
    expect(hers.get_by_role("heading", level=1)).to_have_text("You met Ben Sørensen")

    hers.goto(f"{here}/met/")
    hers.get_by_role("button", name="Forget on this phone").click()
    expect(hers.get_by_text("open nothing any more")).to_be_visible()
    assert hers.evaluate("localStorage.length") == 0
    assert hers.evaluate("caches.keys()") == []
    assert hers.evaluate("navigator.serviceWorker.getRegistrations().then(all => all.length)") == 0
    assert said == []


def test_without_script_a_link_says_whether_it_worked(
    browser: Browser, here: str, ada: Member, his: Page
) -> None:
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)
    session = signed_in(ada).cookies["session"].value
    context.add_cookies([{"name": "session", "value": session, "url": here}])
    page = context.new_page()
    link = shows_code(page, here)
    expect(page.get_by_role("heading", name="Where there is no network")).to_be_hidden()
    his.goto(link)
    his.get_by_role("button", name="Yes, we met").click()
    expect(his.get_by_role("heading", level=1)).to_have_text("You met Ada Okafor")
    page.get_by_role("link", name="Has it worked?").click()
    expect(page.get_by_role("heading", name="You met Ben Sørensen")).to_be_visible()
    context.close()
