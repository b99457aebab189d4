"""From eight hundred addresses to ties that are kept alive: the sort, a line, a meeting, and the right nudge."""

from __future__ import annotations

import csv
import re
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from itertools import cycle, islice, product
from pathlib import Path
from statistics import median

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.e2e.clock import Clock
from tests.e2e.first_steps import PASSWORD, bring_in, say_who_you_are, take_the_instance
from tests.e2e.instance import Instance

GIVEN = "Amal Bente Cosmin Dilek Emeka Freya Goran Hedda Ilse Joaquín Katya Leander Maribel Nuno Oona Pilar".split()
FAMILY = [
    first + last
    for first, last in product(("Alder", "Birk", "Corn", "Dal", "Eichen"), ("berg", "feld", "sen"))
]
PEOPLE = 800
# What forty people are answered with, over and over: both, both, would ask, would help, not now.
KEYS = ("3", "ArrowRight", "1", "2", "ArrowLeft")
ANSWERED, BOTH = 40, 16
CODE = re.compile(r"^\s*([A-Z0-9]{3,4}-[A-Z0-9]{3,4})\s*$", re.MULTILINE)


@pytest.fixture(scope="module")
def clock(tmp_path_factory: pytest.TempPathFactory) -> Clock:
    return Clock(tmp_path_factory.mktemp("clock") / "ahead")


@pytest.fixture(scope="module")
def instance(tmp_path_factory: pytest.TempPathFactory, clock: Clock) -> Iterator[Instance]:
    with clock.running(tmp_path_factory.mktemp("instance")) as one:
        yield one


def test_walk_2(page: Page, browser: Browser, instance: Instance, clock: Clock, tmp_path: Path) -> None:
    take_the_instance(page, instance)
    say_who_you_are(page)
    import_a_table(page, write_table(tmp_path / "people.csv"))
    sort_forty(page)
    the_rings_appear(page)
    today_is_of_use(page)
    log_a_coffee(page, "Ben Sørensen")
    says_why(page, "acquainted", "You met once in the last year.")
    note_in_one_tap(page, "Zoë Quillfeather")
    with ExitStack() as phones:
        hers, his = (phones.enter_context(phone(browser)) for _ in range(2))
        sign_in(hers, instance)
        join(page, his, instance)
        confirm_a_meeting(hers, his)
        each_has_what_the_other_chose(hers, his)
    open_person(page, "Ben Sørensen")
    says_why(page, "solid", "You met 2 times in the last year.")
    for name in ("Zoë Quillfeather", "Ben Sørensen"):
        get_back_every_month(page, name)

    clock.move_to(20)  # both were met on day 0
    sign_in(page, instance)
    the_follow_up_is_due(page, "Ben Sørensen")
    is_not_to_get_back_to(page, "Zoë Quillfeather", "Ben Sørensen")
    note_a_call(page, "Ben Sørensen")

    clock.move_to(31)  # without his call both would be due
    is_to_get_back_to(page, "Zoë Quillfeather")
    is_not_to_get_back_to(page, "Ben Sørensen")
    note_a_call(page, "Zoë Quillfeather")
    is_not_to_get_back_to(page, "Zoë Quillfeather", "Ben Sørensen")

    clock.move_to(60)  # a month after his call and not yet one after hers; without it she would come up again
    sign_in(page, instance)
    is_to_get_back_to(page, "Ben Sørensen")
    is_not_to_get_back_to(page, "Zoë Quillfeather")


def write_table(path: Path) -> Path:
    """Write a table of people as anybody may have one; its column names are left to be guessed."""
    names = [("Ben", "Sørensen"), ("Zoë", "Quillfeather")]
    numbered = ((given, f"{family} {row}") for row, family, given in product("ABCD", FAMILY, GIVEN))
    names += islice(numbered, PEOPLE - len(names))
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["First name", "Last name", "Company", "Job title", "E-mail"])
        for number, (given, family) in enumerate(names):
            mail, title = f"person{number}@example.com", "Engineer"
            if given == "Ben":
                mail, title = "ben@example.org", ""  # what he does is for him to say
            rows.writerow([given, family, "Nordwind", title, mail])
    return path


