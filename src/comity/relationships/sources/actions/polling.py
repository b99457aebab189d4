"""Reading subscribed calendars: each hourly, less often while it fails.

Several are fetched at once, so that servers that are slow or hang hold nobody else up; of one member one after another,
and no calendar twice at once. Threads wait for servers alone; what was read is written where the round runs.
"""

from __future__ import annotations

import io
import logging
import time
from collections.abc import Callable, Collection
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, tzinfo
from typing import Final

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from comity.formats.errors import FormatError
from comity.formats.icalendar_file import read
from comity.formats.limits import Limits
from comity.formats.records import Attended
from comity.foundation.core.outgoing import Fetched, NotFetched, fetch
from comity.foundation.work.rules import report_of
from comity.people.members.models import Member
from comity.relationships.sources.actions.suggesting import Made, suggest
from comity.relationships.sources.enums import CalendarState
from comity.relationships.sources.models import Calendar
from comity.relationships.sources.queries.people import own_keys, zone_of
from comity.relationships.sources.rules.polling import AHEAD, EVERY, LOOK_BACK, problem_of, wait_after
from comity.relationships.sources.rules.suggestions import Suggestion, calendar_key, of_event

LEASE: Final = timedelta(minutes=20)  # while somebody reads it, nobody else does
AT_ONCE: Final = 8
ROUND_S: Final = 60.0  # after which no other calendar is begun; what is due comes in the next round
BEAT_S: Final = 5.0
MOST_BYTES: Final = 20_000_000
TIMEOUT_S: Final = 30.0
LIMITS: Final = Limits(rows=200_000, total_bytes=MOST_BYTES, entry_bytes=MOST_BYTES)
log = logging.getLogger(__name__)
_WITHDRAWN = frozenset({"cancelled", "declined", "future", "nobody"})


@dataclass(slots=True)
class Reading:
    """What a calendar says now: what took place, what does not hold any more, and when the next event begins."""

    found: list[Suggestion] = field(default_factory=list)
    gone: set[str] = field(default_factory=set)
    next_at: datetime | None = None


def read_due(
    *, clock: Callable[[], datetime] = timezone.now, alive: Callable[[int], None] = lambda _done: None
) -> int:
    """Read the calendars that are due, as far as a round goes, and return how many."""
    done, until = 0, time.monotonic() + ROUND_S
    asked: dict[Future[Fetched], Calendar] = {}
    try:
        with ThreadPoolExecutor(AT_ONCE, "calendar") as pool:
            while True:
                if time.monotonic() < until:
                    for calendar in claim(clock(), AT_ONCE - len(asked)):
                        asked[pool.submit(ask, calendar, clock())] = calendar
                if not asked:
                    return done
                for answer in wait(asked, BEAT_S, FIRST_COMPLETED).done:
                    _take_in(asked.pop(answer), answer, clock())
                    done += 1
                alive(done)
    finally:
        _let_go(asked.values())


def _take_in(calendar: Calendar, answer: Future[Fetched], at: datetime) -> None:
    """Write what one calendar says; whatever goes wrong with it is its own trouble."""
    try:
        read_calendar(calendar, answer.result, at=at)
    except Exception as error:
        log.error("Calendar %s could not be read:\n%s", calendar.pk, report_of(error))
        _note(calendar, "ours", at)


def ask(calendar: Calendar, at: datetime) -> Fetched:
    """Wait for a server, in a thread that touches no database."""
    conditions = _conditions(calendar, at)
    return fetch(calendar.address, max_bytes=MOST_BYTES, timeout=TIMEOUT_S, headers=conditions)


def read_calendar(calendar: Calendar, result: Callable[[], Fetched], *, at: datetime) -> Made | None:
    """Suggest what is new in a calendar that was claimed; None where nothing could be read."""
    try:
        answer = result()
        if answer.status not in {200, 304}:
            return _note(calendar, problem_of(answer.status), at)
        owner = calendar.owner
        if answer.status == 304:
            return _settle(calendar, None, None, at)
        reading = look(answer.body, own=own_keys(owner), at=at, zone=zone_of(owner))
    except NotFetched as error:
        return _note(calendar, error.code, at)
    except FormatError as error:
        return _note(calendar, "too-large" if error.code == "too-many-rows" else "no-calendar", at)
    return _settle(calendar, reading, answer, at)


