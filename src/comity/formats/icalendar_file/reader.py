"""Read past events and their people; a meeting in a calendar was planned, so what comes out can only suggest."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterator
from datetime import UTC, datetime, timedelta, tzinfo
from typing import BinaryIO

from comity.formats.blocks import Block
from comity.formats.content_lines import ContentLine, mentions, unescape
from comity.formats.errors import FormatError
from comity.formats.icalendar_file.attendance import attendance_of
from comity.formats.icalendar_file.components import OUTSIDE, read_components
from comity.formats.icalendar_file.recurrence import Budget, days, parse_rule
from comity.formats.icalendar_file.times import When, duration, in_utc, when, whens
from comity.formats.icalendar_file.zones import Zones, known_zone
from comity.formats.limits import DEFAULT_LIMITS, Limits
from comity.formats.plain_text import clean_cell
from comity.formats.records import Attended, Row

OCCURRENCES = 200
SPAN = timedelta(days=730)
_SKIPPED = {"VTODO", "VJOURNAL", "VFREEBUSY"}
_UNREADABLE = {"half", "too-long", "nested-too-deep"}


def read(
    stream: BinaryIO,
    *,
    file: str,
    limits: Limits = DEFAULT_LIMITS,
    now: datetime | None = None,
    zone: tzinfo = UTC,
    own: Collection[str] = (),
) -> Iterator[Row]:
    """Yield a row for each event before `now`; one that repeats gives its last 200 times within two years.

    `zone` is meant where a time names none, `own` are the owner's addresses: where they declined, they were not.
    """
    reading = _Reading(
        file, limits, now or datetime.now(UTC), Zones(zone), {address.lower() for address in own}
    )
    reading.moved = reading.moved_occurrences(stream)
    for count, row in enumerate(reading.rows(stream), 1):
        if count > limits.rows:
            raise FormatError(
                f"This calendar holds more than {limits.rows} events. Export a shorter time.",
                code="too-many-rows",
                params={"limit": limits.rows},
                file=file,
                line=row.line,
            )
        yield row
    if not reading.seen:
        raise FormatError(
            "There is no calendar in this file. Export it again and choose iCalendar (.ics).",
            code="no-calendar",
            file=file,
            line=1,
        )


class _Reading:
    """One calendar being read."""

    def __init__(self, file: str, limits: Limits, now: datetime, zones: Zones, own: set[str]) -> None:
        self.file = file
        self.limits = limits
        self.now = now.astimezone(UTC)
        self.zones = zones
        self.own = own
        self.budget = Budget()
        self.moved: dict[str, set[datetime]] = {}
        self.cancels = False
        self.seen = False

    def moved_occurrences(self, stream: BinaryIO) -> dict[str, set[datetime]]:
        """Return the times, by UID, of repetitions that have an event of their own, if the stream can be read twice."""
        moved: dict[str, set[datetime]] = {}
        if not stream.seekable():
            return moved
        start = stream.tell()
        if mentions(stream, b"RECURRENCE-ID"):
            stream.seek(start)
            for name, block in read_components(stream, self.limits):
                if name == "VTIMEZONE":
                    self.zones.define(block.lines)
                first = _first(block.lines)
                if "RECURRENCE-ID" in first and "UID" in first and len(moved) < self.limits.rows:
                    times = moved.setdefault(first["UID"].value[:300], set())
                    times.update(
                        in_utc(moment, self.zones) for moment in whens(first["RECURRENCE-ID"], self.zones)[:1]
                    )
        stream.seek(start)
        return moved

    def rows(self, stream: BinaryIO) -> Iterator[Row]:
        for name, block in read_components(stream, self.limits):
            if name == OUTSIDE:
                self._calendar_line(block.lines[0])
                if not block.lines[0].name and self.seen:
                    yield self._row(block, problem="line-unreadable")
                continue
            self.seen = True
            if name == "VEVENT":
                yield from self._event(block)
            elif name == "VTIMEZONE":
                self.zones.define(block.lines)
            elif name in _SKIPPED:
                yield self._row(block, skipped="not-an-event")

    def _calendar_line(self, line: ContentLine) -> None:
        if line.name == "BEGIN":
            self.seen = True
            self.cancels = False
        elif line.name == "METHOD":
            self.cancels = line.value.strip().upper() == "CANCEL"
        elif line.name == "X-WR-TIMEZONE":
            self.zones.default = known_zone(unescape(line.value)) or self.zones.default

    def _row(
        self,
        block: Block,
        record: Attended | None = None,
        *,
        skipped: str = "",
        problem: str = "",
        event: tuple[str, str] = ("", ""),
    ) -> Row:
        text = next((line.value for line in block.lines if line.name in ("SUMMARY", "")), "")
        raw = clean_cell(unescape(text[:300]), 120)
        return Row(self.file, block.number, record, skipped=skipped, problem=problem, raw=raw, event=event)

    def _event(self, block: Block) -> Iterator[Row]:
        first = _first(block.lines)
        if block.problem in _UNREADABLE:
            yield self._row(block, problem=block.problem)
            return
        uid = clean_cell(unescape(first["UID"].value), self.limits.cell_chars) if "UID" in first else ""
        left_out = (uid, self._slot(first))
        if self.cancels or ("STATUS" in first and first["STATUS"].value.strip().upper() == "CANCELLED"):
            yield self._row(block, skipped="cancelled", event=left_out)
            return
        attendance = attendance_of(block.lines, self.own, self.limits)
        if attendance.owner_declined:
            yield self._row(block, skipped="declined", event=left_out)
            return
        if not attendance.people and not attendance.organizer:
            yield self._row(block, skipped="nobody", event=left_out)
            return
        start = self._when(first.get("DTSTART"))
        if start is None:
            yield self._row(block, problem="no-start")
            return
        starts, problem = self._past_starts(block.lines, start, first)
        if not starts:
            yield self._row(
                block,
                skipped="future" if in_utc(start, self.zones) > self.now else "too-old",
                problem=problem,
                event=left_out,
            )
            return
        length = self._length(first, start)

        def text(name: str) -> str:
            return clean_cell(unescape(first[name].value), self.limits.cell_chars) if name in first else ""

        for moment in starts:
            event = Attended(
                uid=uid,
                starts_at=moment,
                ends_at=_after(moment, length),
                summary=text("SUMMARY"),
                location=text("LOCATION"),
                url=text("URL"),
                people=attendance.people,
                organizer=attendance.organizer,
                status=text("STATUS").lower()[:40],
                recurs="RRULE" in first or "RDATE" in first or "RECURRENCE-ID" in first,
                slot=self._slot(first, moment),
            )
            yield self._row(block, event, problem=block.problem or problem)

    def _slot(self, first: dict[str, ContentLine], moment: When | None = None) -> str:
        """Return on which day one of several was planned at first, "" for one alone."""
        if "RECURRENCE-ID" in first:
            moment = self._when(first["RECURRENCE-ID"])
        elif "RRULE" not in first and "RDATE" not in first:
            moment = None
        return in_utc(moment, self.zones).date().isoformat() if moment else ""

    def _when(self, line: ContentLine | None) -> When | None:
        return when(line.value, line.param("TZID"), self.zones) if line else None

    def _length(self, first: dict[str, ContentLine], start: When) -> timedelta | None:
        if "DURATION" in first:
            return duration(first["DURATION"].value)
        end = self._when(first.get("DTEND"))
        if end is None or isinstance(end, datetime) != isinstance(start, datetime):
            return None
        length = in_utc(end, self.zones) - in_utc(start, self.zones)
        return length if length >= timedelta(0) else None

    def _past_starts(
        self, lines: list[ContentLine], start: When, first: dict[str, ContentLine]
    ) -> tuple[list[When], str]:
        """Return when the event has begun so far, and the code of a rule that is not followed."""
        extra = [moment for line in lines if line.name == "RDATE" for moment in whens(line, self.zones)]
        if "RRULE" not in first and not extra:
            return ([start] if in_utc(start, self.zones) <= self.now else []), ""
        found: dict[datetime, When] = {}
        problem = ""
        for moment in [*self._repeated(first, start), *extra]:
            found.setdefault(in_utc(moment, self.zones), moment)
        if "RRULE" in first and (self.budget.left < 0 or parse_rule(first["RRULE"].value) is None):
            problem = "recurrence-not-followed"
        gone = {
            in_utc(day, self.zones)
            for line in lines
            if line.name == "EXDATE"
            for day in whens(line, self.zones)
        }
        if "RECURRENCE-ID" not in first and "UID" in first:
            gone |= self.moved.get(first["UID"].value[:300], set())
        times = sorted(at for at in found if self.now - SPAN <= at <= self.now and at not in gone)
        return [found[at] for at in times[-OCCURRENCES:]], problem

    def _repeated(self, first: dict[str, ContentLine], start: When) -> Iterator[When]:
        rule = parse_rule(first["RRULE"].value) if "RRULE" in first else None
        if rule is None or self.budget.left < 0:
            yield start
            return
        last = (self.now + timedelta(1)).date()
        until = when(rule.until, "", self.zones)
        end = in_utc(until, self.zones) if until else None
        if until and not isinstance(until, datetime) and end:
            end += timedelta(days=1)
        begin = start.date() if isinstance(start, datetime) else start
        since = (self.now - SPAN - timedelta(1)).date()
        recent: deque[When] = deque(maxlen=OCCURRENCES + 2)
        for day in days(rule, begin, since, last, self.budget):
            moment = datetime.combine(day, start.timetz()) if isinstance(start, datetime) else day
            if end and in_utc(moment, self.zones) > end:
                break
            recent.append(moment)
        yield from recent


def _first(lines: list[ContentLine]) -> dict[str, ContentLine]:
    first: dict[str, ContentLine] = {}
    for line in lines:
        first.setdefault(line.name, line)
    return first


def _after(moment: When, length: timedelta | None) -> When | None:
    if length is None:
        return None
    try:
        return moment + length
    except OverflowError:
        return None