def import_a_table(page: Page, table: Path) -> None:
    page.get_by_role("link", name="Choose a file").click()
    page.get_by_label("A file with people").set_input_files(table)
    page.get_by_role("button", name="Check the file").click()
    page.get_by_role("button", name="Read it like this").click()
    expect(page.get_by_role("heading", name="What we found")).to_be_visible(timeout=60_000)
    bring_in(page)


def sort_forty(page: Page) -> None:
    """Answer forty by keys, with a stop in between; so fast that two minutes leave the time to think."""
    page.get_by_role("link", name="say whom you would ask").click()
    asked = page.locator("#sort h2")
    expect(asked).to_be_visible()
    page.wait_for_load_state()  # the keys are there
    keys, seen, waits = cycle(KEYS), list[str](), list[float]()
    for number in range(ANSWERED):
        if number == 25:
            name = asked.inner_text()
            page.get_by_role("link", name="Stop for now").click()
            page.get_by_role("link", name="Sort on").click()
            expect(asked).to_have_text(name)
            page.wait_for_load_state()
        seen.append(asked.inner_text())
        began = time.monotonic()
        page.keyboard.press(next(keys))
        asked.filter(has_not_text=seen[-1]).wait_for()
        waits.append(time.monotonic() - began)
    assert len(set(seen)) == ANSWERED
    spent = median(waits) * ANSWERED  # a machine that is busy for a moment says nothing of the sort
    assert spent < 60, f"{spent:.0f} s of 120 went by waiting"
    expect(page.get_by_text(f"{ANSWERED} of {PEOPLE}")).to_be_visible()


def the_rings_appear(page: Page) -> None:
    page.get_by_role("link", name="Stop for now").click()
    expect(page.get_by_text(f"{BOTH} of {PEOPLE} people")).to_be_visible()
    picture = page.locator("svg.rings.wide")
    expect(picture).to_be_visible()
    expect(picture.locator("circle.dot")).to_have_count(BOTH)
    assert picture.locator("circle.ring").count() == 4
    expect(page.get_by_role("heading", name=f"New {BOTH}")).to_be_visible()


def today_is_of_use(page: Page) -> None:
    page.get_by_role("link", name="Today").first.click()
    expect(page.get_by_text(f"{BOTH} of {PEOPLE} people")).to_be_visible()
    for name in ("Sort on", "We met"):
        expect(page.get_by_role("link", name=name)).to_be_visible()
    expect(page.get_by_label("What happened, in a line")).to_be_visible()


def log_a_coffee(page: Page, name: str) -> None:
    """Note it in a line on Today, and confirm what was read into the form."""
    page.get_by_label("What happened, in a line").fill(f"coffee with {name} yesterday at Café Luna")
    page.get_by_role("button", name="Note it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Is this right?")
    expect(page.get_by_role("checkbox", name=name)).to_be_checked()
    expect(page.get_by_label("Where", exact=False)).to_have_value("Café Luna")
    page.get_by_role("button", name="Note it").click()
    expect(page.get_by_text("Noted.")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)


def says_why(page: Page, word: str, reason: str) -> None:
    stands = page.get_by_role("region", name="How you stand")
    expect(stands.locator(".word")).to_have_text(word)
    expect(stands.get_by_text(reason)).to_be_visible()


def open_person(page: Page, name: str) -> None:
    """Find somebody by half a name, as one does."""
    page.get_by_role("link", name="People").first.click()
    page.get_by_role("searchbox").first.fill(name.split()[-1][:7])
    page.keyboard.press("Enter")
    page.get_by_role("link", name=name).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)


def note_in_one_tap(page: Page, name: str) -> None:
    open_person(page, name)
    expect(page.get_by_role("region", name="How you stand")).to_be_hidden()
    page.get_by_role("button", name="Coffee, met").click()
    says_why(page, "acquainted", "You met once in the last year.")


@contextmanager
def phone(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": 360, "height": 740}, is_mobile=True, has_touch=True, reduced_motion="reduce"
    )
    yield context.new_page()
    context.close()


def sign_in(page: Page, instance: Instance) -> None:
    page.goto(instance.url)
    page.get_by_label("E-mail address").fill("ada@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Good day, Ada Okafor.")


