"""The book without a mouse: each key does what a link or a button does too."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from comity.people.members.models import Member
from tests.factories.book import add_card
from tests.people import signed_in

pytestmark = pytest.mark.django_db(transaction=True)
NAMES = ("Ana Ávila", "Bo Berg", "Cy Costa")


@pytest.fixture
def book(page: Page, live_server: LiveServer, ada: Member) -> Page:
    for name in NAMES:
        add_card(ada, name)
    session = signed_in(ada).cookies["session"].value
    page.context.add_cookies([{"name": "session", "value": session, "url": live_server.url}])
    page.goto(f"{live_server.url}/book/", wait_until="networkidle")
    return page


def at(page: Page, name: str) -> None:
    expect(page.get_by_role("link", name=name, exact=True)).to_be_focused()
    expect(page.locator(".person.at")).to_have_count(1)
    expect(page.locator(".person.at")).to_contain_text(name)


def box(page: Page, name: str) -> Locator:
    return page.get_by_role("checkbox", name=name, exact=True)


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def test_j_and_k_go_down_and_up_and_stop_at_the_ends(book: Page) -> None:
    press(book, "j")
    at(book, NAMES[0])
    press(book, "j", "j", "j")
    at(book, NAMES[2])
    press(book, "k")
    at(book, NAMES[1])
    press(book, "k", "k")
    at(book, NAMES[0])


def test_x_ticks_and_unticks_and_the_bar_follows(book: Page) -> None:
    bar = book.get_by_role("group", name="With those who are ticked")
    expect(bar).to_be_hidden()
    press(book, "j", "j", "x")
    expect(box(book, NAMES[1])).to_be_checked()
    expect(box(book, NAMES[0])).not_to_be_checked()
    expect(bar).to_be_visible()
    press(book, "x")
    expect(box(book, NAMES[1])).not_to_be_checked()
    expect(bar).to_be_hidden()


def test_enter_opens_e_edits_and_u_goes_back(book: Page) -> None:
    press(book, "j", "j", "Enter")
    expect(book.get_by_role("heading", level=1)).to_have_text(NAMES[1])
    book.wait_for_load_state()  # the keys are there
    person = book.url
    press(book, "e")
    expect(book).to_have_url(f"{person}edit/")
    book.go_back()
    press(book, "u")
    expect(book).to_have_url(re.compile(r"/book/$"))


def test_e_edits_who_one_stands_on(book: Page) -> None:
    press(book, "j", "j", "j")
    person = book.get_by_role("link", name=NAMES[2], exact=True).get_attribute("href")
    press(book, "e")
    expect(book).to_have_url(re.compile(rf"{person}edit/$"))
    expect(book.get_by_role("heading", level=1)).to_have_text(NAMES[2])


def test_a_slash_searches_and_letters_are_letters_while_one_types(book: Page) -> None:
    press(book, "/")
    field = book.get_by_role("searchbox")
    expect(field).to_be_focused()
    book.keyboard.type("berg")
    expect(book.get_by_role("status").filter(has_text="1 person found")).to_be_visible()
    book.keyboard.type("xjku?")
    expect(field).to_have_value("bergxjku?")
    assert urlsplit(book.url).path == "/book/"
    expect(book.locator(".person.at")).to_have_count(0)
    for _ in "xjku?":
        press(book, "Backspace")
    expect(book.get_by_role("link", name=NAMES[1])).to_be_visible()
    press(book, "ArrowDown")
    at(book, NAMES[1])


def test_whoever_is_faster_than_the_search_stands_on_the_first_it_finds(book: Page) -> None:
    press(book, "/")
    book.keyboard.type("berg")
    press(book, "ArrowDown")
    expect(book.get_by_role("status").filter(has_text="1 person found")).to_be_visible()
    at(book, NAMES[1])


def test_what_comes_does_not_move_whoever_stands_on_a_person(book: Page) -> None:
    press(book, "/")
    book.keyboard.type("berg")
    expect(book.get_by_role("status").filter(has_text="1 person found")).to_be_visible()
    press(book, "Control+a", "Backspace", "ArrowDown")
    expect(book.get_by_role("status").filter(has_text="3 people")).to_be_visible()
    at(book, NAMES[1])


def test_a_question_mark_shows_the_keys_and_escape_gives_the_page_back(book: Page) -> None:
    press(book, "?")
    dialog = book.get_by_role("dialog", name="Keys")
    expect(dialog).to_be_visible()
    press(book, "j")
    expect(book.locator(".person.at")).to_have_count(0)
    press(book, "Escape")
    expect(dialog).to_have_count(0)
    press(book, "j")
    at(book, NAMES[0])
