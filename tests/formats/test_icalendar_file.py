from __future__ import annotations

import io
import time
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st

from comity.formats import icalendar_file
from comity.formats.errors import FormatError
from comity.formats.icalendar_file import Event
from comity.formats.icalendar_file.recurrence import Budget, days, parse_rule
from comity.formats.limits import Limits
from comity.formats.records import Attended, Row

NOW = datetime(2026, 6, 30, 12, tzinfo=UTC)
BEN = "ATTENDEE;CN=Ben:mailto:ben@example.org"


def rows(text: str | bytes, **options: object) -> list[Row]:
    raw = text if isinstance(text, bytes) else text.replace("\n", "\r\n").encode()
    return list(icalendar_file.read(io.BytesIO(raw), file="x.ics", now=NOW, **options))  # type: ignore[arg-type]


def event(*lines: str) -> str:
    return "\n".join(["BEGIN:VCALENDAR", "BEGIN:VEVENT", *lines, "END:VEVENT", "END:VCALENDAR", ""])


def attended(*lines: str, **options: object) -> list[Attended]:
    return [row.record for row in rows(event(*lines), **options) if isinstance(row.record, Attended)]


def test_a_past_event_with_its_people() -> None:
    [found] = attended(
        "UID:1", "SUMMARY:Lunch\\, long", "LOCATION:Ely", "DTSTART;TZID=Europe/Berlin:20260601T120000", "DURATION:PT1H30M",
        "ORGANIZER;CN=Cleo:MAILTO:cleo@example.org", BEN, "ATTENDEE;CN=dora@example.org:mailto:dora@example.org",
        "ATTENDEE;PARTSTAT=DECLINED:mailto:no@example.org", "ATTENDEE;CUTYPE=ROOM:mailto:room@example.org",
        "BEGIN:VALARM", "ATTENDEE:mailto:alarm@example.org", "END:VALARM",
    )  # fmt: skip
    berlin = ZoneInfo("Europe/Berlin")
    assert found == Attended(
        uid="1",
        starts_at=datetime(2026, 6, 1, 12, tzinfo=berlin),
        ends_at=datetime(2026, 6, 1, 13, 30, tzinfo=berlin),
        summary="Lunch, long",
        location="Ely",
        people=(("Ben", "ben@example.org"), ("", "dora@example.org")),
        organizer=("Cleo", "cleo@example.org"),
    )


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        (["DTSTART:20260601T120000Z", BEN, "STATUS:CANCELLED"], "cancelled"),
        (["DTSTART:20260701T120000Z", BEN], "future"),
        (["DTSTART:20260601T120000Z"], "nobody"),
        (["DTSTART:20260601T120000Z", "ATTENDEE:mailto:me@example.org"], "nobody"),
        (["DTSTART:20260601T120000Z", BEN, "ATTENDEE;PARTSTAT=DECLINED:mailto:Me@example.org"], "declined"),
        (["DTSTART:20200601T120000Z", BEN, "RRULE:FREQ=DAILY;COUNT=3"], "too-old"),
    ],
)
def test_what_suggests_no_meeting_is_skipped(lines: list[str], reason: str) -> None:
    [row] = rows(event(*lines), own=["me@example.org"])
    assert (row.line, row.record, row.skipped) == (2, None, reason)


@pytest.mark.parametrize(
    ("line", "start"),
    [
        ("DTSTART;VALUE=DATE:20260601", date(2026, 6, 1)),
        ("DTSTART:20260601T120000", datetime(2026, 6, 1, 12, tzinfo=UTC)),
        ("DTSTART;TZID=W. Europe Standard Time:20260601T120000", datetime(2026, 6, 1, 10, tzinfo=UTC)),
        ("DTSTART;TZID=/mozilla.org/2023/Europe/Paris:20260601T120000", datetime(2026, 6, 1, 10, tzinfo=UTC)),
        ("DTSTART;TZID=Nowhere/Real:20260601T120000", datetime(2026, 6, 1, 12, tzinfo=UTC)),
        ("DTSTART;TZID=../../etc/passwd:20260601T120000", datetime(2026, 6, 1, 12, tzinfo=UTC)),
    ],
)
def test_days_and_zones(line: str, start: date) -> None:
    [found] = attended(line, BEN)
    assert found.starts_at == start


def test_a_zone_of_the_calendars_own() -> None:
    text = event("DTSTART;TZID=Ours:20260601T120000", BEN).replace(
        "BEGIN:VEVENT",
        "BEGIN:VTIMEZONE\nTZID:Ours\nBEGIN:STANDARD\nTZOFFSETTO:-0300\nRRULE:FREQ=SECONDLY\nEND:STANDARD\nEND:VTIMEZONE\nBEGIN:VEVENT",
    )
    [row] = rows(text)
    assert isinstance(row.record, Attended)
    assert row.record.starts_at == datetime(2026, 6, 1, 15, tzinfo=UTC)


