"""Ways from a member to another over ties that others lend."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from comity.people.members.actions.blocks import block_member
from comity.people.members.actions.standing import suspend
from comity.people.members.models import Member
from comity.relationships.graph.actions.openness import choose_openness
from comity.relationships.graph.queries.own import OwnTies, own_ties
from comity.relationships.graph.queries.suggestions import suggestions_for
from comity.relationships.graph.queries.ways import FirstWay, Way, first_way, ways_to
from comity.relationships.mutual.actions.lending import lend_tie
from comity.relationships.ties.enums import Lending
from comity.relationships.ties.models import Tie
from tests.relationships.graph.people import built, lent, people
from tests.relationships.mutual.people import card_of, tied

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def strong(owner: Member, other: Member, evidence: float, on: date | None = None) -> None:
    """Let a tie be so strong in the book of ``owner``."""
    today = on or timezone.localdate()
    Tie.objects.filter(contact=card_of(owner, other)).update(
        evidence=evidence, evidence_on=today, half_life=414
    )


def test_a_way_leads_over_contacts_who_lend() -> None:
    seeker, first, second, target = people("seeker", "first", "second", "target")
    tied(seeker, first)
    lent((first, second), (second, target))
    built()
    assert ways_to(seeker, target).ways == (Way(first.pk, second.pk),)
    assert ways_to(seeker, second).ways == (Way(first.pk),)
    assert not ways_to(seeker, target, hops=2).ways
    assert not ways_to(target, seeker).ways


def test_ones_own_first_tie_needs_no_lending_but_all_others_do() -> None:
    seeker, first, target = people("seeker", "first", "target")
    tied(seeker, first)
    tied(first, target)
    built()
    assert not ways_to(seeker, target).ways
    lend_tie(by=target, other=first, lends=Lending.YES)  # the other way round
    lend_tie(by=seeker, other=first, lends=Lending.YES)
    assert not ways_to(seeker, target).ways
    lend_tie(by=first, other=target, lends=Lending.NO)
    assert not ways_to(seeker, target).ways
    lend_tie(by=first, other=target, lends=Lending.YES)
    assert ways_to(seeker, target).ways == (Way(first.pk),)


def test_the_strongest_way_comes_first_by_the_seekers_own_book_and_the_lenders() -> None:
    seeker, near, far, target = people("seeker", "near", "far", "target")
    tied(seeker, near)
    tied(seeker, far)
    lent((near, target), (far, target))
    strong(seeker, near, 6.0)
    strong(seeker, far, 1.0)
    strong(near, target, 3.0)
    strong(far, target, 3.0)
    built()
    assert ways_to(seeker, target, k=5).ways == (Way(near.pk), Way(far.pk))
    strong(seeker, far, 12.0)  # the seeker's own counts at once
    assert ways_to(seeker, target).ways == (Way(far.pk),)
    strong(far, target, 0.1)  # a lender's as of the rebuild
    assert ways_to(seeker, target).ways == (Way(far.pk),)
    built()
    assert ways_to(seeker, target).ways == (Way(near.pk),)


def test_each_further_way_goes_over_another_contact() -> None:
    seeker, one, other, between, target = people("seeker", "one", "other", "between", "target")
    tied(seeker, one)
    tied(seeker, other)
    lent((one, target), (one, between), (between, target), (other, target))
    built()
    assert {way.first_id for way in ways_to(seeker, target, k=3).ways} == {one.pk, other.pk}
    assert len(ways_to(seeker, target, k=3).ways) == 2


@pytest.mark.parametrize(
    "act",
    [
        lambda seeker, first, target, olga: block_member(by=seeker, other=target, at=timezone.now()),
        lambda seeker, first, target, olga: block_member(by=target, other=seeker, at=timezone.now()),
        lambda seeker, first, target, olga: block_member(by=target, other=first, at=timezone.now()),
        lambda seeker, first, target, olga: choose_openness(
            by=target, to_introductions=False, to_suggestions=True
        ),
        lambda seeker, first, target, olga: suspend(by=olga, public_id=target.public_id, at=timezone.now()),
        lambda seeker, first, target, olga: suspend(by=olga, public_id=first.public_id, at=timezone.now()),
        lambda seeker, first, target, olga: tied(seeker, target),
    ],
)
def test_there_is_no_way_to_who_is_not_there_closed_or_known_already(
    act: Callable[..., object], olga: Member
) -> None:
    seeker, first, target = people("seeker", "first", "target")
    tied(seeker, first)
    lent((first, target))
    built()
    assert ways_to(seeker, target).ways
    act(seeker, first, target, olga)
    assert ways_to(seeker, target).is_ready
    assert not ways_to(seeker, target).ways


def test_nobody_blocked_stands_between() -> None:
    seeker, first, second, target = people("seeker", "first", "second", "target")
    tied(seeker, first)
    lent((first, second), (second, target))
    built()
    for one, other in ((seeker, second), (first, target)):
        block = block_member(by=other, other=one, at=timezone.now())
        assert not ways_to(seeker, target).ways
        block.delete()
        built()
        assert ways_to(seeker, target).ways


def test_who_is_closed_is_nobodys_way_but_still_introduces_whom_they_know() -> None:
    seeker, first, second, target = people("seeker", "first", "second", "target")
    tied(seeker, first)
    lent((first, second), (second, target))
    tied(seeker_of_second := people("friend")[0], second)
    built()
    choose_openness(by=second, to_introductions=False, to_suggestions=False)
    assert not ways_to(seeker, target).ways
    assert ways_to(seeker_of_second, target).ways == (Way(second.pk),)


def test_oneself_the_suspended_and_the_erased_find_nothing(ada: Member, olga: Member) -> None:
    first, target = people("first", "target")
    tied(ada, first)
    lent((first, target), (first, ada))
    built()
    assert not ways_to(ada, ada).ways
    ada = suspend(by=olga, public_id=ada.public_id, at=timezone.now())
    assert own_ties(ada) == OwnTies((), ())
    assert not ways_to(ada, target).ways


def test_own_ties_are_by_ones_own_book(ada: Member, ben: Member, cleo: Member) -> None:
    tied(ada, ben)
    tied(ada, cleo)
    strong(ada, ben, 30.0)
    strong(ben, ada, 0.1)
    assert own_ties(ada) == OwnTies((ben.pk, cleo.pk), (250, 1))
    strong(ada, ben, 3.0, timezone.localdate() - timedelta(days=414))
    assert own_ties(ada).strengths[0] == round(250 * (1 - 2.718281828**-0.5))


def test_of_several_it_is_the_first_to_whom_there_is_a_way_and_never_the_best() -> None:
    seeker, first, known, weak, strong_one, lost = people(
        "seeker", "first", "known", "weak", "strong", "lost"
    )
    tied(seeker, first)
    tied(seeker, known)
    lent((first, weak), (first, strong_one))
    strong(first, weak, 0.1)
    strong(first, strong_one, 12.0)
    built()
    for order in ([weak, strong_one], [strong_one, weak]):
        asked = [lost.pk, known.pk, seeker.pk, *(one.pk for one in order)]
        found = FirstWay(is_ready=True, member_id=order[0].pk, way=Way(first.pk))
        assert first_way(seeker, asked) == found
        assert found.way == ways_to(seeker, order[0]).ways[0]
    assert first_way(seeker, [lost.pk, known.pk]) == FirstWay(is_ready=True)
    assert first_way(seeker, []) == FirstWay(is_ready=True)


def test_suggested_is_who_wants_it_and_whom_three_contacts_lend() -> None:
    seeker, target, shy = people("seeker", "target", "shy")
    lenders = people("one", "two", "three")
    for lender in lenders:
        tied(seeker, lender)
    lent(*((lender, shy) for lender in lenders), *((lender, target) for lender in lenders[:2]))
    choose_openness(by=target, to_introductions=True, to_suggestions=True)
    built()
    assert suggestions_for(seeker).members == ()
    lent((lenders[2], target))
    assert [member for member, _ in suggestions_for(seeker).members] == [target.pk]
    block_member(by=target, other=seeker, at=timezone.now())
    assert suggestions_for(seeker).members == ()


def test_every_question_takes_three_queries_however_many_know_each_other() -> None:
    seeker, target = people("seeker", "target")
    lenders = people(*(f"lender{number}" for number in range(6)))
    lent(*((lender, target) for lender in lenders))
    built()
    for lender in [None, *lenders]:
        if lender:
            tied(seeker, lender)
            ways_to(seeker, target)
        for ask in (
            lambda: ways_to(seeker, target, k=3),
            lambda: first_way(seeker, [target.pk]),
            lambda: suggestions_for(seeker),
        ):
            built()  # so that no change waits for its number, as none does outside of tests
            with CaptureQueriesContext(connection) as captured:
                ask()
            assert len(captured) == 3
    with CaptureQueriesContext(connection) as captured:
        own_ties(seeker)
    assert len(captured) == 2
