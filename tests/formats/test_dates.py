from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from comity.formats.dates import day_of_moment, parse_birthday, parse_day, parse_moment, parse_partial


@pytest.mark.parametrize(
    "text",
    [
        "20250312", "12 Mar 2025", "12 March 2025", "Mar 12, 2025", "12-Mar-25", "12. März 2025", "12. Mrz. 2025", "12 mars 2025",
        "12 de marzo de 2025", "12 mar. 2025", "12 marzo 2025", "12 de março de 2025", "12 maart 2025", "2025-03-12",
        "2025/03/12 13:20:49 UTC", "12.03.2025", "12.3.25", "3/12/25, 3:43 PM", "03/12/2025", "2025年3月12日",
        "Wed Mar 12 02:54:41 UTC 2025",
    ],
)  # fmt: skip
def test_a_day_is_read_however_it_is_written(text: str) -> None:
    assert parse_day(text) == date(2025, 3, 12)


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("1er janvier 2024", 1), ("2 févr. 2024", 2), ("3 avril 2024", 4), ("3. Mai 2024", 5), ("5 juin 2024", 6),
        ("7 juil. 2024", 7), ("8 août 2024", 8), ("9 Sept 2024", 9), ("10. Okt. 2024", 10), ("10 oct 2024", 10),
        ("12. Dez. 2024", 12), ("12 dic 2024", 12), ("1 ene. 2024", 1), ("4 abr 2024", 4), ("8 ago. 2024", 8),
    ],
)  # fmt: skip
def test_months_are_known_in_several_languages(text: str, month: int) -> None:
    found = parse_day(text)
    assert found is not None
    assert found.month == month


def test_a_first_number_above_twelve_is_the_day() -> None:
    assert parse_day("13/08/2025") == date(2025, 8, 13)


@pytest.mark.parametrize(
    "text",
    ["", "soon", "31 Feb 2024", "0/0/00", "99/99/9999", "2024", "12 Foo 2024", "٣٣/٣٣/٣٣", "² Mar 2025"],
)
def test_what_is_no_day_is_none(text: str) -> None:
    assert parse_day(text) is None


@pytest.mark.parametrize(
    ("text", "partial"),
    [
        ("Jan 2020", "2020-01"),
        ("2018", "2018"),
        ("juin 2019", "2019-06"),
        ("2020-01", "2020-01"),
        ("09/2021", "2021-09"),
        ("12 Mar 2025", "2025-03-12"),
        ("", ""),
        ("Present", ""),
    ],
)
def test_part_of_a_date_is_kept_as_far_as_it_goes(text: str, partial: str) -> None:
    assert parse_partial(text) == partial


@pytest.mark.parametrize(
    ("text", "birthday"),
    [
        ("Mar 12", "--03-12"),
        ("--03-12", "--03-12"),
        ("Feb 29", "--02-29"),
        ("1990-03-12", "1990-03-12"),
        ("x", ""),
    ],
)
def test_a_birthday_may_lack_its_year(text: str, birthday: str) -> None:
    assert parse_birthday(text) == birthday


def test_the_time_of_day_is_read_in_both_clocks() -> None:
    assert parse_moment("08/30/22, 05:51 PM") == datetime(2022, 8, 30, 17, 51, tzinfo=UTC)
    assert parse_moment("7/8/26, 12:03 AM") == datetime(2026, 7, 8, 0, 3, tzinfo=UTC)
    assert parse_moment("2026-07-01 10:00:59 UTC") == datetime(2026, 7, 1, 10, 0, 59, tzinfo=UTC)


def test_a_moment_late_in_utc_falls_on_the_owners_next_day() -> None:
    tokyo = ZoneInfo("Asia/Tokyo")
    assert day_of_moment("2026-07-01 23:30:00 UTC", tokyo) == date(2026, 7, 2)
    assert day_of_moment("7/1/26, 11:30 PM", tokyo) == date(2026, 7, 1)
