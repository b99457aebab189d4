"""Twenty minutes asked for, agreed, called off, had and thanked for."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from comity.foundation.core.audience import NAMED, ONLY_ME, Audience
from comity.foundation.core.models import NamedPeople
from comity.foundation.mail.models import OutgoingMail
from comity.people.load.actions import choose_load
from comity.people.members.actions.blocks import block_member
from comity.people.members.actions.pairs import NotThere
from comity.people.members.enums import Standing
from comity.people.members.models import Member
from comity.people.notifications.models import Notice
from comity.relationships.insiders.actions import by_mail
from comity.relationships.insiders.actions.afterwards import did_not, say_thanks, took_place
from comity.relationships.insiders.actions.booking import (
    AskedAlready,
    EnoughAsked,
    TimeTaken,
    book,
    call_off,
    confirm,
    decline,
    reconsider,
    withdraw,
)
from comity.relationships.insiders.actions.calendars import write_calendar_mail
from comity.relationships.insiders.actions.ending import end_what_is_over, erase_insiders
from comity.relationships.insiders.actions.offers import pause_offer, remove_offer
from comity.relationships.insiders.enums import AFTER, ANSWERED, ASKED, REFUSED, THANKED, State
from comity.relationships.insiders.models import Booking, Offer
from comity.relationships.insiders.queries.bookings import asked_of, one_booking
from comity.relationships.insiders.queries.offers import free_times, offers_for, takes_words
from comity.relationships.insiders.queries.telling import lines_of_after, lines_of_asked
from comity.relationships.ties.models import Favour, Interaction
from comity.relationships.touch.models import FollowUp
from tests.relationships.insiders.offers import NOW, asks, first_free, offers
from tests.relationships.mutual.people import tied

pytestmark = pytest.mark.django_db
SOON = NOW + timedelta(minutes=5)


@pytest.fixture(autouse=True)
def _room(ada: Member) -> None:
    choose_load(by=ada, per_week=20)


def told(member: Member, kind: str) -> int:
    return Notice.objects.filter(recipient=member, kind=kind).count()


def test_a_free_time_is_asked_for_and_agreed(ada: Member, ben: Member) -> None:
    booking = asks(ben, offers(ada))
    assert (booking.state, told(ada, ASKED), told(ben, ANSWERED)) == (State.ASKED, 1, 0)
    assert booking.starts_at not in free_times(Offer.objects.get(), NOW)
    view = one_booking(ben, booking.public_id, NOW)
    assert view is not None
    assert not view.shows_place  # told once it is agreed
    confirm(by=ada, public_id=booking.public_id, at=SOON)
    booking.refresh_from_db()
    assert (booking.state, booking.sequence, told(ada, ASKED), told(ben, ANSWERED)) == (
        State.CONFIRMED,
        1,
        0,
        1,
    )
    view = one_booking(ben, booking.public_id, SOON)
    assert view is not None
    assert view.shows_place


def test_who_wishes_so_has_it_agreed_at_once(ada: Member, ben: Member) -> None:
    booking = asks(ben, offers(ada, is_automatic=True))
    assert (booking.state, told(ada, ANSWERED), told(ada, ASKED)) == (State.CONFIRMED, 1, 0)


def test_without_times_one_writes_and_the_other_picks(ada: Member, ben: Member, cleo: Member) -> None:
    offer = offers(ada, windows=(), is_automatic=True)
    booking = asks(ben, offer)
    assert (booking.state, booking.starts_at) == (State.ASKED, None)
    for wrong in (None, NOW - timedelta(days=1)):
        with pytest.raises(TimeTaken):
            confirm(by=ada, public_id=booking.public_id, starts_at=wrong, at=SOON)
    day = NOW + timedelta(days=3)
    assert confirm(by=ada, public_id=booking.public_id, starts_at=day, at=SOON).starts_at == day
    other = asks(cleo, offer)
    with pytest.raises(TimeTaken):  # ten minutes after that one begins
        confirm(by=ada, public_id=other.public_id, starts_at=day + timedelta(minutes=10), at=SOON)
    assert not takes_words(offer, NOW)  # two a month
    with pytest.raises(TimeTaken):
        book(by=ben, public_id=offer.public_id, starts_at=None, what="More", at=day + timedelta(days=1))


def test_no_other_time_can_be_taken(ada: Member, ben: Member, cleo: Member) -> None:
    offer = offers(ada)
    start = first_free(offer)
    for wrong in (start + timedelta(minutes=10), start - timedelta(days=7), NOW + timedelta(days=60), None):
        with pytest.raises(TimeTaken):
            book(by=ben, public_id=offer.public_id, starts_at=wrong, what="x", at=NOW)
    asks(ben, offer, start)
    with pytest.raises(TimeTaken):
        book(by=cleo, public_id=offer.public_id, starts_at=start, what="x", at=NOW)
    second = offers(ada, "Something else")
    with pytest.raises(TimeTaken):  # the same time of the same person
        book(by=cleo, public_id=second.public_id, starts_at=start, what="x", at=NOW)


def test_one_asks_one_thing_at_a_time_and_five_people(ada: Member, ben: Member) -> None:
    offer = offers(ada)
    asks(ben, offer)
    with pytest.raises(AskedAlready):
        asks(ben, offer)
    for number in range(4):
        asks(ben, offers(Member.objects.create_user(f"m{number}@example.org", name=f"M{number}")))
    late = offers(Member.objects.create_user("late@example.org", name="Late"))
    with pytest.raises(EnoughAsked):
        asks(ben, late)
    later = NOW + timedelta(days=6)
    asks(ben, late, first_free(late, later), at=later)  # those are over


def test_a_full_month_and_a_full_week_look_like_no_free_time(ada: Member, ben: Member, cleo: Member) -> None:
    offer = offers(ada, a_month=1)
    asks(ben, offer)
    left = free_times(offer, NOW)
    assert left
    assert {moment.month for moment in left} == {12}
    choose_load(by=ada, per_week=1)
    assert free_times(offer, SOON) == []
    assert list(offers_for(cleo)) == [offer]  # it looks the same
    with pytest.raises(TimeTaken):
        book(by=cleo, public_id=offer.public_id, starts_at=left[0], what="x", at=SOON)


@pytest.mark.parametrize(("seconds", "counts"), [(59, 0), (61, 1)])
@pytest.mark.parametrize("is_declined", [False, True])
def test_what_is_withdrawn_at_once_asked_nothing_whether_it_was_read_or_not(
    ada: Member, ben: Member, seconds: int, counts: int, is_declined: bool
) -> None:
    booking = asks(ben, offers(ada))
    if is_declined:
        decline(by=ada, public_id=booking.public_id, at=NOW)
    later = NOW + timedelta(seconds=seconds)
    withdraw(by=ben, public_id=booking.public_id, at=later)
    assert asked_of([ada.pk], NOW, later).get(ada.pk, 0) == counts


def test_a_silent_no_holds_its_time_and_looks_like_waiting(ada: Member, ben: Member, cleo: Member) -> None:
    offer = offers(ada)
    booking = asks(ben, offer)
    before = (free_times(offer, SOON), one_booking(ben, booking.public_id, SOON))
    decline(by=ada, public_id=booking.public_id, at=SOON)
    after = one_booking(ben, booking.public_id, SOON)
    assert free_times(offer, SOON) == before[0]
    assert before[1] is not None
    assert after is not None
    assert (after.state, after.booking.word, after.may_withdraw) == (before[1].state, "", True)
    assert told(ben, ANSWERED) + told(ben, REFUSED) == 0
    reconsider(by=ada, public_id=booking.public_id, at=SOON)
    assert confirm(by=ada, public_id=booking.public_id, at=SOON).state == State.CONFIRMED


def test_a_no_with_a_word_is_read_and_frees_the_time(ada: Member, ben: Member) -> None:
    booking = asks(ben, offers(ada))
    decline(by=ada, public_id=booking.public_id, word="Try the board", at=SOON)
    assert told(ben, REFUSED) == 1
    assert booking.starts_at in free_times(Offer.objects.get(), SOON)
    with pytest.raises(NotThere):
        confirm(by=ada, public_id=booking.public_id, at=SOON)


def test_each_does_only_what_is_theirs(ada: Member, ben: Member, cleo: Member) -> None:
    booking = asks(ben, offers(ada))
    for act, who in ((confirm, ben), (decline, ben), (withdraw, ada), (confirm, cleo), (call_off, cleo)):
        with pytest.raises(NotThere):
            act(by=who, public_id=booking.public_id, at=SOON)
    assert one_booking(cleo, booking.public_id, SOON) is None
    withdraw(by=ben, public_id=booking.public_id, at=SOON)
    with pytest.raises(NotThere):
        confirm(by=ada, public_id=booking.public_id, at=SOON)
    assert told(ada, ASKED) == 0


def test_what_nobody_answers_ends(ada: Member, ben: Member) -> None:
    booking = asks(ben, offers(ada))
    late = booking.expires_at
    with pytest.raises(NotThere):
        confirm(by=ada, public_id=booking.public_id, at=late)
    assert end_what_is_over(now=late) == 1
    booking.refresh_from_db()
    assert (booking.state, told(ada, ASKED)) == (State.EXPIRED, 0)


@pytest.mark.parametrize("who", ["ada", "ben"])
def test_either_calls_off_and_both_calendars_hear(ada: Member, ben: Member, who: str) -> None:
    booking = asks(ben, offers(ada, is_automatic=True))
    by, other = (ada, ben) if who == "ada" else (ben, ada)
    call_off(by=by, public_id=booking.public_id, word="Ill", at=SOON)
    booking.refresh_from_db()
    assert (booking.state, booking.sequence, told(other, ANSWERED)) == (State.CANCELLED, 2, 1)
    assert booking.starts_at in free_times(Offer.objects.get(), SOON)
    with pytest.raises(NotThere):
        call_off(by=other, public_id=booking.public_id, at=SOON)


def had(ada: Member, ben: Member) -> tuple[Booking, datetime]:
    booking = asks(ben, offers(ada, is_automatic=True))
    assert booking.starts_at is not None
    return booking, booking.starts_at + timedelta(minutes=30)


def test_both_are_asked_how_it_went_once(ada: Member, ben: Member) -> None:
    booking, after = had(ada, ben)
    for act in (took_place, did_not):
        with pytest.raises(NotThere):
            act(by=ada, public_id=booking.public_id, at=SOON)
    end_what_is_over(now=after)
    end_what_is_over(now=after)
    assert told(ada, AFTER) == told(ben, AFTER) == 1
    did_not(by=ada, public_id=booking.public_id, at=after)
    assert told(ben, AFTER) == 0
    took_place(by=ben, public_id=booking.public_id, at=after)  # who was there says so
    with pytest.raises(NotThere):
        did_not(by=ada, public_id=booking.public_id, at=after)


def test_those_who_know_each_other_remember_it_each_in_their_own_book(ada: Member, ben: Member) -> None:
    tied(ada, ben)
    booking, after = had(ada, ben)
    day = after.date() + timedelta(days=30)
    for _ in range(2):
        took_place(by=ben, public_id=booking.public_id, at=after)
    assert Interaction.objects.filter(owner=ben, kind="call").count() == 1
    assert not Interaction.objects.filter(owner=ada, key__startswith="booking").exists()
    took_place(by=ada, public_id=booking.public_id, at=after, get_back_on=day, what="Ask how it went")
    assert FollowUp.objects.get().due_on == day
    say_thanks(by=ben, public_id=booking.public_id, at=after)
    assert {(one.owner, one.helped, one.state, one.what) for one in Favour.objects.all()} == {
        (ben, "for_me", "thanked", "My first tender"),
        (ada, "for_them", "thanked", "Tenders"),
    }
    assert told(ada, THANKED) == 1
    for who in (ada, ben):
        with pytest.raises(NotThere):
            say_thanks(by=who, public_id=booking.public_id, at=after)


def test_who_is_in_no_book_leaves_no_trace_in_one(ada: Member, ben: Member) -> None:
    booking, after = had(ada, ben)
    assert took_place(by=ben, public_id=booking.public_id, at=after)[1] is None
    say_thanks(by=ben, public_id=booking.public_id, at=after)
    assert not Interaction.objects.exists()
    assert not Favour.objects.exists()


def test_by_mail(ada: Member, ben: Member, cleo: Member) -> None:
    offer = offers(ada)
    first, second = asks(ben, offer), asks(cleo, offer)
    assert "Agreed" in by_mail.yes_by_mail(ada, first.public_id, SOON)
    assert "Nobody" in by_mail.no_by_mail(ada, second.public_id, SOON)
    with pytest.raises(LookupError):
        by_mail.yes_by_mail(ada, first.public_id, SOON)
    unpicked = asks(cleo, offers(ben, windows=()))
    with pytest.raises(LookupError):
        by_mail.yes_by_mail(ben, unpicked.public_id, SOON)


@pytest.mark.parametrize("how", ["narrowed", "paused", "removed", "blocked", "blocked back", "suspended"])
def test_an_offer_that_is_not_for_one_cannot_be_booked(ada: Member, ben: Member, how: str) -> None:
    offer = offers(ada)
    start = first_free(offer)
    if how == "narrowed":
        Offer.objects.update(audience_kind=ONLY_ME)
    elif how == "paused":
        pause_offer(by=ada, public_id=offer.public_id, at=NOW)
    elif how == "removed":
        remove_offer(by=ada, public_id=offer.public_id)
    elif how == "suspended":
        Member.objects.filter(pk=ada.pk).update(standing=Standing.SUSPENDED, is_active=False)
    else:
        by, other = (ada, ben) if how == "blocked" else (ben, ada)
        block_member(by=by, other=other, at=NOW)
    assert not offers_for(ben).exists()
    with pytest.raises(NotThere):
        book(by=ben, public_id=offer.public_id, starts_at=start, what="x", at=NOW)


def test_an_offer_is_for_whom_it_is_shown_to(ada: Member, ben: Member, cleo: Member) -> None:
    people = NamedPeople.objects.create(owner=ada, name="Old team")
    people.people.add(ben)
    offer = offers(ada, audience=Audience(NAMED, people.pk))
    assert list(offers_for(ben)) == [offer]
    assert not offers_for(cleo).exists()
    with pytest.raises(NotThere):
        book(by=cleo, public_id=offer.public_id, starts_at=first_free(offer), what="x", at=NOW)


@pytest.mark.parametrize("how", ["block", "erasure"])
def test_a_block_and_an_erasure_leave_nothing_but_a_calendar_that_says_off(
    ada: Member, ben: Member, how: str, settings: Any
) -> None:
    settings.MAIL_LEAVES = True
    now = timezone.now()
    booking = asks(ben, offers(ada, is_automatic=True), at=now)
    if how == "block":
        block_member(by=ada, other=ben, at=now)
    else:
        assert erase_insiders(ada) == {"offers to be asked": 1, "bookings": 1}
    assert not Booking.objects.exists()
    assert told(ben, ANSWERED) + told(ada, ANSWERED) == 0
    mail = OutgoingMail.objects.filter(recipient=ben).order_by("pk").last()
    assert mail is not None
    written = write_calendar_mail(mail, now)
    assert written is not None
    assert "Ada" not in written.body
    file = str(written.attachments[-1][1])
    assert "METHOD:CANCEL" in file
    assert booking.public_id in file
    assert "Ada" not in file


def test_notices_say_what_is_true_when_read(ada: Member, ben: Member, cleo: Member) -> None:
    now = timezone.now()
    public_id = asks(ben, offers(ada), at=now).public_id
    assert "Ben" in lines_of_asked(ada, [public_id])[public_id].text
    assert lines_of_asked(ben, [public_id]) == lines_of_asked(cleo, [public_id]) == {}
    decline(by=ada, public_id=public_id, at=now)
    assert lines_of_asked(ada, [public_id]) == {}
    assert lines_of_after(ada, [public_id]) == {}
