"""Two cards become one and two again, with nothing lost either way."""

from __future__ import annotations

from typing import Any

import pytest

from comity.foundation.search.queries import search
from comity.people.contacts.actions.comparing import compare_book
from comity.people.contacts.actions.merging import (
    CannotComeApart,
    SameCard,
    forget_apart,
    keep_apart,
    merge_contacts,
    undo_merge,
)
from comity.people.contacts.models import Contact, Likeness
from comity.people.contacts.queries.likeness import likely_pairs, pairs_of
from comity.people.contacts.queries.scope import KIND, scope_of
from comity.people.members.models import Member
from comity.relationships.ties.actions.notes import write_tie
from comity.relationships.ties.models import Tie
from comity.relationships.ties.queries.person import history_of, tie_of
from tests.factories.book import NOW, add_card, note_day


@pytest.fixture
def one(ada: Member) -> Contact:
    card = add_card(ada, "Ben Sørensen", ("email", "ben@nordlys.example"), organization="Nordlys")
    write_tie(by=ada, contact=card, notes="Likes boats.", how_met="", tags=["lisbon"])
    return card


@pytest.fixture
def other(ada: Member) -> Contact:
    card = add_card(
        ada, "Ben Soerensen", ("email", "Ben@Nordlys.example"), ("phone", "+45 12345678"), title="Planner"
    )
    write_tie(by=ada, contact=card, notes="Has a dog.", how_met="Lisbon", tags=["lisbon", "energy"])
    return card


def state(owner: Member) -> list[Any]:
    """Return all that can be seen of a book."""
    return [
        (
            card.public_id,
            card.full_name,
            card.title,
            card.organization,
            sorted(card.values.values_list("kind", "value")),
            tie_of(owner, card),
            [event.public_id for event in history_of(owner, card)],
        )
        for card in Contact.objects.visible_to(owner).filter(merged_into=None).order_by("pk")
    ]


def test_the_kept_card_has_what_it_lacked(ada: Member, one: Contact, other: Contact) -> None:
    both, only = note_day(ada, one, other), note_day(ada, other)
    merge_contacts(by=ada, kept=one, gone=other, at=NOW)
    [(_, name, title, organization, lines, tie, history)] = state(ada)
    assert (name, title, organization) == ("Ben Sørensen", "Planner", "Nordlys")
    assert lines == [("email", "ben@nordlys.example"), ("phone", "+45 12345678")]
    assert (tie.notes, tie.how_met, tie.tags) == (
        "Likes boats.\n\nHas a dog.",
        "Lisbon",
        ("energy", "lisbon"),
    )
    assert history == [only.public_id, both.public_id]
    assert tie.last_on == only.on


def test_taken_apart_the_book_is_as_it_was(ada: Member, one: Contact, other: Contact) -> None:
    note_day(ada, one, other)
    note_day(ada, other)
    before = state(ada)
    merge = merge_contacts(by=ada, kept=one, gone=other, at=NOW)
    assert state(ada) != before
    undo_merge(by=ada, merge=merge, at=NOW)
    assert state(ada) == before
    assert {hit.object_id for hit in search(scope_of(ada), KIND, "soerensen")} == {one.pk, other.pk}


def test_what_was_written_since_stays(ada: Member, one: Contact, other: Contact) -> None:
    merge = merge_contacts(by=ada, kept=one, gone=other, at=NOW)
    write_tie(by=ada, contact=one, notes="All new.", how_met="Elsewhere", tags=["lisbon"])
    Contact.objects.filter(pk=one.pk).update(title="Director")
    undo_merge(by=ada, merge=merge, at=NOW)
    one.refresh_from_db()
    assert one.title == "Director"
    assert Tie.objects.get(contact=one).notes == "All new."
    assert Tie.objects.get(contact=other).notes == "Has a dog."


def test_a_merge_comes_apart_once_and_only_while_it_stands(ada: Member, one: Contact, other: Contact) -> None:
    third = add_card(ada, "Third Card")
    first = merge_contacts(by=ada, kept=one, gone=other, at=NOW)
    second = merge_contacts(by=ada, kept=third, gone=one, at=NOW)
    with pytest.raises(CannotComeApart):
        undo_merge(by=ada, merge=first, at=NOW)
    undo_merge(by=ada, merge=second, at=NOW)
    undo_merge(by=ada, merge=first, at=NOW)
    with pytest.raises(CannotComeApart):
        undo_merge(by=ada, merge=first, at=NOW)


def test_a_card_is_never_merged_with_itself_or_across_books(ada: Member, cleo: Member, one: Contact) -> None:
    theirs = add_card(cleo, "Ben Sørensen")
    with pytest.raises(SameCard):
        merge_contacts(by=ada, kept=one, gone=one, at=NOW)
    for kept, gone in ((one, theirs), (theirs, one)):
        with pytest.raises(Contact.DoesNotExist):
            merge_contacts(by=ada, kept=kept, gone=gone, at=NOW)
    with pytest.raises(Contact.DoesNotExist):
        keep_apart(by=ada, one=one, other=theirs)


def test_two_cards_of_one_mailbox_look_alike_with_reasons(ada: Member, one: Contact, other: Contact) -> None:
    add_card(ada, "Zoë Quillfeather")
    assert compare_book(ada) == 1
    [pair] = pairs_of(likely_pairs(ada))
    assert {pair.one, pair.other} == {one, other}
    assert "the same e-mail address" in pair.why


def test_two_people_stay_two(ada: Member, one: Contact, other: Contact) -> None:
    compare_book(ada)
    keep_apart(by=ada, one=other, other=one)
    assert not likely_pairs(ada).exists()
    assert compare_book(ada) == 0
    forget_apart(by=ada, one=one, other=other)
    assert compare_book(ada) == 1


def test_each_book_is_compared_alone(ada: Member, cleo: Member, one: Contact) -> None:
    add_card(cleo, "Ben Sørensen", ("email", "ben@nordlys.example"))
    assert compare_book(ada) == compare_book(cleo) == 0
    assert not Likeness.objects.exists()
