"""Seasons, quarters and parts of a month are kept as exactly as a day can be, and in the words that were used."""

from __future__ import annotations

from datetime import date

import pytest

from comity.relationships.ties.rules.reading import Reading, read_line

TODAY = date(2026, 11, 20)


def read(line: str, today: date = TODAY) -> Reading:
    return read_line(line, today=today, language="en")


def day_of(found: Reading) -> str:
    return str(found.on)[: {"day": 10, "month": 7, "year": 4}[found.precision]] if found.on else ""


@pytest.mark.parametrize(
    ("line", "day", "rough"),
    [
        ("met Ana in spring 2024", "2024", "spring 2024"),
        ("met Ana in the spring of 2024", "2024", "spring of 2024"),
        ("met Ana winter 2024", "2024", "winter 2024"),
        ("met Ana last summer", "2026", "summer"),
        ("met Ana last autumn", "2025", "autumn"),  # it is autumn: the one before
        ("met Ana this fall", "2026", "fall"),
        ("met Ana last winter", "2025", "winter"),
        ("met Ana in the summer", "2026", "summer"),
        ("met Ana in winter", "2025", "winter"),
        ("met Ana in Q2 2023", "2023", "Q2 2023"),
        ("met Ana Q2/2023", "2023", "Q2/2023"),
        ("met Ana 2023 Q2", "2023", "2023 Q2"),
        ("met Ana in Q2", "2026", "Q2"),
        ("met Ana in the second quarter of 2023", "2023", "second quarter of 2023"),
        ("met Ana early May", "2026-05", "early May"),
        ("met Ana in early May 2024", "2024-05", "early May 2024"),
        ("met Ana at the end of May", "2026-05", "end of May"),
        ("met Ana mid-December", "2025-12", "mid-December"),
        ("met Ana late 2024", "2024", "late 2024"),
        ("met Ana mid-2024", "2024", "mid-2024"),
        ("Ana im Frühling 2024 getroffen", "2024", "Frühling 2024"),
        ("Ana letzten Sommer getroffen", "2026", "Sommer"),
        ("Ana im 2. Quartal 2023 getroffen", "2023", "2. Quartal 2023"),
        ("Ana im zweiten Quartal 2023 getroffen", "2023", "zweiten Quartal 2023"),
        ("Ana Anfang Mai getroffen", "2026-05", "Anfang Mai"),
        ("Ana Ende Mai 2024 getroffen", "2024-05", "Ende Mai 2024"),
        ("Ana Mitte 2024 getroffen", "2024", "Mitte 2024"),
    ],
)
def test_a_part_of_a_year_is_kept_as_it_can_be_and_in_its_words(line: str, day: str, rough: str) -> None:
    found = read(line)
    assert (day_of(found), found.rough, found.summary) == (day, rough, rough)
    assert (found.people, found.left, found.place) == (("Ana",), (), "")


def test_the_words_stand_behind_what_it_was_about() -> None:
    found = read("coffee with Ben in spring 2024 about the grid")
    assert (found.summary, found.rough) == ("Coffee: the grid; spring 2024", "spring 2024")


@pytest.mark.parametrize(
    ("line", "future"),
    [
        ("met Ana in spring 2027", "2027-03-01"),
        ("met Ana in Q1 2027", "2027-01-01"),
        ("met Ana late December 2026", "2026-12-21"),
    ],
)
def test_what_has_not_begun_is_said_and_not_kept(line: str, future: str) -> None:
    found = read(line)
    assert (found.on, str(found.future), found.rough) == (None, future, "")


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("met Ana on 3 May 2024", "2024-05-03"),
        ("met Ana in May 2024", "2024-05"),
        ("met Ana yesterday at the summer party", "2026-11-19"),
        ("met Ana in 2024", "2024"),
        ("summer party with Ana", ""),
        ("met Ana, end of story", ""),
    ],
)
def test_what_is_said_exactly_or_is_no_day_is_read_as_before(line: str, day: str) -> None:
    found = read(line)
    assert (day_of(found), found.rough) == (day, "")
