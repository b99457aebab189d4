"""Each act by which a lent tie comes or goes, one after the other, with a control that misses it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db.models import Q
from django.utils import timezone

from comity.doors.exchange.actions.erasing import erase_member
from comity.foundation.core.registry import Registry
from comity.people.contacts.actions.cards import Typed, create_contact
from comity.people.contacts.actions.merging import merge_contacts, undo_merge
from comity.people.contacts.actions.shelving import delete_contacts, purge_deleted, restore_contacts
from comity.people.contacts.models import Contact
from comity.people.contacts.registry import cards_came_or_went
from comity.people.members.actions.blocks import block_member, unblock_member
from comity.people.members.actions.standing import approve, suspend
from comity.people.members.models import Member
from comity.people.members.registry import standing_changed
from comity.relationships.graph.actions.openness import choose_openness
from comity.relationships.graph.models import Change
from comity.relationships.graph.queries.ways import ways_to
from comity.relationships.mutual.actions.ending import end_tie
from comity.relationships.mutual.actions.lending import lend_tie
from comity.relationships.mutual.registry import lending_changed
from comity.relationships.ties.enums import Lending
from tests.relationships.graph.drawn import kept_up
from tests.relationships.graph.people import built, lent, people
from tests.relationships.mutual.people import card_of, tied

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]

Act = Callable[[Member, Member, Member], object]


def withdraw(lender: Member, target: Member, olga: Member) -> None:
    lend_tie(by=lender, other=target, lends=Lending.ASK)


def end(lender: Member, target: Member, olga: Member) -> None:
    end_tie(by=target, other=lender, at=timezone.now())


def block(lender: Member, target: Member, olga: Member) -> None:
    block_member(by=target, other=lender, at=timezone.now())


def suspend_lender(lender: Member, target: Member, olga: Member) -> None:
    suspend(by=olga, public_id=lender.public_id, at=timezone.now())


def suspend_target(lender: Member, target: Member, olga: Member) -> None:
    suspend(by=olga, public_id=target.public_id, at=timezone.now())


def erase_lender(lender: Member, target: Member, olga: Member) -> None:
    erase_member(by=lender, at=timezone.now())


def erase_target(lender: Member, target: Member, olga: Member) -> None:
    erase_member(by=target, at=timezone.now())


def close(lender: Member, target: Member, olga: Member) -> None:
    choose_openness(by=target, to_introductions=False, to_suggestions=False)


def delete(lender: Member, target: Member, olga: Member) -> None:
    delete_contacts(by=lender, ids=[card_of(lender, target).public_id], at=timezone.now())


@pytest.mark.parametrize(
    "act",
    [withdraw, end, block, suspend_lender, suspend_target, erase_lender, erase_target, close, delete],
)
def test_a_lent_tie_is_gone_for_the_next_question(act: Act, ada: Member, olga: Member) -> None:
    lender, target = people("lender", "target")
    tied(ada, lender)
    lent((lender, target))
    built()
    assert ways_to(ada, target).ways
    gone = Member.objects.get(pk=target.pk)
    act(lender, target, olga)
    assert not ways_to(ada, gone).ways
    assert not kept_up().ties


@pytest.mark.parametrize(
    "there_and_back",
    [
        (withdraw, lambda a, b, o: lend_tie(by=a, other=b, lends=Lending.YES)),
        (suspend_lender, lambda a, b, o: approve(by=o, public_id=a.public_id, at=timezone.now())),
        (suspend_target, lambda a, b, o: approve(by=o, public_id=b.public_id, at=timezone.now())),
        (close, lambda a, b, o: choose_openness(by=b, to_introductions=True, to_suggestions=False)),
        (delete, lambda a, b, o: restore_contacts(by=a, ids=[card_of(a, b).public_id])),
    ],
)
def test_what_is_taken_back_counts_again(there_and_back: tuple[Act, Act], olga: Member) -> None:
    lender, target = people("lender", "target")
    lent((lender, target))
    built()
    for act in there_and_back:
        act(lender, target, olga)
        drawn = kept_up()
    assert set(drawn.ties) == {(lender.pk, target.pk)}


def test_a_loan_follows_the_card_that_becomes_another(ada: Member) -> None:
    lender, target = people("lender", "target")
    lent((lender, target))
    built()
    typed = Typed({"full_name": "The same person"}, [])
    other = create_contact(by=lender, typed=typed, at=timezone.now())
    merge = merge_contacts(by=lender, kept=other, gone=card_of(lender, target), at=timezone.now())
    assert set(kept_up().ties) == {(lender.pk, target.pk)}
    assert card_of(lender, target).pk == other.pk
    undo_merge(by=lender, merge=merge, at=timezone.now())
    assert set(kept_up().ties) == {(lender.pk, target.pk)}


def test_a_card_that_comes_back_beside_a_newer_one_lends_nothing() -> None:
    lender, target = people("lender", "target")
    lent((lender, target))
    built()
    old = card_of(lender, target)
    delete_contacts(by=lender, ids=[old.public_id], at=timezone.now())
    tied(lender, target)  # who meet again: a new card is linked
    assert not kept_up().ties
    restore_contacts(by=lender, ids=[old.public_id])
    assert Contact.objects.visible_to(lender).filter(member=target).count() == 1
    assert not kept_up().ties


def test_a_block_taken_back_lets_paths_pass_again(ada: Member) -> None:
    lender, target = people("lender", "target")
    tied(ada, lender)
    lent((lender, target))
    built()
    block_member(by=target, other=ada, at=timezone.now())
    assert not ways_to(ada, target).ways
    unblock_member(by=target, public_id=ada.public_id)
    assert ways_to(ada, target).ways


def test_a_new_person_is_suggested_only_once_they_want_it(ada: Member) -> None:
    lender, target = people("lender", "target")
    built()
    lent((lender, target))
    assert not kept_up().listed
    choose_openness(by=target, to_introductions=True, to_suggestions=True)
    assert kept_up().listed == {target.pk}
    choose_openness(by=target, to_introductions=True, to_suggestions=False)
    assert not kept_up().listed


@pytest.mark.parametrize(
    ("registry", "act"),
    [
        (lending_changed, withdraw),
        (lending_changed, end),
        (standing_changed, suspend_target),
        (cards_came_or_went, delete),
    ],
)
def test_without_its_hook_each_is_missed(
    registry: Registry[Any], act: Act, olga: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    lender, target = people("lender", "target")
    lent((lender, target))
    built()
    kept = {key: follow for key, follow in registry.items() if key != "graph"}
    monkeypatch.setattr(registry, "_entries", kept)
    act(lender, target, olga)
    assert kept_up().ties


def test_a_card_that_is_gone_for_good_lends_nothing() -> None:
    lender, target = people("lender", "target")
    lent((lender, target))
    built()
    delete(lender, target, lender)
    purge_deleted(before=timezone.now() + timedelta(days=1))
    assert not kept_up().ties


def test_of_an_erased_member_no_change_tells_with_whom_they_were_tied() -> None:
    lender, target = people("lender", "target")
    lent((lender, target))
    built()
    gone = lender.pk
    erase_member(by=lender, at=timezone.now())
    left = Change.objects.filter(Q(one=gone) | Q(other=gone)).values_list("one", "other")
    assert list(left) == [(gone, None)]
    assert not kept_up().ties
