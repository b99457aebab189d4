"""Tags, days and words of many people are brought up to date at once."""

from __future__ import annotations

from datetime import date

import pytest

from comity.foundation.search.queries import search
from comity.people.contacts.models import Contact
from comity.people.contacts.queries.scope import KIND, scope_of
from comity.people.members.models import Member
from comity.relationships.ties.actions.interactions import NotYet, set_status
from comity.relationships.ties.actions.notes import tag_contacts, untag_contacts, write_tie
from comity.relationships.ties.actions.settling import settle
from comity.relationships.ties.enums import Status
from comity.relationships.ties.models import Interaction, Tag, Tie
from tests.factories.book import add_card, note_day


@pytest.fixture
def zoe(ada: Member) -> Contact:
    return add_card(ada, "Zoë Quillfeather")


def last_on(contact: Contact) -> date | None:
    return Tie.objects.get(contact=contact).last_on


def test_the_last_contact_is_the_newest_confirmed_one(ada: Member, zoe: Contact) -> None:
    note_day(ada, zoe, on=date(2026, 1, 2))
    newest = note_day(ada, zoe, on=date(2026, 3, 4))
    assert last_on(zoe) == date(2026, 3, 4)
    set_status(by=ada, public_id=newest.public_id, status=Status.SUGGESTED)
    assert last_on(zoe) == date(2026, 1, 2)


def test_days_an_import_wrote_count_once_settled(ada: Member, zoe: Contact) -> None:
    day = note_day(ada, zoe)
    Interaction.objects.update(pending_import=7)
    settle(ada, [zoe.pk])
    assert last_on(zoe) is None
    Interaction.objects.update(pending_import=None)
    settle(ada, [zoe.pk])
    assert last_on(zoe) == day.on


def test_the_future_cannot_be_noted(ada: Member, zoe: Contact) -> None:
    with pytest.raises(NotYet):
        note_day(ada, zoe, on=date(2999, 1, 1))


def test_nobody_elses_people_are_noted(cleo: Member, zoe: Contact) -> None:
    with pytest.raises(Contact.DoesNotExist):
        note_day(cleo, zoe)
    assert not Interaction.objects.exists()


def test_people_are_found_by_tag_and_meeting_but_never_by_notes(ada: Member, zoe: Contact) -> None:
    write_tie(by=ada, contact=zoe, notes="Canary seventeen", how_met="Choir festival", tags=["energy"])

    def found(query: str) -> bool:
        return bool(search(scope_of(ada), KIND, query))

    assert (found("energy"), found("choir"), found("canary")) == (True, True, False)
    untag_contacts(by=ada, ids=[zoe.public_id], tag="energy")
    assert not found("energy")


def test_a_tag_nobody_has_is_forgotten_and_tags_of_others_stay(
    ada: Member, cleo: Member, zoe: Contact
) -> None:
    tag_contacts(by=cleo, ids=[add_card(cleo, "Cas Brandt").public_id], tag="energy")
    tag_contacts(by=ada, ids=[zoe.public_id], tag=" energy ")
    untag_contacts(by=ada, ids=[zoe.public_id], tag="energy")
    assert list(Tag.objects.values_list("owner", "name")) == [(cleo.pk, "energy")]


def test_a_tag_of_spaces_is_none(ada: Member, zoe: Contact) -> None:
    assert tag_contacts(by=ada, ids=[zoe.public_id], tag="  ") == []
    assert not Tag.objects.exists()
