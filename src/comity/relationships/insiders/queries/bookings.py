"""What one member asked of others, and others of them, as each of the two sees it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, Q

from comity.people.members.models import Member
from comity.relationships.insiders.enums import State, Way
from comity.relationships.insiders.models import Booking, Words
from comity.relationships.insiders.rules import bookings as rules
from comity.relationships.insiders.rules.bookings import Who

SHOWN_ENDED = 20


@dataclass(frozen=True, slots=True)
class View:
    """A booking to one of the two."""

    booking: Booking
    viewer: Member
    other: Member
    is_asker: bool
    state: State
    is_over: bool
    is_moving: bool  # another time is proposed, and waits for a yes

    @property
    def side(self) -> Who:
        return Who.ASKER if self.is_asker else Who.OFFERER

    @property
    def way(self) -> Way:
        return Way(self.booking.way)

    @property
    def words(self) -> Words:
        """What both wrote, as the viewer reads it."""
        return self.booking.words_for(self.viewer)

    @property
    def hides_mine(self) -> bool:
        return self.booking.hides(self.booking.side_of(self.viewer))

    @property
    def hides_theirs(self) -> bool:
        return self.booking.hides(self.booking.side_of(self.other))

    @property
    def waits_for_me(self) -> bool:
        return not self.is_asker and self.state in rules.WAITING

    @property
    def asks_how_it_went(self) -> bool:
        return self.state is State.CONFIRMED and self.is_over

    @property
    def shows_place(self) -> bool:
        """Where it is, is told to who asks once it is agreed."""
        return bool(self.words.place) and (not self.is_asker or self.state is State.CONFIRMED)

    @property
    def may_say_where(self) -> bool:
        return not self.is_asker and rules.may_say_where(self.state, is_over=self.is_over)

    @property
    def lacks_place(self) -> bool:
        """Tell whether it is agreed and still to come, and nobody has said where; hidden words were said."""
        return not self.booking.place and rules.may_say_where(self.state, is_over=self.is_over)

    @property
    def may_write(self) -> bool:
        """Tell whether its page leads to writing to each other: once it was agreed."""
        return self.state in {State.CONFIRMED, *rules.AFTERWARDS}

    def may(self, to: State) -> bool:
        return rules.may_move(self.state, to, self.side, is_over=self.is_over)

    @property
    def may_withdraw(self) -> bool:
        return self.is_asker and self.state is State.ASKED

    @property
    def may_call_off(self) -> bool:
        return self.may(State.CANCELLED)

    @property
    def may_propose(self) -> bool:
        return rules.may_propose(self.state, is_over=self.is_over)

    @property
    def move_waits_for_me(self) -> bool:
        return self.is_moving and self.booking.moves_by != self.side.value

    @property
    def moves_to_as_read(self) -> str:
        """The proposed time as a form sends it back: a yes is to what was read."""
        return self.booking.moves_to.isoformat() if self.booking.moves_to else ""

    @property
    def may_say_done(self) -> bool:
        return self.may(State.DONE)

    @property
    def may_say_missed(self) -> bool:
        return self.may(State.MISSED)

    @property
    def may_thank(self) -> bool:
        return self.is_asker and self.state is State.DONE and self.booking.thanked_at is None


@dataclass(frozen=True, slots=True)
class Mine:
    """All of one member's bookings: what waits for them, what comes, whom they asked, what was."""

    waiting: tuple[View, ...]
    passed: tuple[View, ...]
    coming: tuple[View, ...]
    asked: tuple[View, ...]
    ended: tuple[View, ...]


def view_of(viewer: Member, booking: Booking, now: datetime) -> View:
    is_asker = booking.asker_id == viewer.pk
    seen = rules.seen_by_asker if is_asker else rules.state_at
    state = seen(State(booking.state), expires_at=booking.expires_at, now=now)
    starts_at, moves_to = booking.starts_at, booking.moves_to
    is_moving = rules.waits_to_move(state, starts_at=starts_at, moves_to=moves_to, now=now)
    is_over = rules.is_over(starts_at, now)
    return View(booking, viewer, booking.other_of(viewer), is_asker, state, is_over, is_moving)


def one_booking(viewer: Member, public_id: str, now: datetime) -> View | None:
    """Return one of the viewer's bookings, or None. One query."""
    found = Booking.objects.visible_to(viewer).select_related("asker", "offerer", "offer")
    booking = found.filter(public_id=public_id).first()
    return view_of(viewer, booking, now) if booking else None


def open_with(viewer: Member, offerer: Member, now: datetime) -> View | None:
    """Return what the viewer has asked of a member and what is not over, or None. One query."""
    mine = Booking.objects.visible_to(viewer).filter(asker=viewer, offerer=offerer, state__in=rules.HOLDS)
    for booking in mine.select_related("asker", "offerer"):
        view = view_of(viewer, booking, now)
        if view.state in rules.HOLDS and not view.is_over:
            return view
    return None


def bookings_of(viewer: Member, now: datetime) -> Mine:
    """Return all of the viewer's, those that are over the newest alone. One query."""
    rows = Booking.objects.visible_to(viewer).select_related("asker", "offerer")
    views = [view_of(viewer, booking, now) for booking in rows]
    coming = [one for one in views if one.state is State.CONFIRMED and not one.is_over]
    return Mine(
        waiting=tuple(one for one in views if one.waits_for_me and one.state is State.ASKED),
        passed=tuple(one for one in views if one.asks_how_it_went),
        coming=tuple(sorted(coming, key=lambda one: one.booking.starts_at or now)),
        asked=tuple(one for one in views if one.is_asker and one.state is State.ASKED),
        ended=tuple(one for one in views if one.state not in rules.HOLDS or _is_silent(one))[:SHOWN_ENDED],
    )


def _is_silent(one: View) -> bool:
    return not one.is_asker and one.state is State.DECLINED


def asked_of(member_ids: Sequence[int], since: datetime, until: datetime) -> dict[int, int]:
    """Return how many bookings reached each of these members from ``since`` on, before ``until``. One query.

    What was withdrawn at once counts as never asked. Whether it was read must not decide: an offer without room has no
    free times, and by withdrawing one could tell a silent no from what nobody has read.
    """
    rows = Booking.objects.filter(offerer__in=member_ids, created_at__gte=since, created_at__lt=until)
    rows = rows.exclude(state=State.WITHDRAWN, ended_at__lt=F("created_at") + rules.UNTOLD)
    return dict(rows.order_by().values_list("offerer").annotate(Count("pk")))


def waiting_for(viewer: Member, now: datetime) -> list[View]:
    """Return what waits for the viewer's answer, and what has passed and nobody said how it went.

    One query where there is nothing, as on most days, else two.
    """
    between = Q(asker=viewer.pk) | Q(offerer=viewer.pk)
    if not Booking.objects.filter(between, state__in=[State.ASKED, State.CONFIRMED]).exists():
        return []
    is_asked = Q(offerer=viewer.pk, state=State.ASKED, expires_at__gt=now)
    moves = Q(state=State.CONFIRMED, starts_at__gt=now, moves_to__gt=now)
    passed = Q(state=State.CONFIRMED, starts_at__lte=now, starts_at__gt=now - rules.ANSWERS_FOR)
    rows = (
        Booking.objects.visible_to(viewer)
        .filter(is_asked | moves | passed)
        .select_related("asker", "offerer")
    )
    views = [view_of(viewer, booking, now) for booking in rows.order_by("created_at", "pk")]
    return [one for one in views if one.waits_for_me or one.move_waits_for_me or one.asks_how_it_went]
