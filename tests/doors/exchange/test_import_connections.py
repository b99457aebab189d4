"""LinkedIn connections: from the file into the book, again, newer, and back out."""

from __future__ import annotations

from comity.doors.exchange.enums import State
from comity.doors.exchange.models import FieldChange
from comity.doors.exchange.queries.imports import job_news
from comity.people.contacts.models import Contact, ContactValue, Origin
from comity.people.members.models import Member
from tests.doors.exchange.files import BEN, DORA, connections
from tests.doors.exchange.walk import brought, outcomes, read, undone


def test_reading_brings_nothing_into_the_book(ada: Member) -> None:
    upload = read(ada, connections(BEN, DORA))

    assert upload.state == State.READY
    assert upload.counts == {"added": 2}
    assert not Contact.objects.exists()


def test_every_row_is_accounted_for(ada: Member) -> None:
    twice = (*BEN[:2], BEN[2] + "/", *BEN[3:])
    upload = read(ada, connections(BEN, ("", "", "", "", "", "", "30 Apr 2026"), twice))

    assert outcomes(upload) == [
        (5, "added", ""),
        (6, "skipped", "closed-account"),
        (7, "merged", "repeated"),
    ]


def test_what_came_in_stands_on_the_card(ada: Member) -> None:
    brought(ada, connections(BEN))

    card = Contact.objects.visible_to(ada).get()
    assert (card.full_name, card.organization, card.title) == ("Ben Sørensen", "Acme", "Engineer")
    assert set(card.values.values_list("kind", "value", "label")) == {
        ("url", "https://www.linkedin.com/in/ben-s", "linkedin"),
        ("email", "ben@example.org", ""),
        ("date", "2024-01-15", "connected on LinkedIn"),
    }
    assert card.origin.kind == "import"


def test_the_same_file_again_adds_nothing(ada: Member) -> None:
    brought(ada, connections(BEN, DORA))
    again = brought(ada, connections(BEN, DORA))

    assert again.counts == {"unchanged": 2}
    assert Contact.objects.count() == 2
    assert ContactValue.objects.count() == 5


def test_a_row_that_repeats_a_known_person_is_unchanged_too(ada: Member) -> None:
    twice = (*BEN[:2], BEN[2] + "/", *BEN[3:])
    brought(ada, connections(BEN, twice))

    assert brought(ada, connections(BEN, twice)).counts == {"unchanged": 2}


def test_a_newer_export_shows_who_changed_jobs(ada: Member) -> None:
    brought(ada, connections(BEN, DORA))
    moved = (*BEN[:4], "Initech", "Lead", BEN[6])
    newer = brought(ada, connections(moved, DORA))

    assert newer.counts == {"merged": 1, "unchanged": 1}
    card = Contact.objects.get(full_name="Ben Sørensen")
    assert (card.organization, card.title) == ("Initech", "Lead")
    assert set(FieldChange.objects.values_list("field", "before", "after")) == {
        ("organization", "Acme", "Initech"),
        ("title", "Engineer", "Lead"),
    }


def test_what_the_owner_wrote_stays(ada: Member) -> None:
    brought(ada, connections(BEN))
    typed = Origin.objects.create(owner=ada, kind="typed")
    Contact.objects.update(organization="Her own words", field_origins={"organization": typed.pk})
    brought(ada, connections((*BEN[:4], "Initech", "Lead", BEN[6])))

    card = Contact.objects.get()
    assert (card.organization, card.title) == ("Her own words", "Lead")


def test_an_import_is_undone_whole(ada: Member) -> None:
    brought(ada, connections(BEN))
    second = brought(ada, connections((*BEN[:4], "Initech", "Lead", BEN[6]), DORA))
    upload = undone(second)

    assert upload.state == State.UNDONE
    card = Contact.objects.get()
    assert (card.full_name, card.organization, card.title) == ("Ben Sørensen", "Acme", "Engineer")
    assert card.field_origins == {}
    assert ContactValue.objects.count() == 3


def test_after_undo_the_file_can_be_imported_again(ada: Member) -> None:
    undone(brought(ada, connections(BEN, DORA)))
    assert not Contact.objects.exists()

    assert brought(ada, connections(BEN, DORA)).counts == {"added": 2}
    assert Contact.objects.visible_to(ada).count() == 2


def test_nobody_elses_book_is_looked_at(ada: Member, ben: Member) -> None:
    brought(ben, connections(DORA))

    assert brought(ada, connections(DORA)).counts == {"added": 1}


def test_a_legal_form_is_no_new_job(ada: Member) -> None:
    brought(ada, connections((*BEN[:4], "Nordic Heat AB", *BEN[5:])))
    again = brought(ada, connections((*BEN[:4], "Nordic Heat", *BEN[5:])))
    assert outcomes(again)[-1] == (5, "unchanged", "")
    assert Contact.objects.get().organization == "Nordic Heat AB"

    moved = brought(ada, connections((*BEN[:4], "Nordic Heat", "engineer", BEN[6])))
    assert job_news(moved) == []
    assert [one.was for one in job_news(brought(ada, connections(BEN)))] == ["engineer at Nordic Heat AB"]
