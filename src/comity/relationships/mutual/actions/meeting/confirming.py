"""Using a code: the meeting is confirmed at once, or said later and left to the other one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction

from comity.foundation.core.text import clean_line
from comity.people.members.actions.locking import lock_pair
from comity.people.members.models import Member
from comity.people.members.queries.blocks import blocked_between
from comity.people.notifications.actions.telling import forget, notify
from comity.relationships.mutual.actions.meeting.answering import step
from comity.relationships.mutual.actions.meeting.result import come_true
from comity.relationships.mutual.actions.meeting.showing import Terms, remember, settled
from comity.relationships.mutual.enums import Stage
from comity.relationships.mutual.models import Meeting, Showing
from comity.relationships.mutual.queries.meeting import found_code
from comity.relationships.mutual.rules.meeting import (
    ANSWER_WITHIN,
    TRIES,
    By,
    Deed,
    Use,
    after,
    is_the_same,
    may_have_been_on,
    use_of,
)


class CannotMeet(Exception):
    """A code opens nothing for this member; ``why`` is a word of ``Why``."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class Why:
    """Why a code opens nothing. Forged, unknown, run out, ended, blocked, suspended and erased are all GONE."""

    GONE, OWN, USED, CLOCK, DAY = "gone", "own", "used", "clock", "day"


@dataclass(frozen=True, slots=True)
class Opened:
    """A code as its holder may use it."""

    showing: Showing
    use: Use
    meeting: Meeting | None = None  # what the same member made of it already


def open_code(*, by: Member, token: str, at: datetime) -> Opened:
    """Return what ``by`` can do with a code; raise ``CannotMeet``. Changes nothing; two queries."""
    found = found_code(token, at)
    if found is None:
        raise CannotMeet(Why.GONE)
    return _checked(by, found.showing, at)


def _checked(by: Member, showing: Showing, at: datetime) -> Opened:
    owner = showing.owner
    if owner.pk == by.pk:
        raise CannotMeet(Why.OWN)
    if not (owner.is_active and by.is_active) or blocked_between(by, owner):
        raise CannotMeet(Why.GONE)
    if showing.meeting is not None:
        if showing.meeting.other_of(owner) != by:
            raise CannotMeet(Why.USED)
        return Opened(showing, Use.NOW, showing.meeting)
    use = use_of(showing.code, now=at)
    if use in (Use.GONE, Use.CLOCK):
        raise CannotMeet(Why.CLOCK if use == Use.CLOCK else Why.GONE)
    return Opened(showing, use)


def confirm_meeting(*, by: Member, token: str, terms: Terms, at: datetime, on: date | None = None) -> Meeting:
    """Use a code as ``by``: once, whoever does it at the same moment, and once for the two if both do.

    ``on`` is the day they say they met, where the code is used later. Raises ``CannotMeet``.
    """
    found = found_code(token, at)
    if found is None:
        raise CannotMeet(Why.GONE)
    try:
        with transaction.atomic():
            return _confirm(by, found.showing, terms, at, on)
    except CannotMeet:
        _count_refusal(found.showing, by, at)
        raise


