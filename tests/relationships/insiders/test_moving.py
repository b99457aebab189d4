"""Another time for what is agreed: it moves with a yes to the time that was read, and stays as it was without one."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from comity.foundation.mail.models import OutgoingMail
from comity.people.load.actions import choose_load
from comity.people.members.actions.blocks import block_member
from comity.people.members.actions.pairs import NotThere
from comity.people.members.models import Member
from comity.people.notifications.models import Notice
from comity.relationships.insiders.actions.afterwards import took_place
from comity.relationships.insiders.actions.booking import TimeTaken, call_off
from comity.relationships.insiders.actions.calendars import write_calendar_mail
from comity.relationships.insiders.actions.moving import agree_to_move, keep_time, propose_time
from comity.relationships.insiders.actions.offers import pause_offer, remove_offer
from comity.relationships.insiders.enums import ANSWERED, MOVING, State
from comity.relationships.insiders.models import Booking
from comity.relationships.insiders.queries.archive import bookings_for_archive
from comity.relationships.insiders.queries.bookings import one_booking, waiting_for
from comity.relationships.insiders.queries.offers import free_times
from comity.relationships.insiders.queries.telling import lines_of_answered, lines_of_moving
from comity.relationships.insiders.rules.bookings import may_propose, waits_to_move
from tests.people import signed_in
from tests.relationships.insiders.offers import asks, offers
from tests.relationships.insiders.test_rules import MOMENTS

pytestmark = pytest.mark.django_db
NOW = timezone.now()  # notices are written as of then


@pytest.fixture
def booking(ada: Member, ben: Member) -> Booking:
    """Let Ben have twenty minutes of Ada's at her first free time."""
    choose_load(by=ada, per_week=20)
    return asks(ben, offers(ada, is_automatic=True), at=NOW)


def others(booking: Booking, at: datetime = NOW) -> list[datetime]:
    """Return the times it can move to."""
    assert booking.offer
    return free_times(booking.offer, at, moving=booking)


def proposed(booking: Booking, by: Member, number: int = 0, at: datetime = NOW) -> datetime:
    there = others(booking, at)[number]
    propose_time(by=by, public_id=booking.public_id, starts_at=there, at=at)
    booking.refresh_from_db()
    return there


def of(state: State, starts_at: datetime | None, moves_to: datetime | None, now: datetime) -> bool:
    return waits_to_move(state, starts_at=starts_at, moves_to=moves_to, now=now)


@given(st.sampled_from(list(State)), MOMENTS, MOMENTS, MOMENTS)
def test_a_proposal_waits_until_the_first_of_both_times(
    state: State, starts_at: datetime, moves_to: datetime, now: datetime
) -> None:
    waits = state is State.CONFIRMED and now < starts_at and now < moves_to
    assert of(state, starts_at, moves_to, now) is waits
    assert not of(state, starts_at, None, now)
    assert not of(state, None, moves_to, now)
    assert may_propose(state, is_over=False) is (state is State.CONFIRMED)
    assert not may_propose(state, is_over=True)


@pytest.mark.parametrize("by_asker", [True, False])
def test_one_proposes_the_other_agrees_and_it_moves(
    booking: Booking, ada: Member, ben: Member, by_asker: bool
) -> None:
    one, other = (ben, ada) if by_asker else (ada, ben)
    was, mails = booking.starts_at, OutgoingMail.objects.count()
    there = proposed(booking, one)
    assert booking.starts_at == was != there
    assert [row.recipient for row in Notice.objects.filter(kind=MOVING)] == [other]
    said = lines_of_moving(other, [booking.public_id])[booking.public_id].text
    assert "instead of the time you agreed on (" in said
    assert said.endswith(").")
    assert [view.booking for view in waiting_for(other, NOW)] == [booking]
    assert not waiting_for(one, NOW)
    assert not lines_of_moving(one, [booking.public_id])
    with pytest.raises(NotThere):
        agree_to_move(by=one, public_id=booking.public_id, starts_at=there, at=NOW)
    assert OutgoingMail.objects.count() == mails
    agree_to_move(by=other, public_id=booking.public_id, starts_at=there, at=NOW)
    booking.refresh_from_db()
    assert (booking.starts_at, booking.moves_to, booking.moves_by) == (there, None, "")
    assert (booking.state, booking.sequence) == (State.CONFIRMED, 2)
    assert not Notice.objects.filter(kind=MOVING).exists()
    assert Notice.objects.filter(kind=ANSWERED, recipient=one).exists()
    assert "Agreed with" in lines_of_answered(one, [booking.public_id])[booking.public_id].text
    assert {mail.recipient for mail in OutgoingMail.objects.filter(what__endswith=":2")} == {ada, ben}


