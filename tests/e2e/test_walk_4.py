"""What people network for: an ask reaches somebody who can help, and nobody learns more than they should."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.clock import Clock
from tests.e2e.first_steps import say_who_you_are, take_the_instance
from tests.e2e.instance import Instance

CODE = re.compile(r"^\s*([A-Z0-9]{3,4}-[A-Z0-9]{3,4})\s*$", re.MULTILINE)
HERS = "a garden in winter"
ADDRESSES = {
    "Ada Okafor": "ada@example.org",
    "Ben Sørensen": "ben@example.org",
    "Carla Mendes": "carla@example.org",
}


@pytest.fixture(scope="module")
def clock(tmp_path_factory: pytest.TempPathFactory) -> Clock:
    return Clock(tmp_path_factory.mktemp("clock") / "ahead")


@pytest.fixture(scope="module")
def instance(tmp_path_factory: pytest.TempPathFactory, clock: Clock) -> Iterator[Instance]:
    with clock.running(tmp_path_factory.mktemp("instance")) as one:
        yield one


def test_walk_4(page: Page, browser: Browser, instance: Instance, clock: Clock) -> None:
    take_the_instance(page, instance)
    say_who_you_are(page)
    with ExitStack() as browsers:
        his, hers = (browsers.enter_context(another(browser)) for _ in range(2))
        join(page, his, instance, "Ben Sørensen", "Bridge engineer")
        join(page, hers, instance, "Carla Mendes", "Built turbines at Nordwind for ten years")
        tie(page, "Ben Sørensen", his, instance)
        tie(his, "Carla Mendes", hers, instance)

        write_an_ask(page, instance, "someone who worked at Nordwind", "Nordwind")
        nobody_else_knows(hers, instance)
        a_helper_sees_who_fits_in_his_own_book(his, instance)
        leads_her_on(his)
        still_waits(page)
        the_target_reads_and_says_yes(hers, instance)
        the_three_are_in_one_thread(page, his, hers, instance)
        a_follow_up_is_set(page, instance, "Carla Mendes")
        a_follow_up_is_set(hers, instance, "Ada Okafor")
        the_helper_is_thanked(page, his, instance)

        write_an_ask(page, instance, "someone who worked at Südwind", "Südwind")
    clock.move_to(6)
    on_the_date_there_is_more_to_do(page, instance)


@contextmanager
def another(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    yield context.new_page()
    context.close()


def join(page: Page, theirs: Page, instance: Instance, name: str, does: str) -> None:
    """Let somebody come in by a link of hers; the code for their address waits among her letters."""
    page.goto(f"{instance.url}/settings/invitations/")
    page.get_by_role("button", name="Make a link").click()
    theirs.goto(page.locator("code").first.inner_text())
    theirs.get_by_role("button", name="Accept and make an account").click()
    theirs.get_by_label("Your name").fill(name)
    theirs.get_by_label("E-mail address").fill(ADDRESSES[name])
    theirs.get_by_label("Password").fill(HERS)
    theirs.get_by_role("button", name="Make my account").click()
    expect(theirs.get_by_label("Code")).to_be_visible()
    page.goto(f"{instance.url}/ops/letters/")
    letter = page.get_by_role("article").filter(has_text=ADDRESSES[name])
    theirs.get_by_label("Code").fill(CODE.findall(letter.inner_text())[0])
    theirs.get_by_role("button", name="Go on").click()
    say_who_you_are(theirs, does)


def tie(page: Page, name: str, theirs: Page, instance: Instance) -> None:
    page.goto(f"{instance.url}/members/")
    page.get_by_role("link", name=name).click()
    page.get_by_role("link", name="Ask for a mutual tie").click()
    page.get_by_role("button", name="Ask", exact=True).click()
    theirs.goto(f"{instance.url}/ties/requests/")
    theirs.get_by_role("button", name="Accept").click()
    expect(theirs.get_by_role("heading", level=1)).to_be_visible()


def write_an_ask(page: Page, instance: Instance, text: str, company: str) -> None:
    """Write a line on Today; before it is sent it says where it goes and who sees what."""
    page.goto(instance.url)
    page.get_by_label("I’m looking for").fill(text)
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Is this what you mean?")
    expect(page.get_by_label("Company or organisation")).to_have_value(company)
    expect(page.get_by_text("You are not shown whom.")).to_be_visible()
    expect(page.get_by_text("You hear of a yes")).to_be_visible()
    page.get_by_role("button", name="Send it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your ask is on its way")


def nobody_else_knows(hers: Page, instance: Instance) -> None:
    hers.goto(f"{instance.url}/asks/")
    expect(hers.get_by_text("Nothing asked yet")).to_be_visible()


def a_helper_sees_who_fits_in_his_own_book(his: Page, instance: Instance) -> None:
    his.goto(instance.url)
    section = his.get_by_role("region", name="Somebody you may help").or_(
        his.locator("section", has_text="Somebody you may help")
    )
    section.get_by_role("link", name="Ada Okafor").first.click()
    expect(his.get_by_text("someone who worked at Nordwind")).to_be_visible()
    expect(his.get_by_label("Carla Mendes")).to_be_checked()
    expect(his.get_by_text("Worked out just now, from your book alone.")).to_be_visible()


def leads_her_on(his: Page) -> None:
    his.get_by_label("Your line to them").fill("Ada plans grids as carefully as you build turbines.")
    his.get_by_role("button", name="I know someone: ask them").click()
    expect(his.get_by_text("You asked Carla Mendes.")).to_be_visible()


def still_waits(page: Page) -> None:
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your ask is on its way")
    for name in ("Ben Sørensen", "Carla Mendes"):
        expect(page.get_by_role("main").get_by_text(name)).to_be_hidden()


def the_target_reads_and_says_yes(hers: Page, instance: Instance) -> None:
    """She reads who asks, why, and his line, before she decides."""
    hers.goto(instance.url)
    hers.get_by_role("main").get_by_role("link", name="Ada Okafor").first.click()
    expect(hers.get_by_role("heading", level=1)).to_have_text("Ada Okafor would like to be introduced to you")
    expect(hers.get_by_text("someone who worked at Nordwind")).to_be_visible()
    expect(hers.get_by_text("Ada plans grids as carefully as you build turbines.")).to_be_visible()
    hers.get_by_role("checkbox", name=re.compile("carla@example.org")).check()
    hers.get_by_role("button", name="Yes, introduce us").click()
    expect(hers.get_by_role("heading", level=1)).to_have_text("You and Ada Okafor are introduced")


def the_three_are_in_one_thread(page: Page, his: Page, hers: Page, instance: Instance) -> None:
    page.goto(f"{instance.url}/asks/")
    page.get_by_role("link", name="someone who worked at Nordwind").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Somebody can help")
    page.get_by_role("link", name="Go on from here").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("You and Carla Mendes are introduced")
    his.goto(f"{instance.url}/introductions/")
    his.get_by_role("link", name="Ada Okafor and Carla Mendes").click()
    for one in (page, his, hers):
        one.get_by_role("link", name="Write to each other").click()
        expect(one.get_by_text("Ada plans grids as carefully as you build turbines.")).to_be_visible()
    addresses = {one.url for one in (page, his, hers)}
    assert len(addresses) == 1, "one conversation for all"


def a_follow_up_is_set(page: Page, instance: Instance, name: str) -> None:
    page.goto(f"{instance.url}/book/")
    page.get_by_role("link", name=name).click()
    expect(page.get_by_role("list", name="What you wanted to do").get_by_role("listitem")).to_be_visible()


def the_helper_is_thanked(page: Page, his: Page, instance: Instance) -> None:
    expect(page.get_by_text("carla@example.org")).to_be_visible()
    page.goto(f"{instance.url}/introductions/")
    page.get_by_role("link", name="You and Carla Mendes").click()
    page.get_by_role("button", name="Thank Ben Sørensen").click()
    expect(page.get_by_text("You said thanks.")).to_be_visible()
    for one, name, says in (
        (page, "Ben Sørensen", "They helped you; you said thanks"),
        (his, "Ada Okafor", "You helped them; they said thanks"),
    ):
        one.goto(f"{instance.url}/book/")
        one.get_by_role("link", name=name).click()
        expect(one.get_by_text(says)).to_be_visible()


def on_the_date_there_is_more_to_do(page: Page, instance: Instance) -> None:
    page.goto(f"{instance.url}/asks/")
    page.get_by_role("link", name="someone who worked at Südwind").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Nobody could help this time")
    for step in ("Ask more of your ties", "Ask in another way"):
        expect(page.get_by_role("heading", name=step)).to_be_visible()
    page.get_by_role("button", name="Do this – Ask in another way").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Is this what you mean?")
