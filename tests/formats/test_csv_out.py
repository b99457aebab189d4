from __future__ import annotations

import csv
import io
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from comity.formats.card import Card, Value, ValueKind
from comity.formats.csv_out import write_csv
from comity.formats.google_csv import read_google_csv
from comity.formats.plain_text import clean_cell, clean_lines
from comity.formats.sniff import detect

SIGNS = "=+-@\t ＝＋－＠';,\"\nAé"
some_text = st.text(alphabet=SIGNS, max_size=12) | st.text(max_size=20)
line = some_text.map(lambda text: clean_cell(" ".join(text.split()), 60)).filter(
    lambda text: ":::" not in text
)
word = line.filter(bool)
lines = some_text.map(lambda text: clean_lines(text, 60)).filter(lambda text: ":::" not in text)
labels = st.sampled_from(["", "home", "work", "mobile", "Boat", "=x"])
KINDS: list[ValueKind] = ["email", "phone", "address", "url", "im", "relation"]
ORDER: list[ValueKind] = [*KINDS[:5], "date", "relation"]


def in_order(values: list[Value]) -> tuple[Value, ...]:
    return tuple(sorted(values, key=lambda value: ORDER.index(value.kind)))


values = st.lists(st.builds(Value, st.sampled_from(KINDS), word, labels), max_size=6).map(in_order)
cards = st.builds(
    Card,
    given=line, family=line, middle=line, prefix=line, suffix=line, nickname=line, phonetic=line, full=word,
    organization=line, title=line, department=line, note=lines, values=values, uid=line,
    tags=st.lists(word.filter(lambda tag: not tag.startswith("*")), max_size=3, unique=True).map(tuple),
    connected_on=st.none() | st.dates(min_value=date(1900, 1, 1)),
)  # fmt: skip


def written(*people: Card) -> bytes:
    return b"".join(write_csv(people))


def read_back(raw: bytes) -> list[object]:
    return [row.record for row in read_google_csv(io.BytesIO(raw), file="book.csv")]


@given(st.lists(cards, min_size=1, max_size=4))
def test_what_is_written_reads_back_the_same(people: list[Card]) -> None:
    assert read_back(written(*people)) == people


def test_dates_with_and_without_a_year_come_back() -> None:
    ada = Card(
        full="Ada",
        values=(Value("date", "2001-02-03", "anniversary"), Value("date", "--12-10", "birthday")),
    )
    assert read_back(written(ada)) == [ada]


def test_the_file_is_recognised_as_google_contacts() -> None:
    assert detect("book.csv", written(Card(full="Ada"))) == "google-csv"


@given(cards)
def test_no_cell_starts_like_a_formula(person: Card) -> None:
    text = written(person).decode("utf-8-sig")
    for row in csv.reader(io.StringIO(text, newline="")):
        assert not any(
            cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n", " ", "＝", "＋", "－", "＠"))
            for cell in row
        )


def test_an_empty_book_is_a_header() -> None:
    assert written().decode("utf-8-sig").startswith("Name,First Name,Middle Name,Last Name,")


def test_the_separator_of_several_values_stays_one_value() -> None:
    assert read_back(written(Card(full="Ada", values=(Value("url", "a ::: b"),)))) == [
        Card(full="Ada", values=(Value("url", "a :: b"),))
    ]
