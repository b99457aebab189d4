"""A link or an address is taken along: by the button that copies it, and by hand where there is no script."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from comity.people.members.actions.entrance.invitations import invite_by_link
from comity.people.members.models import Member
from comity.relationships.asks.actions.answering import say_knows
from comity.relationships.asks.models import Reach
from comity.relationships.sources.actions.addressing import renew_address
from tests.factories.book import add_card
from tests.people import signed_in
from tests.relationships.asks.people import asks
from tests.relationships.mutual.people import tied

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def places(ada: Member, live_server: LiveServer) -> Iterator[Member]:
    with override_settings(MAIL_DOMAIN="mail.example.org", MAIL_COMES_IN=True, BASE_URL=live_server.url):
        invite_by_link(by=ada, places=3, days=7, note="", at=timezone.now())
        renew_address(by=ada, at=timezone.now())
        yield ada


def opened(browser: Browser, server: LiveServer, who: Member, path: str, *, script: bool) -> Page:
    context = browser.new_context(java_script_enabled=script, viewport={"width": 360, "height": 740})
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=server.url)
    session = signed_in(who).cookies["session"].value
    context.add_cookies([{"name": "session", "value": session, "url": server.url}])
    page = context.new_page()
    page.goto(server.url + path, wait_until="networkidle")
    return page


def shown(page: Page, what: str) -> str:
    place = page.locator(what)
    return place.input_value() if what.startswith("#") else place.inner_text()


def copied_on(page: Page, label: str) -> str:
    """Press the button of this label and return what is on the clipboard then."""
    button = page.locator("[data-copy]")
    expect(button).to_contain_text(label)
    button.click()
    expect(button.get_by_role("status")).to_have_text("Copied")
    copied: str = page.evaluate("navigator.clipboard.readText()")
    return copied


WHERE = pytest.mark.parametrize(
    ("path", "what", "begins"),
    [
        ("/settings/invitations/", ".person code", "http://"),
        ("/settings/sources/", "#address-text", "log+"),
    ],
    ids=["invitation", "log address"],
)


@WHERE
def test_the_button_copies_what_is_shown_and_says_so(
    browser: Browser, live_server: LiveServer, places: Member, path: str, what: str, begins: str
) -> None:
    page = opened(browser, live_server, places, path, script=True)
    copied = copied_on(page, "Copy")
    assert copied.startswith(begins)
    assert copied == shown(page, what)


@WHERE
def test_without_script_there_is_no_button_and_the_whole_text_is_selected_by_hand(
    browser: Browser, live_server: LiveServer, places: Member, path: str, what: str, begins: str
) -> None:
    page = opened(browser, live_server, places, path, script=False)
    expect(page.locator("[data-copy]")).to_be_hidden()
    page.locator(what).click(click_count=3)
    selected = page.evaluate("getSelection().toString()").strip()
    assert selected.startswith(begins)
    assert selected == shown(page, what)


@pytest.fixture
def letter(ada: Member, ben: Member) -> str:
    """Let Ben, who is asked by Ada, write to somebody who is no member; return the address of the drafted text."""
    tied(ada, ben)
    now = timezone.now()
    asks(ada, at=now)
    reach = Reach.objects.get(helper=ben)
    zoe = add_card(ben, "Zoë Quillfeather", ("email", "zoe@example.com"), organization="Nordwind")
    say_knows(by=ben, public_id=reach.public_id, contact=zoe.public_id, line="“Careful” & kind.", at=now)
    return reverse("asks:reach", args=[reach.public_id])


def test_a_drafted_letter_is_copied_line_by_line(
    browser: Browser, live_server: LiveServer, ben: Member, letter: str
) -> None:
    page = opened(browser, live_server, ben, letter, script=True)
    copied = copied_on(page, "Copy the text")
    assert copied == shown(page, "#letter")
    assert "\n\n“Careful” & kind.\n\nAda Okafor, whom I know," in copied


def test_without_script_a_drafted_letter_has_its_text_and_no_button(
    browser: Browser, live_server: LiveServer, ben: Member, letter: str
) -> None:
    page = opened(browser, live_server, ben, letter, script=False)
    expect(page.locator("[data-copy]")).to_be_hidden()
    assert "“Careful” & kind." in shown(page, "#letter")
