"""An open conversation: what the other writes arrives by itself, beside what is being written."""

from __future__ import annotations

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from comity.people.members.models import Member
from comity.people.messaging.actions.writing import write_in_thread
from comity.people.messaging.models import Thread
from tests.people import signed_in
from tests.people.messaging.people import talking

pytestmark = pytest.mark.django_db(transaction=True)

_LOOK_AGAIN = "document.dispatchEvent(new Event('visibilitychange'))"


def says(by: Member, thread: Thread, text: str) -> None:
    write_in_thread(by=by, public_id=thread.public_id, text=text, at=timezone.now())


def test_what_the_other_writes_arrives_while_one_looks(
    page: Page, live_server: LiveServer, ada: Member, ben: Member
) -> None:
    thread = talking(ben, ada)
    session = signed_in(ada).cookies["session"].value
    page.context.add_cookies([{"name": "session", "value": session, "url": live_server.url}])
    page.goto(live_server.url + thread.get_absolute_url(), wait_until="networkidle")
    page.get_by_label("Your message").fill("half written")
    talk, told = page.locator("#talk"), page.locator("#flash .notice")

    says(ben, thread, "First news")
    page.evaluate(_LOOK_AGAIN)
    expect(talk.get_by_text("First news")).to_be_visible()
    says(ben, thread, "Second news")
    page.evaluate(_LOOK_AGAIN)
    expect(talk.get_by_text("Second news")).to_be_visible()
    expect(talk.get_by_text("First news")).to_have_count(1)
    expect(page.get_by_label("Your message")).to_have_value("half written")

    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.evaluate("Object.defineProperty(document, 'hidden', {value: true, configurable: true})")
    page.evaluate(_LOOK_AGAIN)
    page.evaluate("delete document.hidden")
    assert asked == [], "a page out of sight asks for nothing"
    page.route("**/*after=*", lambda route: route.abort())
    with page.expect_event("requestfailed"):
        page.evaluate(_LOOK_AGAIN)
    expect(told).to_have_count(0)
    page.unroute("**/*after=*")
    says(ben, thread, "Third news")
    page.evaluate(_LOOK_AGAIN)
    expect(talk.get_by_text("Third news")).to_be_visible()
