"""What a file says of somebody the book has: notes, tags, nickname and labels arrive too, and undo takes exactly that."""

from __future__ import annotations

import pytest
from django.utils import timezone

from comity.doors.exchange.actions.answers import answer_all_doubts
from comity.doors.exchange.actions.applying import apply_import
from comity.doors.exchange.models import CardAddition, FieldChange
from comity.doors.exchange.queries.rows import report_of
from comity.doors.exchange.queries.touched import touched_cards
from comity.people.contacts.actions.merging import merge_contacts
from comity.people.contacts.models import Contact, ContactValue
from comity.people.members.models import Member
from comity.relationships.ties.actions.notes import write_tie
from comity.relationships.ties.models import Tag, Tie
from tests.doors.exchange.files import connections, table
from tests.doors.exchange.walk import brought, outcomes, read, undone

BJORN = (
    "Björn",
    "Ek",
    "https://www.linkedin.com/in/bjorn-ek",
    "bjorn@example.org",
    "Nordic Heat",
    "Chef",
    "15 Jan 2024",
)
GOOGLE = (
    "First Name", "Last Name", "Nickname", "Notes", "Labels", "E-mail 1 - Label", "E-mail 1 - Value",
    "Phone 1 - Label", "Phone 1 - Value",
)  # fmt: skip


def google(
    note: str = "Met in Malmö",
    nickname: str = "Bear",
    labels: str = "* myContacts ::: Choir",
    label: str = "Work",
) -> str:
    row = ("Björn", "Ek", nickname, note, labels, label, "bjorn@example.org", "Mobile", "+46 8 100 200")
    return table(GOOGLE, [row])


@pytest.fixture
def bjorn(ada: Member) -> Contact:
    brought(ada, connections(BJORN))
    return Contact.objects.get(family="Ek")


def said_of(card: Contact) -> tuple[str, list[str], str, str]:
    """Return notes, tags, nickname and the label of the address."""
    card.refresh_from_db()
    tie = Tie.objects.filter(contact=card).first()
    label = card.values.get(kind="email").label
    return (
        tie.notes if tie else "", [tag.name for tag in tie.tags.all()] if tie else [], card.nickname, label
    )  # fmt: skip


def test_what_a_second_file_adds_arrives_and_goes_again(ada: Member, bjorn: Contact) -> None:
    upload = brought(ada, google(), "google.csv")
    assert [outcome for _, outcome, _ in outcomes(upload)] == ["merged"]
    assert said_of(bjorn) == ("Met in Malmö", ["Choir"], "Bear", "work")
    assert next(iter(report_of(upload)))["why"].endswith(
        "New on the card: nickname, phone, note, tag Choir, labels."
    )

    undone(upload)
    assert said_of(bjorn) == ("", [], "", "")
    assert not Tag.objects.filter(owner=ada).exists()
    assert not CardAddition.objects.exists()
    assert bjorn.values.filter(kind="phone").count() == 0


def test_it_arrives_only_with_the_whole_import(ada: Member, bjorn: Contact) -> None:
    upload = read(ada, google(), "google.csv")
    assert said_of(bjorn) == ("", [], "", "")
    assert "New on the card" in next(iter(report_of(upload)))["why"]

    apply_import(upload.pk)
    assert said_of(bjorn)[0] == "Met in Malmö"


def test_the_owners_words_stay_before_and_after(ada: Member, bjorn: Contact) -> None:
    write_tie(by=ada, contact=bjorn, notes="Sings bass.", how_met="", tags=["choir", "Malmö"])
    upload = brought(ada, google(), "google.csv")
    assert said_of(bjorn)[:2] == ("Sings bass.\n\nMet in Malmö", ["Malmö", "choir"])

    tie = Tie.objects.get(contact=bjorn)
    write_tie(
        by=ada, contact=bjorn, notes=f"{tie.notes}\n\nOwes me a book.", how_met="", tags=["choir", "Malmö"]
    )
    undone(upload)
    assert said_of(bjorn) == ("Sings bass.\n\nOwes me a book.", ["Malmö", "choir"], "", "")


def test_the_same_file_again_adds_nothing(ada: Member, bjorn: Contact) -> None:
    brought(ada, google(), "google.csv")
    again = brought(ada, google(note="met in  Malmö", labels="* myContacts ::: CHOIR"), "google.csv")

    assert [outcome for _, outcome, _ in outcomes(again)] == ["unchanged"]
    assert said_of(bjorn) == ("Met in Malmö", ["Choir"], "Bear", "work")


def test_a_label_and_a_nickname_that_are_there_stay(ada: Member, bjorn: Contact) -> None:
    ContactValue.objects.filter(contact=bjorn, kind="email").update(label="home")
    Contact.objects.filter(pk=bjorn.pk).update(nickname="Björne")
    upload = brought(ada, google(), "google.csv")
    assert said_of(bjorn)[2:] == ("Björne", "home")

    undone(upload)
    assert said_of(bjorn)[2:] == ("Björne", "home")


def test_undo_leaves_what_the_owner_changed_since(ada: Member, bjorn: Contact) -> None:
    upload = brought(ada, google(), "google.csv")
    write_tie(by=ada, contact=bjorn, notes="Met in Lund", how_met="", tags=["Choir"])
    ContactValue.objects.filter(contact=bjorn, kind="email").update(label="office")
    undone(upload)

    assert said_of(bjorn) == ("Met in Lund", [], "", "office")


def test_undo_follows_a_card_that_became_one_with_another(ada: Member, bjorn: Contact) -> None:
    upload = brought(ada, google(), "google.csv")
    other = Contact.objects.create(owner=ada, full_name="Björn E.", sort_key="b", origin=bjorn.origin)
    merge_contacts(by=ada, kept=other, gone=bjorn, at=timezone.now())
    assert Tie.objects.get(contact=other).notes == "Met in Malmö"

    undone(upload)
    tie = Tie.objects.get(contact=other)
    assert (tie.notes, list(tie.tags.all())) == ("", [])


def test_the_first_import_knows_that_a_later_one_added_words(ada: Member, bjorn: Contact) -> None:
    first = ada.imports.get()
    later = brought(ada, google(), "google.csv")
    ContactValue.objects.filter(origin=later.origin).delete()  # words alone are enough
    assert list(touched_cards(first)) == [bjorn]

    undone(later)
    assert list(touched_cards(first)) == []


def test_two_cards_of_the_file_that_are_one_keep_what_each_said(ada: Member) -> None:
    people = [
        ("Ann", "Lee", "", "From the fair", "Fair", "", "", "Work", "+46 8 100 200"),
        ("Ann", "Lee", "", "Likes tea", "Tea", "", "ann@example.org", "", ""),
    ]
    upload = read(ada, table(GOOGLE, people), "google.csv")
    answer_all_doubts(by=ada, upload=upload, answer="same")
    apply_import(upload.pk)

    ann = Contact.objects.get()
    assert ann.tie.notes == "From the fair\n\nLikes tea"
    assert {tag.name for tag in ann.tie.tags.all()} == {"Fair", "Tea"}
    assert set(ann.values.values_list("value", flat=True)) == {"+46 8 100 200", "ann@example.org"}
    assert not FieldChange.objects.exists()
    undone(upload)
    assert not Contact.objects.exists()
    assert not Tag.objects.exists()
