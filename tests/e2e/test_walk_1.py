"""The first thing a person does with Comity, from an empty folder to a book that can leave again."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Download, Page, expect

from comity.formats import vcard
from comity.formats.card import Card
from tests.e2e.first_steps import bring_in, say_who_you_are, take_the_instance
from tests.e2e.instance import Instance, running
from tests.factories.linkedin_archive import make_people, write_archive

PEOPLE = 60
OUTCOMES = ("added", "merged", "unchanged", "skipped", "wrong")


@pytest.fixture(scope="module")
def instance(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Instance]:
    with running(tmp_path_factory.mktemp("instance")) as one:
        yield one


def test_walk_1(page: Page, instance: Instance, tmp_path: Path) -> None:
    archive = write_archive(
        tmp_path / "Basic_LinkedInDataExport_10-01-2026.zip", make_people(PEOPLE), messages=300
    )

    take_the_instance(page, instance)
    say_who_you_are(page)
    page.get_by_role("link", name="Choose a file").click()
    rows = look_what_is_in(page, archive)
    account_for_every_row(page, archive, rows)
    bring_in(page)
    undo(page)
    the_book_is_empty(page)
    page.get_by_role("link", name="Choose a file").click()
    assert look_what_is_in(page, archive) == rows
    bring_in(page)
    find_and_open(page, half_a_name="quilfeath")
    export_the_book(page)
    the_link_is_spent(page, instance)


def look_what_is_in(page: Page, archive: Path) -> dict[str, int]:
    """Drop the file on the page one was led to; return how many rows ended how."""
    page.get_by_label("A file with people").set_input_files(archive)
    page.get_by_role("button", name="Check the file").click()
    expect(page.get_by_role("heading", name="What we found")).to_be_visible(timeout=60_000)
    people = page.get_by_role("listitem").filter(has_text="Connections.csv").filter(has_text=f"{PEOPLE} ")
    expect(people.first).to_be_visible()
    page.wait_for_load_state()
    return {outcome: count_of(page, outcome) for outcome in OUTCOMES}


def count_of(page: Page, outcome: str) -> int:
    number = page.locator("main a.tag").filter(has_text=re.compile(rf"^\s*[\d,]+ (?:will be )?{outcome}\s*$"))
    return int(re.sub(r"\D", "", number.inner_text())) if number.count() else 0


def account_for_every_row(page: Page, archive: Path, outcomes: dict[str, int]) -> None:
    """Every row of every file in the archive stands in the account, once, with its outcome."""
    page.get_by_role("link", name="See each row").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Each row")
    page.wait_for_load_state()
    ended, files = Counter[str](), Counter[str]()
    while True:
        words = page.locator("tbody td[data-label=Outcome]").all_inner_texts()
        ended.update(word.removeprefix("will be ") for word in words)
        files.update(page.locator("tbody td[data-label=Where] bdi").all_inner_texts())
        if not (more := page.get_by_role("link", name="More", exact=True)).count():
            break
        address = page.url
        more.click()
        expect(page).not_to_have_url(address)
        page.wait_for_load_state()
    assert files == lines_of(archive)
    assert ended == Counter({outcome: number for outcome, number in outcomes.items() if number})
    page.locator("header").get_by_role("link", name=re.compile("Basic_LinkedIn")).click()


def lines_of(archive: Path) -> Counter[str]:
    """Count the rows of each table, without its column names and what stands above them."""
    lines = Counter[str]()
    with zipfile.ZipFile(archive) as files:
        for name in files.namelist():
            rows = list(csv.reader(io.StringIO(files.read(name).decode("utf-8-sig"))))
            names = max(rows, key=len)  # the first of the widest rows; LinkedIn's note stands above it
            lines[name] = len(rows) - rows.index(names) - 1
    return lines


def undo(page: Page) -> None:
    page.get_by_text("Undo this import").click()
    page.get_by_role("dialog").get_by_role("button", name="Undo").click()
    expect(page.get_by_text("out of your book again")).to_be_visible(timeout=30_000)


def the_book_is_empty(page: Page) -> None:
    page.get_by_role("link", name="People").first.click()
    expect(page.get_by_role("heading", name="Nobody here yet")).to_be_visible()


def find_and_open(page: Page, half_a_name: str) -> None:
    page.get_by_role("link", name="People").first.click()
    page.get_by_role("searchbox").first.fill(half_a_name)
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="found")).to_be_visible()
    found = page.get_by_role("link", name=re.compile("Quillfeather")).first
    name = found.inner_text()
    found.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(name.split()[0])


def export_the_book(page: Page) -> None:
    page.get_by_role("link", name="People").first.click()
    page.get_by_text("Export", exact=True).click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Everybody as vCard", exact=True).click()
    assert len(cards_of(download.value)) == PEOPLE
    page.keyboard.press("Escape")
    for box in page.locator("label.pick").all()[:2]:
        box.click()
    with page.expect_download() as download:
        page.locator(".bulk-bar summary").click()
        page.get_by_role("button", name="As vCard").click()
    assert len(cards_of(download.value)) == 2


def cards_of(download: Download) -> list[Card]:
    with Path(download.path()).open("rb") as file:
        return [row.record for row in vcard.read(file, file="book.vcf") if isinstance(row.record, Card)]


def the_link_is_spent(page: Page, instance: Instance) -> None:
    page.context.clear_cookies()
    answer = page.goto(instance.owner_link)
    assert answer is not None
    assert "Make my account" not in page.content()