def test_each_move_is_told_anew(booking: Booking, ada: Member, ben: Member) -> None:
    for number in (0, 1):
        there = proposed(booking, ada, number)
        agree_to_move(by=ben, public_id=booking.public_id, starts_at=there, at=NOW)
        told = Notice.objects.get(kind=ANSWERED, recipient=ada)
        assert told.read_at is None
        Notice.objects.filter(pk=told.pk).update(read_at=NOW)


def test_the_file_has_the_same_uid_and_a_higher_sequence(
    booking: Booking, ada: Member, ben: Member, settings: Any
) -> None:
    settings.MAIL_LEAVES = True
    there = proposed(booking, ada)
    agree_to_move(by=ben, public_id=booking.public_id, starts_at=there, at=NOW)
    first, second = OutgoingMail.objects.filter(writer="insiders", recipient=ben).order_by("pk")
    assert write_calendar_mail(first, NOW) is None, "a later one says it"
    written = write_calendar_mail(second, NOW)
    assert written is not None
    data = str(written.attachments[-1][1])
    assert f"UID:booking-{booking.public_id}@" in data
    assert "METHOD:PUBLISH" in data
    assert "SEQUENCE:2" in data
    local = there.astimezone(timezone.get_default_timezone())
    assert f":{local:%Y%m%dT%H%M%S}" in data


def test_both_keep_to_what_was_agreed(booking: Booking, ada: Member, ben: Member) -> None:
    was = booking.starts_at
    there = proposed(booking, ben)
    keep_time(by=ada, public_id=booking.public_id, at=NOW)
    booking.refresh_from_db()
    assert (booking.starts_at, booking.moves_to, booking.sequence) == (was, None, 1)
    assert [row.recipient for row in Notice.objects.filter(kind=MOVING)] == [ben]
    assert "keeps to the time" in lines_of_moving(ben, [booking.public_id])[booking.public_id].text
    with pytest.raises(NotThere):
        agree_to_move(by=ada, public_id=booking.public_id, starts_at=there, at=NOW)
    proposed(booking, ben)
    keep_time(by=ben, public_id=booking.public_id, at=NOW)
    assert not Notice.objects.filter(kind=MOVING).exists(), "nobody hears of what was taken back"
    with pytest.raises(NotThere):
        keep_time(by=ben, public_id=booking.public_id, at=NOW)


def test_a_yes_is_to_the_time_that_was_read(booking: Booking, ada: Member, ben: Member) -> None:
    first = proposed(booking, ben)
    second = proposed(booking, ben, 1)
    assert first != second
    with pytest.raises(NotThere):
        agree_to_move(by=ada, public_id=booking.public_id, starts_at=first, at=NOW)
    agree_to_move(by=ada, public_id=booking.public_id, starts_at=second, at=NOW)


def test_a_time_somebody_else_got_meanwhile_is_none(
    booking: Booking, ada: Member, ben: Member, cleo: Member
) -> None:
    there = proposed(booking, ben)
    assert booking.offer
    asks(cleo, booking.offer, there, at=NOW)
    with pytest.raises(TimeTaken):
        agree_to_move(by=ada, public_id=booking.public_id, starts_at=there, at=NOW)
    booking.refresh_from_db()
    assert booking.starts_at != there
    with pytest.raises(TimeTaken):
        propose_time(by=ben, public_id=booking.public_id, starts_at=there, at=NOW)


@pytest.mark.parametrize("minutes", [-60 * 24, 0, 7])
def test_only_a_free_time_to_come_is_proposed(booking: Booking, ben: Member, minutes: int) -> None:
    assert booking.starts_at
    for moment in (booking.starts_at + timedelta(minutes=minutes), NOW - timedelta(days=1)):
        with pytest.raises(TimeTaken):
            propose_time(by=ben, public_id=booking.public_id, starts_at=moment, at=NOW)


def test_a_full_month_and_a_full_week_let_it_move_but_into_no_other_full_month(
    ada: Member, ben: Member
) -> None:
    booking = asks(ben, offers(ada, is_automatic=True, a_month=1), at=NOW)
    choose_load(by=ada, per_week=0)
    assert booking.offer
    assert not free_times(booking.offer, NOW)
    proposed(booking, ben)


@pytest.mark.parametrize("left", ["paused", "removed"])
def test_whatever_became_of_the_offer_it_can_be_moved(
    booking: Booking, ada: Member, ben: Member, left: str
) -> None:
    offer = booking.offer
    assert offer
    assert booking.starts_at
    there = others(booking)[0]
    if left == "paused":
        pause_offer(by=ada, public_id=offer.public_id, at=NOW)
    else:
        remove_offer(by=ada, public_id=offer.public_id)
        there = booking.starts_at + timedelta(days=1, minutes=7)
    propose_time(by=ben, public_id=booking.public_id, starts_at=there, at=NOW)
    agree_to_move(by=ada, public_id=booking.public_id, starts_at=there, at=NOW)


