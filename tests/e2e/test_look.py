"""The look, seen by a browser: nothing axe objects to, nothing too wide, too small, too heavy or loaded elsewhere."""

from __future__ import annotations

import gzip
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Response, expect
from pytest_django.live_server_helper import LiveServer

from comity.foundation.core import theme
from comity.people.members.models import Member
from tests.people import signed_in

pytestmark = pytest.mark.django_db(transaction=True)

Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
FIRST_PAGE_BYTES = 100_000


def visit(page: Page, url: str, status: int = 200) -> None:
    """Open a page that is there: every other finding about an error page would be worth nothing."""
    response = page.goto(url, wait_until="networkidle")
    assert response is not None
    assert response.status == status


def findings(page: Page) -> list[str]:
    answer = Axe().run(page, options={"runOnly": RULES})
    return [
        f"{found['id']}: {node['html'][:120]}"
        for found in answer.response["violations"]
        for node in found["nodes"]
    ]


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("path", ["/style/", "/nowhere/"])
def test_everyone_can_use_it(
    browser: Browser, live_server: LiveServer, path: str, width: int, scheme: Scheme
) -> None:
    page = browser.new_page(
        viewport={"width": width, "height": 800}, color_scheme=scheme, reduced_motion="reduce"
    )
    visit(page, live_server.url + path, 404 if "nowhere" in path else 200)
    assert findings(page) == []
    page.close()


@pytest.mark.parametrize("width", [360, 1280])
def test_a_member_can_use_the_rail_and_the_menu(
    browser: Browser, live_server: LiveServer, ada: Member, width: int
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800}, reduced_motion="reduce")
    session = signed_in(ada).cookies["session"].value
    page.context.add_cookies([{"name": "session", "value": session, "url": live_server.url}])
    visit(page, live_server.url + "/style/")
    page.locator(".account summary").click()
    way_out = page.get_by_role("button", name="Sign out")
    expect(way_out).to_be_in_viewport(ratio=1)
    assert findings(page) == []
    way_out.click()
    expect(page.get_by_role("button", name="Sign out")).to_have_count(0)
    page.close()


@pytest.mark.parametrize(("width", "height"), [(360, 560), (1280, 560)])
def test_the_longest_menu_stays_within_a_low_window(
    browser: Browser, live_server: LiveServer, olga: Member, width: int, height: int
) -> None:
    page = browser.new_page(viewport={"width": width, "height": height}, reduced_motion="reduce")
    session = signed_in(olga).cookies["session"].value
    page.context.add_cookies([{"name": "session", "value": session, "url": live_server.url}])
    visit(page, live_server.url + "/style/")
    page.locator(".account summary").press("Enter")
    menu = page.locator(".account > ul")
    expect(menu).to_be_in_viewport(ratio=0.9)
    assert menu.evaluate("menu => menu.scrollHeight > menu.clientHeight")
    for _ in range(menu.get_by_role("link").count()):
        page.keyboard.press("Tab")
        expect(page.locator(":focus")).to_be_in_viewport(ratio=0.9)
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Sign out")).to_be_focused()
    expect(page.get_by_role("button", name="Sign out")).to_be_in_viewport(ratio=0.9)
    page.close()


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
@pytest.mark.parametrize("width", [320, 360, 640, 768, 1280])
def test_nothing_is_wider_than_the_window(
    page: Page, live_server: LiveServer, width: int, direction: str
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    visit(page, live_server.url + "/style/")
    page.evaluate("direction => document.documentElement.dir = direction", direction)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_browser_has_nothing_to_complain_of_and_asks_no_other_host(
    page: Page, live_server: LiveServer
) -> None:
    said: list[str] = []
    asked: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        said.append(message.text)

    page.on("console", listen)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    visit(page, live_server.url + "/style/")
    assert said == []
    assert [url for url in asked if not url.startswith(live_server.url)] == []
    assert page.evaluate("typeof htmx") == "object"


def test_the_first_page_is_light(page: Page, live_server: LiveServer) -> None:
    answers: list[Response] = []

    def hear(answer: Response) -> None:
        answers.append(answer)

    page.on("response", hear)
    visit(page, live_server.url + "/style/")
    sizes = {answer.url: len(gzip.compress(answer.body())) for answer in answers}
    assert len(sizes) >= 5
    assert sum(sizes.values()) < FIRST_PAGE_BYTES, sizes


def test_what_is_pressed_is_large_enough_for_a_thumb(browser: Browser, live_server: LiveServer) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    visit(page, live_server.url + "/style/")
    small = page.evaluate(
        """() => [...document.querySelectorAll('button, .btn, summary, select, input:not([type=hidden])')]
            .map(e => e.matches('[type=checkbox], [type=radio]') ? e.closest('label, .tick') : e)
            .filter(e => e.checkVisibility() && e.getBoundingClientRect().height < 44)
            .map(e => e.outerHTML.slice(0, 80))"""
    )
    assert small == []
    page.close()


def test_the_keyboard_skips_to_the_content_first(page: Page, live_server: LiveServer) -> None:
    visit(page, live_server.url + "/style/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_a_question_opens_as_a_dialog_and_can_be_left(page: Page, live_server: LiveServer) -> None:
    visit(page, live_server.url + "/style/")
    page.get_by_text("Delete Miriam Okafor").click()
    dialog = page.get_by_role("dialog", name="Delete Miriam for good?")
    expect(dialog).to_be_visible()
    assert findings(page) == []
    dialog.get_by_role("button", name="Cancel").click()
    expect(dialog).to_have_count(0)


def test_a_menu_closes_on_escape_and_gives_the_focus_back(page: Page, live_server: LiveServer) -> None:
    visit(page, live_server.url + "/style/")
    opener = page.locator("summary", has_text="More")
    opener.click()
    expect(page.get_by_role("link", name="Change")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="Change")).to_be_hidden()
    expect(opener).to_be_focused()


@pytest.fixture
def plain(browser: Browser) -> BrowserContext:
    return browser.new_context(java_script_enabled=False, color_scheme="light")


def test_without_script_the_theme_changes_and_the_question_folds_out(
    plain: BrowserContext, live_server: LiveServer
) -> None:
    page = plain.new_page()
    visit(page, live_server.url + "/style/")
    page.get_by_role("button", name="Dark", exact=True).click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.get_by_text("Delete Miriam Okafor").click()
    expect(page.get_by_role("button", name="Delete for good")).to_be_visible()
    expect(page.get_by_role("button", name="Cancel")).to_be_hidden()
    plain.close()


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_frame_of_the_browser_has_the_colour_of_the_page(
    browser: Browser, live_server: LiveServer, scheme: Scheme
) -> None:
    page = browser.new_page(color_scheme=scheme)
    visit(page, live_server.url + "/style/")
    painted = page.evaluate(
        """() => {
            const pen = document.createElement('canvas').getContext('2d');
            pen.fillStyle = getComputedStyle(document.body).backgroundColor;
            pen.fillRect(0, 0, 1, 1);
            return '#' + [...pen.getImageData(0, 0, 1, 1).data].slice(0, 3).map(n => n.toString(16).padStart(2, '0')).join('');
        }"""
    )
    assert painted == theme.PAPER[scheme]
    page.close()