def look(body: bytes, *, own: Collection[str], at: datetime, zone: tzinfo) -> Reading:
    """Read a calendar without changing anything; raises ``FormatError``."""
    reading = Reading()
    today = at.astimezone(zone).date()
    rows = read(io.BytesIO(body), file="calendar", limits=LIMITS, now=at + AHEAD, zone=zone, own=own)
    for row in rows:
        if isinstance(row.record, Attended):
            _sort_in(row.record, reading, own=own, at=at, zone=zone)
        elif row.skipped in _WITHDRAWN and row.event[0]:
            reading.gone.add(calendar_key(*row.event))
    since = today - LOOK_BACK
    reading.found = [one for one in reading.found if since <= one.on]
    reading.gone -= {one.key for one in reading.found}
    return reading


def _sort_in(record: Attended, reading: Reading, *, own: Collection[str], at: datetime, zone: tzinfo) -> None:
    begins = _moment(record.starts_at, zone)
    if begins is None:
        return
    if begins > at:  # it may have been moved from the past
        reading.next_at = min(reading.next_at or begins, begins)
        reading.gone.add(calendar_key(record.uid, record.slot))
    elif one := of_event(record, own=own, today=at.astimezone(zone).date(), zone=zone):
        reading.found.append(one)


def _moment(start: datetime | date | None, zone: tzinfo) -> datetime | None:
    """Return when something begins; a day does at midnight."""
    if start is None or isinstance(start, datetime):
        return start
    return datetime(start.year, start.month, start.day, tzinfo=zone)


def claim(at: datetime, most: int = AT_ONCE) -> list[Calendar]:
    """Take calendars that are due, those due longest first, each of another member who has none under way."""
    theirs = Calendar.objects.filter(owner=OuterRef("owner"))
    same = Q(next_poll_at=OuterRef("next_poll_at"), pk__lt=OuterRef("pk"))
    earlier = theirs.due_at(at).filter(Q(next_poll_at__lt=OuterRef("next_poll_at")) | same)
    with transaction.atomic():
        due = Calendar.objects.due_at(at).filter(~Exists(theirs.filter(held_until__gt=at)), ~Exists(earlier))
        due = due.select_related("owner").order_by("next_poll_at", "pk")
        batch = list(due.select_for_update(skip_locked=True, of=("self",))[:most])
        Calendar.objects.filter(pk__in=[one.pk for one in batch]).update(held_until=at + LEASE)
    return batch


def _let_go(calendars: Collection[Calendar]) -> None:
    """Let others read what this round has begun and does not end."""
    if calendars:
        Calendar.objects.filter(pk__in=[one.pk for one in calendars]).update(held_until=None)


def _conditions(calendar: Calendar, at: datetime) -> dict[str, str]:
    """Ask only for what changed, unless something that stood in it may have taken place since."""
    if calendar.state != CalendarState.FINE or calendar.whole_after is None or calendar.whole_after <= at:
        return {}
    known = {"If-None-Match": calendar.etag, "If-Modified-Since": calendar.last_modified}
    return {name: value for name, value in known.items() if value}


@transaction.atomic
def _settle(calendar: Calendar, reading: Reading | None, answer: Fetched | None, at: datetime) -> Made:
    """Write what was read and that it went well, both or neither; what was removed meanwhile suggests nothing."""
    made = Made()
    locked = Calendar.objects.select_for_update().filter(pk=calendar.pk, removed_at=None).first()
    if locked is None:
        return made
    if reading is not None and answer is not None:
        owner: Member = calendar.owner
        made = suggest(to=owner, found=reading.found, gone=reading.gone)
        locked.etag = _kept(answer, "etag", 300)
        locked.last_modified = _kept(answer, "last-modified", 100)
        locked.whole_after = min(reading.next_at or at + AHEAD, at + AHEAD)
    locked.state, locked.problem, locked.failures = CalendarState.FINE, "", 0
    locked.polled_at = locked.read_at = at
    locked.next_poll_at, locked.held_until = at + EVERY, None
    locked.save()
    return made


@transaction.atomic
def _note(calendar: Calendar, problem: str, at: datetime) -> None:
    locked = Calendar.objects.select_for_update().filter(pk=calendar.pk).first()
    if locked is None:
        return
    locked.state, locked.problem = CalendarState.TROUBLED, problem
    locked.failures = min(locked.failures + 1, 1000)
    locked.polled_at = at
    locked.next_poll_at, locked.held_until = at + wait_after(locked.failures), None
    locked.save()


def _kept(answer: Fetched, name: str, most: int) -> str:
    """Return a header to be sent back, "" where it is too long or no header could hold it."""
    value = answer.headers.get(name, "")
    return value if len(value) <= most and value.isascii() and value.isprintable() else ""