def test_a_weekly_event_keeps_its_local_time_and_leaves_out_exceptions() -> None:
    text = event(
        "UID:w", "DTSTART;TZID=Europe/Berlin:20260316T090000", "RRULE:FREQ=WEEKLY;UNTIL=20260413T070000Z",
        "EXDATE;TZID=Europe/Berlin:20260323T090000", BEN,
    ).replace("END:VCALENDAR", "\n".join([
        "BEGIN:VEVENT", "UID:w", "RECURRENCE-ID;TZID=Europe/Berlin:20260330T090000", "DTSTART:20260331T150000Z", BEN, "END:VEVENT",
        "END:VCALENDAR",
    ]))  # fmt: skip
    found = [row.record.starts_at for row in rows(text) if isinstance(row.record, Attended)]
    utc = [at.astimezone(UTC) for at in found if isinstance(at, datetime)]
    assert [(at.month, at.day, at.hour) for at in utc] == [(3, 16, 8), (4, 6, 7), (4, 13, 7), (3, 31, 15)]


def test_an_endless_rule_gives_its_last_two_hundred_times() -> None:
    found = attended("DTSTART:19990101T090000Z", "RRULE:FREQ=DAILY", BEN)
    assert len(found) == 200
    assert found[-1].starts_at == datetime(2026, 6, 30, 9, tzinfo=UTC)
    assert all(one.recurs for one in found)


def test_only_two_years_back() -> None:
    found = attended("DTSTART:20100105T090000Z", "RRULE:FREQ=MONTHLY", BEN)
    assert len(found) == 24
    assert found[0].starts_at == datetime(2024, 7, 5, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    "rule", ["FREQ=SECONDLY", "FREQ=HOURLY;COUNT=9", "FREQ=YEARLY;BYWEEKNO=20", "FREQ=DAILY;INTERVAL=0", "x"]
)
def test_a_rule_that_is_not_followed_counts_once_and_is_told(rule: str) -> None:
    [row] = rows(event("DTSTART:20260601T120000Z", f"RRULE:{rule}", BEN))
    assert (row.record is not None, row.problem) == (True, "recurrence-not-followed")


def test_rules_that_match_never_end_with_the_budget() -> None:
    one = (
        "BEGIN:VEVENT\nDTSTART:00010103T000000Z\nRRULE:FREQ=DAILY;COUNT=999999;BYMONTH=2;BYMONTHDAY=30\n"
        + BEN
        + "\nEND:VEVENT\n"
    )
    began = time.process_time()
    found = rows("BEGIN:VCALENDAR\n" + one * 500 + "END:VCALENDAR\n")
    assert time.process_time() - began < 20
    assert len(found) == 500
    assert found[-1].problem == "recurrence-not-followed"


rule_texts = st.builds(
    lambda frequency, *parts: ";".join([f"FREQ={frequency}", *filter(None, parts)]),
    st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]),
    st.sampled_from(["", "INTERVAL=1", "INTERVAL=2", "INTERVAL=5"]),
    st.sampled_from(["", "COUNT=1", "COUNT=7"]),
    st.sampled_from(["", "BYMONTH=2", "BYMONTH=3,11"]),
    st.sampled_from(["", "BYMONTHDAY=1,31", "BYMONTHDAY=-1", "BYMONTHDAY=13"]),
    st.sampled_from(["", "BYDAY=MO,WE", "BYDAY=FR"]),
    st.sampled_from(["", "WKST=SU"]),
)
ordinal_texts = st.sampled_from([
    "FREQ=MONTHLY;BYDAY=1MO", "FREQ=MONTHLY;BYDAY=-1FR", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "FREQ=YEARLY;BYDAY=20MO",
    "FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU", "FREQ=MONTHLY;INTERVAL=3;BYDAY=5SA", "FREQ=YEARLY;BYMONTH=3,4;BYMONTHDAY=1,2;BYSETPOS=2",
])  # fmt: skip


@given(rule_texts | ordinal_texts, st.dates(date(2018, 1, 1), date(2024, 12, 31)))
def test_days_agree_with_dateutil(text: str, first: date) -> None:
    rule = parse_rule(text)
    assert rule is not None
    since, last = date(2022, 1, 1), date(2025, 1, 1)
    ours = [day for day in days(rule, first, since, last, Budget()) if since <= day <= last]
    start = datetime.combine(first, datetime.min.time())
    theirs: set[date] = {first} if since <= first <= last else set()
    count = 0
    # The first day always counts as one, also where the rule does not name it.
    unlimited = ";".join(part for part in text.split(";") if not part.startswith("COUNT"))
    for at in rrulestr(unlimited, dtstart=start).xafter(start - timedelta(1), count=5_000, inc=True):
        if at.date() > last or (rule.count and count + 1 >= rule.count and at.date() != first):
            break
        if at.date() != first:
            count += 1
        if since <= at.date():
            theirs.add(at.date())
    assert ours == sorted(theirs)


