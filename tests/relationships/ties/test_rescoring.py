"""What a tie is scored by changes elsewhere too: positions, organisations, imports, cards that become one."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from comity.foundation.work.jobs import run_waiting
from comity.people.contacts.actions.cards import Typed, edit_contact
from comity.people.contacts.actions.merging import merge_contacts, undo_merge
from comity.people.contacts.models import Contact
from comity.people.members.actions.profile.editing import save_position
from comity.people.members.actions.profile.removal import put_back, remove_row
from comity.people.members.models import Member, Position
from comity.relationships.ties.actions.rescoring import score_unscored
from comity.relationships.ties.models import InteractionPerson, Tie
from tests.factories.book import add_card, note_day
from tests.relationships.ties.test_scoring import assert_as_counted_anew

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)


@pytest.fixture
def zoe(ada: Member) -> Contact:
    return add_card(ada, "Zoë Quill", organization="Acme")


def tie_of(contact: Contact) -> Tie:
    return Tie.objects.get(contact=contact)


def test_ties_follow_the_owners_positions(ada: Member, zoe: Contact) -> None:
    note_day(ada, zoe)
    position = save_position(by=ada, position=Position(organization="ACME GmbH"))
    run_waiting()
    assert (tie_of(zoe).shares_work, tie_of(zoe).half_life) == (True, 213)
    kept = remove_row(by=ada, kind="position", public_id=position.public_id)
    run_waiting()
    assert (tie_of(zoe).shares_work, tie_of(zoe).half_life) == (False, 110)
    put_back(by=ada, kind="position", kept=kept)
    run_waiting()
    assert tie_of(zoe).shares_work


def test_a_tie_follows_the_organisation_on_the_card(ada: Member, zoe: Contact) -> None:
    note_day(ada, zoe)
    save_position(by=ada, position=Position(organization="Other"))
    run_waiting()
    edit_contact(by=ada, contact=zoe, typed=Typed({"organization": "Other Ltd"}), at=NOW)
    assert tie_of(zoe).shares_work


def test_cards_that_become_one_join_their_histories_and_part_again(ada: Member, zoe: Contact) -> None:
    save_position(by=ada, position=Position(organization="Acme"))
    other = add_card(ada, "Zoe Q")
    note_day(ada, zoe, on=date(2020, 1, 1))
    for day in (1, 2, 3):
        note_day(ada, other, on=date(2026, 3, day))
    merge = merge_contacts(by=ada, kept=other, gone=zoe, at=NOW)
    kept = tie_of(other)
    assert (kept.meetings, kept.first_on, kept.shares_work) == (4, date(2020, 1, 1), True)
    assert (tie_of(zoe).meetings, tie_of(zoe).evidence) == (0, 0.0)
    undo_merge(by=ada, merge=merge, at=NOW)
    assert (tie_of(other).meetings, tie_of(other).shares_work, tie_of(zoe).meetings) == (3, False, 1)
    assert_as_counted_anew(ada, [zoe, other])


def test_ties_of_an_older_version_are_scored_by_and_by(ada: Member, zoe: Contact) -> None:
    note_day(ada, zoe)
    Tie.objects.update(half_life=0, evidence=0, evidence_on=None)
    InteractionPerson.objects.update(counts_on=None)
    assert score_unscored() == 1
    run_waiting()
    assert (tie_of(zoe).half_life, tie_of(zoe).evidence) == (110, 0.5)
    assert score_unscored() == 0
