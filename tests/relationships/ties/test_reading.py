"""One line about what happened is read into fields: in English and German, from any text, never into the future."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from comity.relationships.ties.enums import Direction
from comity.relationships.ties.rules.day_words import MONTHS
from comity.relationships.ties.rules.reading import Reading, read_line
from comity.relationships.ties.rules.words import FILLERS, KINDS, TOPIC, WITH

TODAY = date(2026, 11, 20)  # a Friday


def read(line: str, language: str = "en", today: date = TODAY) -> Reading:
    return read_line(line, today=today, language=language)


ENGLISH = [
    ("coffee with Miriam and Jun yesterday at Café Luna", "met", "Miriam|Jun", "2026-11-19", "Café Luna", "Coffee"),
    ("call Ben last tuesday about the permit", "call", "Ben", "2026-11-17", "", "the permit"),
    ("met Ana in March 2024", "met", "Ana", "2024-03", "", ""),
    ("lunch w/ Ada 12/5", "met", "Ada", "2026-05-12", "", "Lunch"),
    ("emailed Jo 2 days ago", "message", "Jo", "2026-11-18", "", ""),
    ("Ben called yesterday", "call", "Ben", "2026-11-19", "", ""),
    ("ben called yesterday", "call", "ben", "2026-11-19", "", ""),
    ("met Ana for lunch on Friday", "met", "Ana", "2026-11-20", "", "lunch"),
    ("met Ana last Friday", "met", "Ana", "2026-11-13", "", ""),
    ("Zoom with Jun, Miriam & Ana van Dyck last week: the budget", "video", "Jun|Miriam|Ana van Dyck", "2026-11-13", "", "the budget"),
    ("video call with Ben", "video", "Ben", "", "", ""),
    ("phone call with Ben", "call", "Ben", "", "", ""),
    ("beers with ben a couple of weeks ago", "met", "ben", "2026-11-06", "", "Beers"),
    ("spoke to Ben the day before yesterday", "call", "Ben", "2026-11-18", "", ""),
    ("met with Ana Sørensen at 3pm at the office", "met", "Ana Sørensen", "", "office", ""),
    ("conference with Ada in Lisbon in 2019", "event", "Ada", "2019", "Lisbon", "Conference"),
    ("dinner with Jo on May 3rd, 2025", "met", "Jo", "2025-05-03", "", "Dinner"),
    ("dinner with Jo on the 3rd of May", "met", "Jo", "2026-05-03", "", "Dinner"),
    ("dinner with Jo 2025-05-03", "met", "Jo", "2025-05-03", "", "Dinner"),
    ("saw May in May", "met", "May", "2026-05", "", ""),
    ("call Jan 12 May", "call", "Jan", "2026-05-12", "", ""),
    ("coffee with April 3 May", "met", "April", "2026-05-03", "", "Coffee"),
    ("helped Ben with the move last month", "favour", "Ben", "2026-10", "", "the move"),
    ("coffee @ Luna w/ Ben", "met", "Ben", "", "Luna", "Coffee"),
    ("dinner with Jo 29 February", "met", "Jo", "2024-02-29", "", "Dinner"),
    ("coffee with the plumber", "met", "plumber", "", "", "Coffee"),
]  # fmt: skip
GERMAN = [
    ("Telefonat mit Ben am 3. Mai", "call", "Ben", "2026-05-03", "", ""),
    ("Kaffee mit Miriam und Jun gestern im Café Luna", "met", "Miriam|Jun", "2026-11-19", "Café Luna", "Kaffee"),
    ("gestern Ben im Café Luna getroffen", "met", "Ben", "2026-11-19", "Café Luna", ""),
    ("Mit Ben und Jun telefoniert", "call", "Ben|Jun", "", "", ""),
    ("Mail von Ada wegen der Genehmigung vorgestern", "message", "Ada", "2026-11-18", "", "der Genehmigung"),
    ("Habe Ben am Dienstag um 15 Uhr in Berlin getroffen", "met", "Ben", "2026-11-17", "Berlin", ""),
    ("Abendessen mit Zoë vor drei Monaten", "met", "Zoë", "2026-08", "", "Abendessen"),
    ("Mittagessen mit Ada vor 2 Tagen", "met", "Ada", "2026-11-18", "", "Mittagessen"),
    ("Videoanruf mit Jun letzte Woche über das Budget", "video", "Jun", "2026-11-13", "", "das Budget"),
    ("Treffen mit Ana 12.5.", "met", "Ana", "2026-05-12", "", ""),
    ("Treffen mit Ana am 12.5.2024 zum Projekt", "met", "Ana", "2024-05-12", "", "Projekt"),
    ("Treffen mit Ana am 12.5.24", "met", "Ana", "2024-05-12", "", ""),
    ("Frühstück mit Ben im März", "met", "Ben", "2026-03", "", "Frühstück"),
    ("Frühstück mit Ben im Dezember", "met", "Ben", "2025-12", "", "Frühstück"),
    ("Konferenz mit Ada in Lissabon im Jahr 2019", "event", "Ada", "2019", "Lissabon", "Konferenz"),
    ("Ben heute Morgen angerufen", "call", "Ben", "2026-11-20", "", ""),
    ("Lunch mit Ada 5/12", "met", "Ada", "2025-12-05", "", "Lunch"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "kind", "people", "day", "place", "summary", "language"),
    [(*row, "en") for row in ENGLISH] + [(*row, "de") for row in GERMAN],
)
def test_a_line_is_read(
    line: str, kind: str, people: str, day: str, place: str, summary: str, language: str
) -> None:
    found = read(line, language)
    said = str(found.on)[: {"day": 10, "month": 7, "year": 4}[found.precision]] if found.on else ""
    assert (found.kind, "|".join(found.people), said, found.place, found.summary) == (
        kind, people, day, place, summary,
    )  # fmt: skip
    assert found.left == ()


@pytest.mark.parametrize(("line", "language"), [(GERMAN[0][0], "en"), (ENGLISH[0][0], "de")])
def test_both_languages_are_read_whatever_the_page_speaks(line: str, language: str) -> None:
    found = read(line, language)
    assert found.kind
    assert found.people
    assert found.on


@pytest.mark.parametrize(
    ("line", "direction"),
    [
        ("emailed Jo", Direction.OUT), ("email to Jo", Direction.OUT), ("email from Jo", Direction.IN),
        ("Jo emailed", Direction.IN), ("Mail von Jo", Direction.IN), ("Brief an Jo", Direction.OUT),
        ("Jo helped with the move", Direction.IN), ("helped Jo", Direction.OUT), ("call Jo", Direction.BOTH),
    ],
)  # fmt: skip
def test_it_says_who_turned_to_whom(line: str, direction: Direction) -> None:
    assert read(line).direction == direction
    assert read(line).people == ("Jo",)


@pytest.mark.parametrize(
    ("line", "future"),
    [
        ("call Ben tomorrow", "2026-11-21"), ("Kaffee mit Ben morgen", "2026-11-21"),
        ("lunch with Jo next tuesday", "2026-11-24"), ("Treffen mit Jo in 3 Tagen", "2026-11-23"),
        ("dinner with Jo on 3 May 2031", "2031-05-03"), ("Kaffee mit Jo übermorgen", "2026-11-22"),
    ],
)  # fmt: skip
def test_a_day_that_has_not_come_is_said_and_never_taken(line: str, future: str) -> None:
    found = read(line)
    assert (found.on, str(found.future)) == (None, future)
    assert found.people


def test_figures_that_may_be_two_days_offer_the_other() -> None:
    found = read("lunch with Ada 12/5")
    assert (found.on, found.also) == (date(2026, 5, 12), date(2025, 12, 5))
    assert read("lunch with Ada 12/5", "de").also is None
    assert read("lunch with Ada 13/5").also is None


def test_what_is_not_understood_is_said_and_stays_in_the_line() -> None:
    found = read("spoke to Ben yesterday grumbling")
    assert found.left == ("grumbling",)
    assert found.summary == "grumbling"


LINES = st.one_of(
    st.text(max_size=500),
    st.lists(
        st.one_of(
            st.sampled_from(sorted(KINDS.keys() | MONTHS.keys() | FILLERS | TOPIC | WITH)),
            st.sampled_from("yesterday,ago,vor,in,last,next,at,12/5,3.,31.2.,99,2024,tomorrow,Ben,:,-".split(",")),
            st.text(max_size=9),
        ),
        max_size=14,
    ).map(" ".join),
)  # fmt: skip


@given(LINES, st.dates(date(1901, 1, 1), date(2099, 12, 31)), st.sampled_from(["en", "de", "pt-br", ""]))
@example("in 9999 years", TODAY, "en")
@example("vor 9999 Jahren", TODAY, "de")
@example("29/2", date(1901, 1, 1), "en")
@example("a couple", TODAY, "en")
def test_any_text_is_read_alike_each_time_and_never_into_the_future(
    line: str, today: date, language: str
) -> None:
    found = read_line(line, today=today, language=language)
    assert found == read_line(line, today=today, language=language)
    assert found.on is None or found.on <= today
    assert found.also is None or found.also <= today
    assert found.future is None or found.future > today
    assert len(found.people) <= 8
    assert all(found.people)
    assert len(found.summary) <= 300
    assert len(found.place) <= 200


NAMES = st.sampled_from(
    ["Miriam", "Zoë Quillfeather", "Ana van Dyck", "Ben Sørensen", "Jun", "O'Neil Ó Briain"]
)


@given(
    st.sampled_from(
        [
            ("coffee with", "and"),
            ("call with", "&"),
            ("Telefonat mit", "und"),
            ("emailed", "and"),
            ("met", ","),
        ]
    ),
    st.lists(NAMES, min_size=1, max_size=4, unique=True),
    st.integers(0, 400),
    st.booleans(),
)
def test_names_and_days_come_back_from_any_line_made_of_them(
    how: tuple[str, str], names: list[str], ago: int, day_first: bool
) -> None:
    on = TODAY - timedelta(days=ago)
    who = f" {how[1]} ".join(names) if how[1] != "," else ", ".join(names)
    line = (
        f"{on.isoformat()} {how[0]} {who}" if day_first else f"{how[0]} {who} {on.isoformat()} about the grid"
    )
    found = read(line)
    assert (list(found.people), found.on) == (names, on)
    assert day_first or found.summary.endswith("the grid")
