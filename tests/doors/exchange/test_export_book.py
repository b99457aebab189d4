"""The book as a download: whose it is, what is in it, and that size changes nothing."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.http import StreamingHttpResponse
from django.test import Client

from comity.doors.exchange.queries.cards import BookCards, chosen_contacts
from comity.formats.vcard.reader import read
from comity.people.contacts.models import Contact, ContactValue, Origin
from comity.people.members.models import Member
from comity.relationships.ties.models import Tag, Tie
from tests.doors.exchange.files import DORA, connections
from tests.doors.exchange.walk import brought
from tests.people import signed_in

PATHS = ["/export/book.vcf", "/export/book.csv"]


def body_of(response: Any) -> bytes:
    assert isinstance(response, StreamingHttpResponse)
    return b"".join(response)


def add_contact(owner: Member, name: str, **fields: Any) -> Contact:
    origin = Origin.objects.get_or_create(owner=owner, kind="typed")[0]
    return Contact.objects.create(owner=owner, full_name=name, sort_key=name.lower(), origin=origin, **fields)


@pytest.fixture
def dora(ada: Member) -> Contact:
    """Dora in Ada's book, with a note, a tag and the day of their connection."""
    brought(ada, connections(DORA))
    contact = Contact.objects.get()
    tie = Tie.objects.create(owner=ada, contact=contact, notes="Met at the lake, \nlikes tea")
    tie.tags.add(Tag.objects.create(owner=ada, name="Robotics"))
    return contact


def test_a_vcard_says_everything_its_owner_knows(ada: Member, dora: Contact) -> None:
    response = signed_in(ada).get("/export/book.vcf")

    assert response["Content-Type"].startswith("text/vcard")
    assert 'attachment; filename="comity-book-' in response["Content-Disposition"]
    (row,) = read(io.BytesIO(body_of(response)), file="book.vcf")
    card: Any = row.record
    assert (card.name, card.organization, card.title) == ("Dora Lindqvist", "Globex", "Director")
    assert card.note == "Met at the lake, \nlikes tea"
    assert card.tags == ("Robotics",)
    assert card.connected_on == date(2024, 2, 3)
    assert card.values_of("url") == ("https://www.linkedin.com/in/dora-l",)


@pytest.mark.parametrize(("asked", "written"), [("", "3.0"), ("?version=3", "3.0"), ("?version=4", "4.0")])
def test_both_versions_of_vcard(ada: Member, dora: Contact, asked: str, written: str) -> None:
    assert f"VERSION:{written}\r\n".encode() in body_of(signed_in(ada).get(f"/export/book.vcf{asked}"))


def test_a_table_runs_nothing_in_a_spreadsheet(ada: Member) -> None:
    add_contact(ada, "=HYPERLINK(0)", organization="+1", title="@SUM(A1)", given="\tcmd")

    text = body_of(signed_in(ada).get("/export/book.csv")).decode("utf-8-sig")
    header, cells = csv.reader(io.StringIO(text))
    assert dict(zip(header, cells, strict=True))["Name"] == "'=HYPERLINK(0)"
    assert not [cell for cell in cells if cell.startswith(("=", "+", "@", "\t"))]


@pytest.mark.parametrize("path", PATHS)
def test_only_ones_own_book_leaves(ada: Member, ben: Member, dora: Contact, path: str) -> None:
    add_contact(ben, "Someone of Ben's")

    assert b"Lindqvist" not in body_of(signed_in(ben).get(path))
    assert b"Someone of Ben" not in body_of(signed_in(ada).get(path))


@pytest.mark.parametrize("path", PATHS)
def test_chosen_people_alone(ada: Member, dora: Contact, path: str) -> None:
    other, third = add_contact(ada, "Emil Third"), add_contact(ada, "Finn Left")
    browser = signed_in(ada)

    for answer in (
        browser.get(path, {"ids": f"{dora.public_id},{other.public_id}"}),
        browser.post(path, {"ids": [dora.public_id, other.public_id]}),
    ):
        body = body_of(answer)
        assert b"Lindqvist" in body
        assert b"Emil Third" in body
        assert third.full_name.encode() not in body


@pytest.mark.parametrize("path", PATHS)
def test_others_people_and_nonsense_are_not_there(ada: Member, ben: Member, dora: Contact, path: str) -> None:
    browser = signed_in(ben)

    assert browser.get(path, {"ids": dora.public_id}).status_code == 404
    assert browser.get(path, {"ids": "../../etc"}).status_code == 404
    assert browser.get(path, {"ids": ""}).status_code == 404
    assert signed_in(ada).get("/export/book.vcf?version=2").status_code == 404


@pytest.mark.parametrize("path", PATHS)
def test_who_may_ask_and_how(ada: Member, path: str, client: Client) -> None:
    assert client.get(path).headers["Location"] == f"/accounts/login/?next={path}"
    browser = signed_in(ada)
    assert browser.delete(path).status_code == 405
    assert browser.put(path).status_code == 405
    assert "no-store" in browser.get(path)["Cache-Control"]


def test_archived_merged_and_pending_cards_stay_out(ada: Member) -> None:
    kept = add_contact(ada, "Kept")
    add_contact(ada, "Archived", archived_at="2026-01-01T00:00Z")
    add_contact(ada, "Merged", merged_into=kept)
    add_contact(ada, "Pending", pending_import=7)

    assert [card.full for card in BookCards(chosen_contacts(ada))] == ["Kept"]
    assert [card.full for card in BookCards(chosen_contacts(ada, archived=True))] == ["Archived", "Kept"]


def test_queries_do_not_grow_with_the_book(
    ada: Member, dora: Contact, django_assert_num_queries: Any
) -> None:
    origin = Origin.objects.get(owner=ada, kind="import")

    def grow(names: Iterator[int]) -> None:
        for number in names:
            contact = add_contact(ada, f"Person {number}")
            ContactValue.objects.create(contact=contact, kind="email", value="a@b.example", origin=origin)
            if number % 2:
                tie = Tie.objects.create(owner=ada, contact=contact, notes="note")
                tie.tags.add(Tag.objects.get())

    for names in (iter(range(3)), iter(range(3, 40))):
        grow(names)
        with django_assert_num_queries(4):
            assert sum(1 for _ in BookCards(chosen_contacts(ada)))
