"""Eight hands at once: one time is had by one, and what two do at the same moment ends in one of the two."""

from __future__ import annotations

import pytest

from comity.people.load.actions import choose_load
from comity.people.members.actions.blocks import block_member
from comity.people.members.actions.pairs import NotThere
from comity.people.members.models import Block, Member
from comity.relationships.insiders.actions.booking import TimeTaken, book, call_off, confirm, withdraw
from comity.relationships.insiders.actions.moving import agree_to_move, keep_time, propose_time
from comity.relationships.insiders.enums import State
from comity.relationships.insiders.models import Booking, Offer
from comity.relationships.insiders.queries.offers import free_times
from comity.relationships.insiders.rules.bookings import HOLDS
from tests.relationships.insiders.offers import NOW, asks, first_free, offers
from tests.relationships.mutual.people import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]
ROUNDS = 5


@pytest.fixture(autouse=True)
def _room(ada: Member) -> None:
    choose_load(by=ada, per_week=20)


def eight() -> list[Member]:
    return [Member.objects.create_user(f"m{number}@example.org", name=f"M{number}") for number in range(8)]


def clear() -> None:
    for model in (Booking, Offer, Block):
        model.objects.all().delete()


def test_the_last_time_is_had_by_one_of_eight(ada: Member) -> None:
    people = eight()
    for automatic in (True, False) * (ROUNDS // 2):
        offer = offers(ada, is_automatic=automatic, a_month=30)
        start = first_free(offer)
        acts = [
            lambda who=who: book(by=who, public_id=offer.public_id, starts_at=start, what="x", at=NOW)  # noqa: B023
            for who in people
        ]
        got = at_once(*acts)
        assert sum(isinstance(one, Booking) for one in got) == 1
        assert sum(isinstance(one, TimeTaken) for one in got) == 7
        assert Booking.objects.filter(state__in=HOLDS).count() == 1
        clear()


def test_the_last_of_a_month_is_had_by_one_though_each_takes_another_time(ada: Member) -> None:
    people = eight()
    offer = offers(ada, a_month=1)
    start = first_free(offer)
    times = [start, start.replace(minute=30)] * 4
    acts = [
        lambda who=who, at=at: book(by=who, public_id=offer.public_id, starts_at=at, what="x", at=NOW)
        for who, at in zip(people, times, strict=True)
    ]
    got = at_once(*acts)
    assert sum(isinstance(one, Booking) for one in got) == 1


def test_one_who_presses_eight_times_asks_once(ada: Member, ben: Member) -> None:
    offer = offers(ada)
    start = first_free(offer)
    got = at_once(*[lambda: book(by=ben, public_id=offer.public_id, starts_at=start, what="x", at=NOW)] * 8)
    assert sum(isinstance(one, Booking) for one in got) == 1


def test_yes_and_withdrawn_at_once_end_in_one_of_them(ada: Member, ben: Member) -> None:
    for _ in range(ROUNDS):
        booking = asks(ben, offers(ada))
        yes = lambda: confirm(by=ada, public_id=booking.public_id, at=NOW)  # noqa: B023, E731
        back = lambda: withdraw(by=ben, public_id=booking.public_id, at=NOW)  # noqa: B023, E731
        got = at_once(*[yes, back] * 4)
        assert sum(isinstance(one, NotThere) for one in got) == 7
        booking.refresh_from_db()
        assert booking.state in {State.CONFIRMED, State.WITHDRAWN}
        assert booking.sequence == (booking.state == State.CONFIRMED)
        clear()


def test_called_off_by_both_at_once_is_called_off_once(ada: Member, ben: Member) -> None:
    booking = asks(ben, offers(ada, is_automatic=True))
    acts = [lambda who=who: call_off(by=who, public_id=booking.public_id, at=NOW) for who in (ada, ben) * 4]
    got = at_once(*acts)
    assert sum(isinstance(one, NotThere) for one in got) == 7
    booking.refresh_from_db()
    assert booking.sequence == 2


def test_a_block_leaves_nothing_whatever_is_booked_at_that_moment(ada: Member, ben: Member) -> None:
    for _ in range(ROUNDS):
        offer = offers(ada, is_automatic=True)
        start = first_free(offer)
        ask = lambda: book(by=ben, public_id=offer.public_id, starts_at=start, what="x", at=NOW)  # noqa: B023, E731
        at_once(ask, lambda: block_member(by=ada, other=ben, at=NOW), ask, ask)
        assert not Booking.objects.exists()
        clear()


def test_moved_kept_and_called_off_at_once_end_in_one_of_them(ada: Member, ben: Member) -> None:
    for _ in range(ROUNDS):
        booking = asks(ben, offers(ada, is_automatic=True))
        was, public_id = booking.starts_at, booking.public_id
        assert booking.offer
        there = free_times(booking.offer, NOW, moving=booking)[0]
        propose_time(by=ben, public_id=public_id, starts_at=there, at=NOW)
        move = lambda: agree_to_move(by=ada, public_id=public_id, starts_at=there, at=NOW)  # noqa: B023, E731
        keep = lambda: keep_time(by=ben, public_id=public_id, at=NOW)  # noqa: B023, E731
        off = lambda: call_off(by=ada, public_id=public_id, at=NOW)  # noqa: B023, E731
        got = at_once(move, keep, off, move, keep, off, move, keep)
        assert not [one for one in got if not isinstance(one, (Booking, NotThere))]
        assert sum(isinstance(one, Booking) for one in got) in (1, 2)  # called off may come after either
        booking.refresh_from_db()
        assert (booking.state, booking.moves_to) == (State.CANCELLED, None)
        assert booking.starts_at in (was, there)
        assert booking.sequence == 2 + (booking.starts_at == there)
        clear()


def test_two_are_moved_to_one_time_by_one_of_eight_hands(ada: Member) -> None:
    people = eight()[:4]
    for _ in range(ROUNDS):
        offer = offers(ada, is_automatic=True, a_month=30)
        made = [asks(who, offer) for who in people]
        there = free_times(offer, NOW)[0]
        for one in made:
            propose_time(by=one.asker, public_id=one.public_id, starts_at=there, at=NOW)
        acts = [
            lambda one=one: agree_to_move(by=ada, public_id=one.public_id, starts_at=there, at=NOW)  # noqa: B023
            for one in made * 2
        ]
        got = at_once(*acts)
        assert sum(isinstance(one, Booking) for one in got) == 1
        assert not [one for one in got if not isinstance(one, (Booking, NotThere, TimeTaken))]
        assert Booking.objects.filter(offerer=ada, starts_at=there).count() == 1
        clear()