def test_over_time_a_proposal_lapses(booking: Booking, ada: Member, ben: Member) -> None:
    there = proposed(booking, ben)
    assert booking.starts_at
    late = min(booking.starts_at, there)
    with pytest.raises(NotThere):
        agree_to_move(by=ada, public_id=booking.public_id, starts_at=there, at=late)
    with pytest.raises(NotThere):
        keep_time(by=ada, public_id=booking.public_id, at=late)
    view = one_booking(ada, booking.public_id, late)
    assert view
    assert not view.is_moving
    after = booking.starts_at + timedelta(hours=1)
    with pytest.raises(NotThere):
        propose_time(by=ben, public_id=booking.public_id, starts_at=there + timedelta(days=7), at=after)
    took_place(by=ben, public_id=booking.public_id, at=after)
    booking.refresh_from_db()
    assert (booking.state, booking.moves_to, booking.moves_by) == (State.DONE, None, "")


@pytest.mark.parametrize("how", ["called off", "blocked"])
def test_with_what_was_agreed_the_proposal_is_gone(
    booking: Booking, ada: Member, ben: Member, how: str
) -> None:
    there = proposed(booking, ben)
    if how == "blocked":
        block_member(by=ada, other=ben, at=NOW)
    else:
        call_off(by=ada, public_id=booking.public_id, at=NOW)
    assert not Notice.objects.filter(kind=MOVING).exists()
    with pytest.raises(NotThere):
        agree_to_move(by=ada, public_id=booking.public_id, starts_at=there, at=NOW)


def test_nobody_else_and_nothing_that_is_not_agreed(ada: Member, ben: Member, cleo: Member) -> None:
    booking = asks(ben, offers(ada), at=NOW)
    there = others(booking)[0]
    for who in (ada, ben, cleo):
        with pytest.raises(NotThere):
            propose_time(by=who, public_id=booking.public_id, starts_at=there, at=NOW)


def test_a_proposal_is_somebodys_in_the_database_too(booking: Booking) -> None:
    with pytest.raises(IntegrityError):
        Booking.objects.filter(pk=booking.pk).update(moves_to=NOW)


def test_both_take_it_along(booking: Booking, ada: Member, ben: Member) -> None:
    there = proposed(booking, ben)
    for owner in (ada, ben):
        [(_, [row])] = list(bookings_for_archive(owner))
        assert (row["moves_to"], row["moves_by"]) == (there.isoformat(), "asker")


def test_the_pages(ada: Member, ben: Member) -> None:
    now = timezone.now()
    choose_load(by=ada, per_week=20)
    booking = asks(ben, offers(ada, is_automatic=True), at=now)
    url = reverse("insiders:booking", args=[booking.public_id])

    def act(who: Member, verb: str, **sent: str) -> int:
        return (
            signed_in(who)
            .post(reverse("insiders:booking_act", args=[booking.public_id, verb]), sent)
            .status_code
        )

    html = signed_in(ben).get(url).content.decode()
    there = others(booking, now)[1].astimezone(timezone.get_default_timezone()).isoformat()
    assert f'value="{there}"' in html
    assert act(ben, "propose", starts_at="soon") == 422
    assert act(ben, "propose", starts_at="2020-01-01T09:00:00+00:00") == 422
    assert act(ben, "propose", starts_at=there) == 302
    assert "You proposed" in signed_in(ben).get(url).content.decode()
    html = signed_in(ada).get(url).content.decode()
    assert "would like another time" in html
    assert "Another time?" in signed_in(ada).get("/").content.decode()
    assert act(ada, "move", starts_at=there.replace("T", " ")) == 302
    booking.refresh_from_db()
    assert booking.moves_to, "what was not read so is not agreed to"
    read = html.split('name="starts_at" value="')[1].split('"')[0]
    assert act(ada, "move", starts_at=read) == 302
    booking.refresh_from_db()
    assert booking.starts_at == datetime.fromisoformat(there)


def test_without_times_of_its_own_any_time_is_proposed(ada: Member, ben: Member) -> None:
    now = timezone.now()
    booking = asks(ben, offers(ada, windows=()), at=now)
    act = "insiders:booking_act"
    day = (now + timedelta(days=2)).date()
    answer = reverse(act, args=[booking.public_id, "confirm"])
    assert signed_in(ada).post(answer, {"starts_at": f"{day}T15:30", "place": ""}).status_code == 302
    propose = reverse(act, args=[booking.public_id, "propose"])
    assert 'type="datetime-local"' in signed_in(ben).get(
        reverse("insiders:booking", args=[booking.public_id])
    ).content.decode()  # fmt: skip
    for wrong in ("2020-01-01T09:00", "0001-01-01T00:00", "9999-12-31T23:59"):
        assert signed_in(ben).post(propose, {"starts_at": wrong}).status_code == 422
    assert signed_in(ben).post(propose, {"starts_at": f"{day}T17:00"}).status_code == 302
    booking.refresh_from_db()
    assert booking.moves_to
    assert booking.moves_by == "asker"
