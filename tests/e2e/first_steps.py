"""The steps every walk begins with: taking an instance, and saying who one is."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.e2e.instance import Instance

PASSWORD = "correct horse battery"


def take_the_instance(page: Page, instance: Instance) -> None:
    page.goto(instance.owner_link)
    page.get_by_label("Your name").fill("Ada Okafor")
    page.get_by_label("E-mail address").fill("ada@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Make my account").click()


def say_who_you_are(page: Page, what_you_do: str = "Grid planner who likes old houses") -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text("Who you are, in four lines")
    page.get_by_label("What you do").fill(what_you_do)
    page.get_by_label("One thing you could help with").fill("Reading a permit before it goes out")
    page.get_by_label("One thing you look for").fill("Somebody who moved a team to a four-day week")
    page.get_by_role("button", name="Save and go on").click()


def bring_in(page: Page) -> None:
    page.get_by_role("button", name="Bring them in").click()
    expect(page.get_by_text("Undo this import")).to_be_visible(timeout=60_000)
