"""Every page of the access table in a real browser: at a phone's width, in light and dark, with the keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page
from pytest_django.live_server_helper import LiveServer

from comity.people.members.models import Member
from tests.contracts.access import EVERYBODY, OPERATORS
from tests.contracts.pages import World, html_pages, world
from tests.contracts.viewers import ANONYMOUS, OPERATOR, OWNER

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
FILES: tuple[str, ...] = (
    "core:",
    "exchange:report",
    "exchange:book_",
    "exchange:download",
    "pages:person-photo",
    "pages:person-vcard",
)
FILES = (
    *FILES,
    "members:photo",
    "members:card",
    "mutual:met_card",
    "mutual:met_worker",
    "insiders:booking_calendar",
    "members:resume_download",
    "mfa_download",
    "mfa_reauthenticate",
)
KEYBOARD = (
    "pages:home",
    "pages:book",
    "pages:person",
    "pages:person-edit",
    "exchange:upload",
    "members:profile",
)


@dataclass
class Told:
    """What a browser complained of, and whom it asked."""

    said: list[str] = field(default_factory=list)
    asked: set[str] = field(default_factory=set)


@pytest.fixture
def here(live_server: LiveServer, transactional_db: None) -> World:
    return world(Member.objects.create_user("ada@example.org", "correct horse battery", name="Ada Okafor"))


def context_of(
    browser: Browser, live_server: LiveServer, here: World, who: str, told: Told
) -> BrowserContext:
    context = browser.new_context(viewport={"width": 360, "height": 740}, reduced_motion="reduce")
    if who != ANONYMOUS:
        session = here.browsers[who].cookies["session"].value
        context.add_cookies([{"name": "session", "value": session, "url": live_server.url}])
    context.on(
        "console",
        lambda message: told.said.extend(
            # Advice of the browser to the author is no error: allauth asks for a password without an address.
            [f"{message.page.url if message.page else ''}: {message.text}"][
                : not message.text.startswith("[DOM]")
            ]
        ),
    )
    context.on("weberror", lambda error: told.said.append(str(error.error)))
    context.on("request", lambda request: told.asked.add(urlsplit(request.url).netloc))
    return context


def pages_of(here: World, who: str) -> Iterator[tuple[str, str]]:
    """Yield the pages to look at as ``who``: each once, as one of those for whom it is made."""
    for row in html_pages(who):
        made_for = {EVERYBODY: ANONYMOUS, OPERATORS: OPERATOR}.get(row.who, OWNER)
        if row.name.startswith(FILES) or row.is_part or row.status != 200:
            continue
        if made_for == who or (row.visitors_away and who == OWNER):
            yield row.name, here.url(row)


def findings(page: Page, rules: list[str]) -> list[str]:
    """Return what axe finds once every colour has arrived where it goes."""
    page.evaluate("document.getAnimations().forEach(moving => moving.finish())")
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    found = page.evaluate("rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})", rules)
    return [f"{one['id']}: {node['html'][:140]}" for one in found["violations"] for node in one["nodes"]]


@pytest.mark.parametrize("who", [ANONYMOUS, OWNER, OPERATOR])
def test_everyone_can_use_every_page(
    browser: Browser, live_server: LiveServer, here: World, who: str
) -> None:
    told, wrong = Told(), []
    context = context_of(browser, live_server, here, who, told)
    page = context.new_page()
    for name, url in pages_of(here, who):
        page.emulate_media(color_scheme="light")
        answer = page.goto(live_server.url + url)
        assert answer is not None
        assert answer.status == 200, name
        assert urlsplit(page.url).path == urlsplit(url).path, name
        wrong += [f"{name}: {fault}" for fault in findings(page, RULES)]
        page.emulate_media(color_scheme="dark")
        wrong += [f"{name} in the dark: {fault}" for fault in findings(page, ["color-contrast"])]
        page.set_viewport_size({"width": 320, "height": 640})
        wide = page.evaluate("document.documentElement.scrollWidth")
        wrong += [f"{name}: {wide} px wide in a window of 320"] if wide > 320 else []
        page.set_viewport_size({"width": 360, "height": 740})
    context.close()
    assert not wrong, "\n".join(wrong)
    assert told.said == []
    assert told.asked == {urlsplit(live_server.url).netloc}


REACHED = """() => {
    const node = document.activeElement;
    if (!node || node === document.body) return null;
    const around = [node, node.parentElement, node.closest('form'), node.closest('li')].filter(Boolean);
    const shown = around.map(e => getComputedStyle(e)).some(s => s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0);
    const again = node.dataset.reached === '1';  // the inner parts of a date
    node.dataset.reached = '1';
    return {html: node.outerHTML.slice(0, 140), shown: shown || again};
}"""
MISSED = """() => [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')]
    .filter(node => node.checkVisibility({visibilityProperty: true}) && !node.disabled && node.tabIndex >= 0)
    .filter(node => !(node.type === 'radio' && document.querySelector(`[name="${node.name}"][data-reached]`)))
    .filter(node => !node.dataset.reached).map(node => node.outerHTML.slice(0, 140))"""


def test_the_keyboard_reaches_everything_and_shows_where_it_is(
    browser: Browser, live_server: LiveServer, here: World
) -> None:
    context = context_of(browser, live_server, here, OWNER, Told())
    page, wrong = context.new_page(), []
    for name, url in pages_of(here, OWNER):
        if name not in KEYBOARD:
            continue
        page.goto(live_server.url + url)
        for _ in range(300):
            page.keyboard.press("Tab")
            reached = page.evaluate(REACHED)
            if reached is None:
                break
            if not reached["shown"]:
                wrong.append(f"{name}: focus is not seen on {reached['html']}")
        wrong += [f"{name}: not reached: {missed}" for missed in page.evaluate(MISSED)]
    context.close()
    assert not wrong, "\n".join(wrong)