def test_problems_name_the_line_and_neighbours_survive() -> None:
    text = "\n".join([
        "BEGIN:VCALENDAR", "BEGIN:VEVENT", "DTSTART:20261331T120000Z", BEN, "END:VEVENT",
        "BEGIN:VEVENT", "DTSTART:20260601T120000Z", BEN,
        "BEGIN:VEVENT", "DTSTART:20260602T120000Z", BEN, "END:VEVENT",
        "BEGIN:VTODO", "SUMMARY:x", "END:VTODO", "BEGIN:VEVENT", "DTSTART:20260603T120000Z",
    ])  # fmt: skip
    assert [(row.line, row.problem or row.skipped, row.record is None) for row in rows(text)] == [
        (2, "no-start", True), (6, "not-ended", False), (9, "", False), (13, "not-an-event", True), (16, "half", True),
    ]  # fmt: skip


@pytest.mark.parametrize("raw", [b"", b"a,b\r\n", b"hello", bytes(range(256))])
def test_a_file_without_a_calendar_is_refused(raw: bytes) -> None:
    with pytest.raises(FormatError) as caught:
        rows(raw)
    assert caught.value.code == "no-calendar"


def test_an_empty_calendar_is_no_error() -> None:
    assert rows("BEGIN:VCALENDAR\nEND:VCALENDAR\n") == []


def test_too_many_events_are_refused() -> None:
    with pytest.raises(FormatError):
        rows(event("DTSTART:20260101T000000Z", "RRULE:FREQ=DAILY", BEN), limits=Limits(rows=10))


PIECES = (
    b"BEGIN:VCALENDAR\r\n", b"BEGIN:VEVENT\r\n", b"END:VEVENT\r\n", b"BEGIN:VALARM\r\n", b"END:VALARM\r\n", b"DTSTART:20260101T000000Z\r\n",
    b"DTSTART:00010101\r\n", b"DTSTART;TZID=Asia/Tokyo:99991231T235959\r\n", b"RRULE:FREQ=YEARLY;COUNT=3;BYDAY=-99MO\r\n",
    b"RRULE:FREQ=WEEKLY\r\n", b"RRULE:FREQ=MONTHLY;BYMONTHDAY=99;BYSETPOS=-9\r\n", b"RDATE:19990101/P1D,x\r\n", b"EXDATE:00010101T000000\r\n",
    b"DURATION:P99999W\r\n", b"DTEND:99991231T235959Z\r\n", b"ATTENDEE:mailto:a@b.org\r\n", b"ORGANIZER;CN=\"A:x@y.z\r\n", b"UID:1\r\n",
    b"RECURRENCE-ID:00010101T000000\r\n", b"BEGIN:VTIMEZONE\r\n", b"TZID:Z\r\n", b"TZOFFSETTO:-9900\r\n", b"END:VTIMEZONE\r\n", b" x\r\n",
    b"X-WR-TIMEZONE:Asia/Tokyo\r\n", b"METHOD:CANCEL\r\n", b"BEGIN:\r\n", b"END:\r\n", b"END:VCALENDAR\r\n",
)  # fmt: skip


@given(st.lists(st.sampled_from(PIECES) | st.binary(max_size=8), max_size=30))
def test_broken_calendars_raise_nothing_but_format_errors(pieces: list[bytes]) -> None:
    try:
        rows(b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nATTENDEE:mailto:a@b.org\r\n" + b"".join(pieces))
        rows(b"".join(pieces))
    except FormatError:
        pass


names = st.text(alphabet='Aé, ;:\n"', max_size=12).map(lambda text: " ".join(text.replace('"', "'").split()))


@given(summary=st.text(alphabet="Aé,;:\\\n", max_size=100).map(lambda t: " ".join(t.split())), name=names)
def test_what_is_written_reads_back(summary: str, name: str) -> None:
    zone = ZoneInfo("Europe/Berlin")
    raw = icalendar_file.write([
        Event("u", datetime(2026, 6, 1, 9, tzinfo=zone), summary, NOW, datetime(2026, 6, 1, 10, tzinfo=zone),
              organizer=("Cleo", "cleo@example.org"), attendees=((name, "ben@example.org"),)),
    ])  # fmt: skip
    [row] = rows(raw)
    assert row.record == Attended(
        uid="u", starts_at=datetime(2026, 6, 1, 9, tzinfo=zone), ends_at=datetime(2026, 6, 1, 10, tzinfo=zone), summary=summary,
        people=((name, "ben@example.org"),), organizer=("Cleo", "cleo@example.org"), status="confirmed",
    )  # fmt: skip
    assert b"BEGIN:VTIMEZONE" in raw


def test_a_cancelled_event_says_so_and_texts_open_no_lines() -> None:
    sly = Event(
        "u\r\nA:1",
        datetime(2026, 6, 1, 9, tzinfo=UTC),
        "x\r\nEND:VEVENT",
        NOW,
        url="https://x.org\r\nB:2",
        cancelled=True,
        sequence=2,
    )
    lines = icalendar_file.write([sly], method="CANCEL").decode().split("\r\n")
    assert {"METHOD:CANCEL", "STATUS:CANCELLED", "SEQUENCE:2", "DTSTART:20260601T090000Z"} <= set(lines)
    assert lines.count("END:VEVENT") == 1
    assert not any(line.startswith(("A:", "B:")) for line in lines)
