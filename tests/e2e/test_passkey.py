"""A passkey in a real browser: Chromium holds it in a virtual authenticator, as a phone does in its chip."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from playwright.sync_api import ConsoleMessage, Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from comity.people.members.models import Member
from tests.people.members.codes import code_mailed_to
from tests.people.members.people import PASSWORD, proven

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def site(live_server: LiveServer, settings: Settings) -> str:
    settings.ALLOWED_HOSTS = ["localhost"]
    Member.objects.create_user("runs-it@example.org", name="Rhea", is_operator=True)  # somebody does
    return live_server.url.replace("127.0.0.1", "localhost")  # passkeys know names, not numbers


@pytest.fixture
def said(page: Page) -> Iterator[list[str]]:
    """Collect what the browser complains of: scripts refused by our policy stand here."""
    complaints: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        if message.type == "error":
            complaints.append(message.text)

    page.on("console", hear)
    yield complaints
    assert complaints == []


@pytest.fixture
def chip(page: Page) -> None:
    """Give the browser an authenticator that knows its user, as a phone with a fingerprint does."""
    client = page.context.new_cdp_session(page)
    client.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    client.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def sign_out(page: Page, site: str) -> None:
    page.goto(f"{site}/accounts/logout/")
    page.locator("main").get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


def sign_in_by_passkey(page: Page, site: str) -> None:
    page.goto(f"{site}/accounts/login/?next=/settings/")
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("heading", name="Settings", level=1)).to_be_visible()


@pytest.mark.usefixtures("chip", "said")
def test_an_account_made_with_a_passkey_opens_with_it(page: Page, site: str, olga: Member) -> None:
    page.goto(f"{site}/accounts/signup/passkey/")
    page.get_by_label("Your name").fill("Dora Kim")
    page.get_by_label("E-mail address").fill("dora@example.org")
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_label("Code")).to_be_visible()
    page.get_by_label("Code").fill(code_mailed_to("dora@example.org"))
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("button", name="Make the passkey").click()
    page.wait_for_url(re.compile(rf"^{site}/(?!accounts)"))
    dora = Member.objects.get(email="dora@example.org")
    assert not dora.has_usable_password()
    sign_out(page, site)
    sign_in_by_passkey(page, site)
    page.wait_for_load_state()
    assert "dora@example.org" in page.content()


@pytest.mark.usefixtures("chip", "said")
def test_a_passkey_added_later_signs_in_and_asks_for_no_second_step(
    page: Page, site: str, ada: Member
) -> None:
    proven(ada)
    page.goto(f"{site}/accounts/login/?next=/accounts/2fa/webauthn/add/")
    page.get_by_label("E-mail address").fill(ada.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.locator("main").get_by_role("button", name="Sign in").click()
    page.get_by_label("Password").fill(PASSWORD)  # asked once more before the way in changes
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("Name").fill("My phone")
    expect(page.get_by_label("It signs me in by itself")).to_be_checked()
    page.get_by_role("button", name="Add it").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    assert {message.to[0] for message in mail.outbox} == {ada.email}
    sign_out(page, site)
    sign_in_by_passkey(page, site)
    assert Authenticator.objects.filter(user=ada, type=Authenticator.Type.WEBAUTHN).count() == 1


def test_without_a_passkey_the_page_says_what_to_do(page: Page, site: str, olga: Member) -> None:
    client = page.context.new_cdp_session(page)
    client.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
    }
    client.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    page.goto(f"{site}/accounts/login/")
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_text("The passkey was not used")).to_be_visible(timeout=15_000)
