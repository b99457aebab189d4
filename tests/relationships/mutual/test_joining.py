"""Two members become tied once, and each one's card is the other: the one that is meant, never one that was guessed."""

from __future__ import annotations

import pytest

from comity.foundation.core.audience import MEMBERS, Audience
from comity.people.contacts.actions.cards import Line, Typed
from comity.people.contacts.models import Contact
from comity.people.members.actions.blocks import block_member
from comity.people.members.actions.profile.editing import describe, save_detail
from comity.people.members.enums import DetailKind, Standing
from comity.people.members.models import Detail, Member
from comity.relationships.mutual.actions.joining import CannotJoin, Side, join_members
from comity.relationships.mutual.enums import Via
from comity.relationships.mutual.models import MutualTie
from comity.relationships.ties.models import Tie
from tests.factories.book import add_card
from tests.relationships.mutual.people import LATER, NOW, at_once, card_of, proven, tied


def shows_address(member: Member, address: str = "") -> None:
    detail = Detail(owner=member, kind=DetailKind.EMAIL, value=address or member.email)
    detail.audience = Audience(MEMBERS)
    save_detail(by=member, detail=detail)


def test_two_become_tied_once_whoever_comes_first(ada: Member, ben: Member) -> None:
    tie = tied(ben, ada)
    again = join_members(one=ada, other=ben, via=Via.MET, at=LATER)
    assert again == tie
    assert (again.one, again.other, again.via, again.confirmed_at) == (ada, ben, Via.REQUEST, NOW)
    assert Contact.objects.filter(member__isnull=False).count() == 2


def test_a_card_of_somebody_without_a_name_says_nothing_of_their_address(ada: Member, ben: Member) -> None:
    ben.name = ""
    ben.save()
    tied(ada, ben)
    assert card_of(ada, ben).full_name == "A member without a name"


def test_each_gets_a_card_of_what_the_other_shows(ada: Member, ben: Member) -> None:
    describe(by=ben, headline="Grid planner", place="Lisbon")
    shows_address(ben)
    tied(ada, ben)
    card = card_of(ada, ben)
    assert (card.full_name, card.title, str(card.origin)) == (ben.name, "Grid planner", ben.name)
    values = set(card.values.values_list("kind", "value"))
    assert {("email", ben.email), ("address", "Lisbon")} <= values
    assert Tie.objects.filter(owner=ada, contact=card).exists()


def test_what_is_for_its_owner_alone_is_on_no_card(ada: Member, ben: Member) -> None:
    save_detail(by=ben, detail=Detail(owner=ben, kind=DetailKind.PHONE, value="+49 30 5550199"))
    tied(ada, ben)
    assert not card_of(ada, ben).values.filter(kind="phone").exists()


def test_the_card_one_chose_is_linked_and_stays_as_it_is(ada: Member, ben: Member) -> None:
    chosen = add_card(ada, "Benny from Porto")
    join_members(one=ada, other=ben, via=Via.REQUEST, at=NOW, by_one=Side(card=chosen))
    assert card_of(ada, ben) == chosen
    assert not chosen.values.exists()


def test_nobody_chooses_a_card_of_another_book(ada: Member, ben: Member, cleo: Member) -> None:
    join_members(one=ada, other=ben, via=Via.REQUEST, at=NOW, by_one=Side(card=add_card(cleo, "Ben S")))
    assert card_of(ada, ben).owner == ada
    assert not Contact.objects.filter(owner=cleo, member__isnull=False).exists()


def test_the_card_with_an_address_the_other_showed_and_proved_is_evident(ada: Member, ben: Member) -> None:
    shows_address(proven(ben))
    known = add_card(ada, "B Sorensen", ("email", "Ben@Example.org"))
    tied(ada, ben)
    assert card_of(ada, ben) == known


@pytest.mark.parametrize("why", ["not shown", "not proven", "two cards", "an office"])
def test_no_other_card_is_evident(ada: Member, ben: Member, why: str) -> None:
    if why == "an office":
        ben.email = "info@example.org"
        ben.save()
    known = add_card(ada, "B Sorensen", ("email", ben.email))
    if why == "two cards":
        add_card(ada, "Her brother", ("email", ben.email))
    if why != "not proven":
        proven(ben)
    if why != "not shown":
        shows_address(ben)
    tied(ada, ben)
    assert card_of(ada, ben) != known


def test_a_card_that_is_linked_stays_linked(ada: Member, ben: Member) -> None:
    tied(ada, ben)
    card, chosen = card_of(ada, ben), add_card(ada, "Another Ben")
    join_members(one=ada, other=ben, via=Via.MET, at=LATER, by_one=Side(card=chosen))
    assert card_of(ada, ben) == card


def test_what_is_shown_in_the_act_is_added_to_the_card_that_is_there(ada: Member, ben: Member) -> None:
    chosen = add_card(ada, "Ben", ("email", "ben@old.example"), title="Planner")
    shown = Typed({"title": "Chief", "organization": "Acme"}, [Line("phone", "+49 30 5550199", "work")])
    join_members(
        one=ada, other=ben, via=Via.MET, at=NOW, by_one=Side(card=chosen), by_other=Side(shows=shown)
    )
    join_members(one=ben, other=ada, via=Via.MET, at=NOW, by_one=Side(shows=shown))
    chosen.refresh_from_db()
    assert (chosen.title, chosen.organization) == ("Planner", "Acme")
    assert list(chosen.values.values_list("value", flat=True)) == ["ben@old.example", "+49 30 5550199"]
    assert str(chosen.values.get(kind="phone").origin) == ben.name


@pytest.mark.parametrize("why", ["oneself", "suspended", "blocking", "blocked", "gone"])
def test_who_cannot_be_tied(ada: Member, ben: Member, why: str) -> None:
    if why == "suspended":
        Member.objects.filter(pk=ben.pk).update(standing=Standing.SUSPENDED, is_active=False)
    if why == "blocking":
        block_member(by=ada, other=ben, at=NOW)
    if why == "blocked":
        block_member(by=ben, other=ada, at=NOW)
    if why == "gone":
        Member.objects.get(pk=ben.pk).delete()
    with pytest.raises(CannotJoin):
        tied(ada, ada if why == "oneself" else ben)
    assert not MutualTie.objects.exists()
    assert not Contact.objects.exists()


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_eight_at_once_make_one_tie_and_one_card_each(ada: Member, ben: Member) -> None:
    pairs = [(ada, ben), (ben, ada)] * 4
    ties = at_once(*(lambda one=one, other=other: tied(one, other) for one, other in pairs))
    assert {getattr(tie, "pk", tie) for tie in ties} == {MutualTie.objects.get().pk}
    assert Contact.objects.filter(member__isnull=False).count() == 2
    assert Tie.objects.count() == 2
