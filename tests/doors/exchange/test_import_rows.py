"""The account of an import: every row, and with whom it was merged, by name and with a way to their card."""

from __future__ import annotations

import csv
import io
import json

from django.utils import timezone

from comity.doors.exchange.actions.answers import answer_all_doubts
from comity.doors.exchange.actions.applying import apply_import
from comity.doors.exchange.models import Import
from comity.people.contacts.actions.shelving import delete_contacts
from comity.people.contacts.models import Contact
from comity.people.members.models import Member
from tests.doors.exchange.files import connections
from tests.doors.exchange.walk import brought, read
from tests.people import signed_in

JOSE = ("José", "García", "https://www.linkedin.com/in/jose-g", "", "Acme", "Engineer", "15 Jan 2024")
PEPE = ("Pepe", "Ruiz", "https://www.linkedin.com/in/jose-g", "pepe@example.org", "", "", "15 Jan 2024")
MERGED = "With José García: the same profile, but the names differ"


def rows(owner: Member, upload: Import, line: int) -> list[str]:
    """Return what a row says on the page, in the JSON lines and in the CSV: what and why."""
    browser, address = signed_in(owner), f"/import/{upload.public_id}/"
    text = {
        form: b"".join(browser.get(f"{address}report.{form}").streaming_content).decode()  # type: ignore[attr-defined]
        for form in ("jsonl", "csv")
    }
    told = next(row for row in map(json.loads, text["jsonl"].splitlines()) if row["row"] == line)
    cells = next(row for row in csv.DictReader(io.StringIO(text["csv"])) if row["row"] == str(line))
    page = browser.get(f"{address}rows/").content.decode()
    assert told["why"] in page
    assert told["what"] in page
    assert (cells["what"], cells["why"]) == (told["what"], told["why"])
    return [told["outcome"], told["what"], told["why"]]


def card_link(owner: Member, upload: Import) -> str:
    return signed_in(owner).get(f"/import/{upload.public_id}/rows/").content.decode()


def test_a_merged_row_names_whom_it_was_merged_with_and_links_the_card(ada: Member) -> None:
    brought(ada, connections(JOSE))
    card = Contact.objects.get()
    upload = read(ada, connections(PEPE))
    why = f"{MERGED}. New on the card: e-mail."
    assert rows(ada, upload, 5) == ["merged", "Pepe Ruiz", why]

    apply_import(upload.pk)
    assert rows(ada, upload, 5) == ["merged", "Pepe Ruiz", why]
    assert f'<a href="/book/{card.public_id}/">Pepe Ruiz</a>' in card_link(ada, upload)


def test_an_unchanged_row_names_a_card_of_another_name(ada: Member) -> None:
    brought(ada, connections(JOSE))
    upload = brought(ada, connections((*PEPE[:3], "", *PEPE[4:])))

    assert rows(ada, upload, 5) == ["unchanged", "Pepe Ruiz", MERGED]
    again = brought(ada, connections(JOSE))
    assert rows(ada, again, 5) == ["unchanged", "José García", ""]


def test_a_row_that_repeats_somebody_names_whom(ada: Member) -> None:
    upload = brought(ada, connections(JOSE, PEPE))

    assert rows(ada, upload, 6) == [
        "merged", "Pepe Ruiz",
        "With José García: The file names this person more than once; it became one card.",
    ]  # fmt: skip
    assert f'<a href="/book/{Contact.objects.get().public_id}/">Pepe Ruiz</a>' in card_link(ada, upload)


def test_an_answered_doubt_names_whom_too(ada: Member) -> None:
    brought(ada, connections(("John", "Smith", "", "", "", "", "01 Feb 2024")))
    upload = read(ada, connections(("Jon", "Smith", "", "", "", "Lead", "01 Feb 2024")))
    outcome, what, why = rows(ada, upload, 5)
    assert (outcome, what) == ("added", "Jon Smith")
    assert why.startswith("Perhaps John Smith: ")

    answer_all_doubts(by=ada, upload=upload, answer="same")
    outcome, _, why = rows(ada, upload, 5)
    assert outcome == "merged"
    assert why.startswith("With John Smith: ")

    answer_all_doubts(by=ada, upload=upload, answer="apart")
    assert rows(ada, upload, 5) == ["added", "Jon Smith", ""]


def test_a_card_that_left_the_book_is_not_linked(ada: Member) -> None:
    upload = brought(ada, connections(JOSE))
    card = Contact.objects.get()
    delete_contacts(by=ada, ids=[card.public_id], at=timezone.now())

    assert card.public_id not in card_link(ada, upload)