def join(page: Page, his: Page, instance: Instance) -> None:
    """Let Ben come in by a link of hers; the code for his address waits among her letters, as there is no mail server."""
    page.goto(f"{instance.url}/settings/invitations/")
    page.get_by_role("button", name="Make a link").click()
    his.goto(page.locator("code").first.inner_text())
    his.get_by_role("button", name="Accept and make an account").click()
    his.get_by_label("Your name").fill("Ben Sørensen")
    his.get_by_label("E-mail address").fill("ben@example.org")
    his.get_by_label("Password").fill("a garden in winter")
    his.get_by_role("button", name="Make my account").click()
    expect(his.get_by_label("Code")).to_be_visible()
    page.goto(f"{instance.url}/ops/letters/")
    letter = page.get_by_role("article").filter(has_text="ben@example.org")
    his.get_by_label("Code").fill(CODE.findall(letter.inner_text())[0])
    his.get_by_role("button", name="Go on").click()
    say_who_you_are(his, "Bridge engineer")


def confirm_a_meeting(hers: Page, his: Page) -> None:
    """She shows a code on her phone; his camera opens what it carries."""
    hers.get_by_role("link", name="We met").click()
    hers.get_by_role("button", name="Show my code").click()
    picture = hers.get_by_role("img", name=re.compile("Your code as a picture"))
    expect(picture).to_be_visible()
    his.goto(carried_by(picture))
    expect(his.get_by_role("heading", level=1)).to_have_text("You are meeting Ada Okafor")
    his.get_by_role("checkbox", name=re.compile("ben@example.org")).check()
    his.get_by_label("Get back to them").select_option(label="in a week")
    his.get_by_label("Where are you?").fill("Lisbon")
    his.get_by_role("button", name="Yes, we met").click()
    expect(his.get_by_role("heading", level=1)).to_have_text("You met Ada Okafor")
    expect(hers.get_by_role("heading", name="You met Ben Sørensen")).to_be_visible()


def carried_by(picture: Locator) -> str:
    return str(re.findall(r"http://\S+", picture.get_attribute("alt") or "")[0])


def each_has_what_the_other_chose(hers: Page, his: Page) -> None:
    expect(his.get_by_text("Get back to them on")).to_be_visible()
    his.get_by_role("link", name="Open their page").click()
    hers.get_by_role("link", name="See what you got").click()
    hers.get_by_role("link", name="Open their page").click()
    for page, name, *given in (
        (his, "Ada Okafor", "Grid planner who likes old houses"),
        (hers, "Ben Sørensen", "Bridge engineer", "ben@example.org"),
    ):
        expect(page.get_by_role("heading", level=1)).to_have_text(name)
        for text in (*given, "Lisbon"):
            expect(page.get_by_text(text).first).to_be_visible()
        expect(page.get_by_role("list", name="What you wanted to do").get_by_role("listitem")).to_be_visible()
    expect(his.get_by_text("ada@example.org")).to_be_hidden()


def get_back_every_month(page: Page, name: str) -> None:
    open_person(page, name)
    touch = page.get_by_role("region", name="Keeping in touch")
    touch.locator("summary", has_text="How often").click()
    touch.get_by_label("Get back to them").select_option(label="every month")
    touch.get_by_role("button", name="Save").click()
    expect(touch.get_by_text("You want to get back to them every month.")).to_be_visible()


def the_follow_up_is_due(page: Page, name: str) -> None:
    wanted = page.get_by_role("region", name="You wanted to").get_by_role("listitem").filter(has_text=name)
    wanted.get_by_role("button", name="Done").click()
    expect(wanted).to_be_hidden()


def note_a_call(page: Page, name: str) -> None:
    open_person(page, name)
    page.get_by_role("button", name="Call", exact=True).click()
    expect(page.get_by_text("Noted for today.")).to_be_visible()


def today_anew(page: Page) -> None:
    """Open Today from a person's page or from itself, and see all of it."""
    with page.expect_navigation():
        page.get_by_role("link", name="Today").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Good day, Ada Okafor.")


def is_to_get_back_to(page: Page, name: str) -> None:
    """Look at Today until the morning's work is done."""
    today_anew(page)
    row = page.get_by_role("region", name="Get back to").get_by_role("listitem").filter(has_text=name)
    for _ in range(60):
        if row.count():
            break
        page.wait_for_timeout(500)
        page.reload()
    expect(row.get_by_text("every month")).to_be_visible()


def is_not_to_get_back_to(page: Page, *names: str) -> None:
    today_anew(page)
    for name in names:
        expect(page.get_by_role("region", name="Get back to").filter(has_text=name)).to_be_hidden()