def _confirm(by: Member, showing: Showing, terms: Terms, at: datetime, on: date | None) -> Meeting:
    try:
        owner, by = lock_pair(showing.owner, by)
    except Member.DoesNotExist:
        raise CannotMeet(Why.OWN if showing.owner_id == by.pk else Why.GONE) from None
    rows = Showing.objects.select_for_update(of=("self",)).select_related("owner", "meeting")
    fresh = rows.filter(pk=showing.pk).first()
    if fresh is None:
        raise CannotMeet(Why.GONE)
    opened = _checked(by, fresh, at)
    if opened.meeting is not None:
        return opened.meeting
    terms = settled(by, terms)
    remember(by, terms)
    is_late = opened.use == Use.LATE
    day = _day(fresh, on if is_late else None, at)
    known = _known(owner, by, day, at, is_late=is_late)
    if known is not None:
        return _joined(known, fresh, by, terms, at, is_live=not is_late)
    meeting = Meeting(
        shower=owner,
        scanner=by,
        stage=after(None, Deed.SAY if is_late else Deed.MEET, by=By.SCANNER, since=at, now=at),
        is_late=is_late,
        on=day,
        place=clean_line(terms.place or fresh.place, 200),
        shower_gives=fresh.gives,
        scanner_gives=list(terms.gives),
        shower_days=fresh.days,
        scanner_days=terms.days,
        stood_at=at,
        created_at=at,
    )
    meeting.save()
    _stands_for(fresh, meeting)
    if is_late:
        notify(recipient=owner, kind="mutual.met", about=meeting.public_id, at=at)
    else:
        come_true(meeting, at=at)
    return meeting


def _day(showing: Showing, on: date | None, at: datetime) -> date:
    """Return the day of the meeting, by the clock of the instance: the same in both books."""
    zone = ZoneInfo(showing.owner.time_zone or settings.TIME_ZONE)
    today, made_on = at.astimezone(zone).date(), showing.created_at.astimezone(zone).date()
    if on is None:
        return today
    if not may_have_been_on(on, made_on=made_on, today=today):
        raise CannotMeet(Why.DAY)
    return on


def _known(owner: Member, by: Member, day: date, at: datetime, *, is_late: bool) -> Meeting | None:
    """Return the meeting these two have of that day, or of a moment ago.

    One that ``by`` said later and the other declined is the one that waits, as far as ``by`` can tell.
    """
    for meeting in Meeting.objects.select_for_update(of=("self",)).between(owner, by).order_by("-pk")[:20]:
        seems_open = is_late and not meeting.is_shower(by) and meeting.stage == Stage.DECLINED
        is_open = (meeting.stage == Stage.WAITING or seems_open) and at - meeting.created_at < ANSWER_WITHIN
        if (is_open and meeting.on == day) or (
            meeting.stage == Stage.CONFIRMED
            and is_the_same(on=day, at=at, other_on=meeting.on, other_at=meeting.confirmed_at or at)
        ):
            return meeting
    return None


def _joined(
    known: Meeting, showing: Showing, by: Member, terms: Terms, at: datetime, *, is_live: bool
) -> Meeting:
    """Let a code stand for the meeting there is: what the other one said later, this one says with it.

    A live code is the yes of who shows it, too: both are here.
    """
    _stands_for(showing, known)
    if known.stage != Stage.WAITING or not (known.is_shower(by) or is_live):
        return known
    if known.is_shower(by):
        known.shower_gives, known.shower_days = list(terms.gives), terms.days
    else:
        known.shower_gives, known.shower_days = showing.gives, showing.days
        known.scanner_gives, known.scanner_days = list(terms.gives), terms.days
    known.save()
    step(known, Deed.YES, by=known.shower or by, at=at)
    come_true(known, at=at)
    forget(kind="mutual.met", about=known.public_id)
    if known.is_shower(by) and known.scanner is not None:
        notify(recipient=known.scanner, kind="mutual.met", about=known.public_id, at=at)
    return known


def _stands_for(showing: Showing, meeting: Meeting) -> None:
    showing.meeting = meeting
    showing.save(update_fields=["meeting", "changed_at"])


@transaction.atomic
def _count_refusal(showing: Showing, by: Member, at: datetime) -> None:
    """End a code that others used in vain too often; its owner's own slips do not count."""
    fresh = Showing.objects.select_for_update(of=("self",)).filter(pk=showing.pk).exclude(owner=by).first()
    if fresh is not None and fresh.meeting_id is None and fresh.ended_at is None:
        fresh.refused += 1
        if fresh.refused >= TRIES:
            fresh.ended_at = at
        fresh.save(update_fields=["refused", "ended_at", "changed_at"])
