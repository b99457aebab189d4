"""What is pure about sources."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.foundation.mail.rules.messages import Unreadable, read_message
from comity.relationships.sources.rules.forwarded import day_in, find_forwarded, plain
from comity.relationships.sources.rules.mails import read_mail
from comity.relationships.sources.rules.polling import LONGEST, calendar_address, wait_after
from comity.relationships.sources.rules.suggestions import Suggestion, calendar_key, fair_kind
from comity.relationships.ties.enums import Kind, Source


@given(st.integers(0, 10_000))
def test_the_wait_grows_to_a_day(failures: int) -> None:
    assert timedelta(hours=1) <= wait_after(failures) <= wait_after(failures + 1) <= LONGEST


@given(st.text(max_size=60), st.text(max_size=60))
def test_an_address_is_one_the_web_knows_or_none(before: str, after: str) -> None:
    made = calendar_address(before + after)
    assert made == "" or made.split("://")[0].lower() in {"http", "https"}
    assert calendar_address(made) == made


@given(
    st.integers(0, 9),
    st.integers(0, 9),
    st.integers(0, 9),
    st.sampled_from([Kind.MET, Kind.VIDEO, Kind.MESSAGE]),
)
def test_who_is_known_never_gets_the_share_of_strangers(
    known: int, strangers: int, unnamed: int, kind: Kind
) -> None:
    people = tuple(f"{n}@x.example" for n in range(known + strangers))
    found = Suggestion("k", kind, date(2026, 1, 1), people, Source.CALENDAR, unnamed=unnamed)
    said = fair_kind(found, known)
    if known == 0:
        assert said is None
    elif strangers + unnamed == 0:
        assert said == kind
    elif kind == Kind.MESSAGE:
        assert (said is None) == (known == 1)
    else:
        assert said == Kind.EVENT


@given(st.text(), st.text(), st.text(), st.text())
def test_two_events_have_two_keys(one: str, slot: str, other: str, another: str) -> None:
    if "\0" not in one + slot + other + another:
        same = (one.encode("utf-8", "replace"), slot.encode("utf-8", "replace")) == (
            other.encode("utf-8", "replace"),
            another.encode("utf-8", "replace"),
        )
        assert (calendar_key(one, slot) == calendar_key(other, another)) == same


@pytest.mark.parametrize(
    ("text", "on"),
    [
        ("Mon, 16 Nov 2026 23:30:00 -0800", date(2026, 11, 16)),
        ("Mo., 1. März 2026 um 09:00 Uhr", date(2026, 3, 1)),
        ("16.11.26, 09:00", date(2026, 11, 16)),
        ("Sun, Mar 1, 2026 at 9:00 AM", date(2026, 3, 1)),
        ("03/04/2026", None),
        ("31. Februar 2026", None),
        ("", None),
    ],
)
def test_days_as_mail_programs_write_them(text: str, on: date | None) -> None:
    assert day_in(text) == on


@given(st.text(alphabet="FromVonTAnDatebrffuject:<>@.- \n\t>*a1", max_size=400))
def test_no_text_breaks_the_search_for_a_head(text: str) -> None:
    find_forwarded(text)
    find_forwarded(plain(text))


@given(st.binary(max_size=600))
def test_no_bytes_break_the_reading_of_a_mail(raw: bytes) -> None:
    for head in (b"", b"From: ada@example.org\r\nContent-Type: ", b"To: ", b"Subject: =?"):
        try:
            message = read_message(head + raw)
        except Unreadable:
            continue
        read_mail(message)
