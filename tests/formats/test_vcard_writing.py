from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.formats import vcard
from comity.formats.card import Card, Value
from comity.formats.plain_text import clean_cell, clean_lines
from comity.formats.vcard.writer import Version

VERSIONS: list[Version] = ["3.0", "4.0"]
LABELS = (
    "",
    "home",
    "work",
    "mobile",
    "fax",
    "home fax",
    "work mobile",
    "pager",
    "other",
    "Home",
    "Boat, old",
    "crew",
)

line_text = st.text(max_size=40).map(lambda text: clean_cell(" ".join(text.split()), 40))
words = line_text.filter(lambda text: text != "")
lines = st.text(max_size=120).map(lambda text: clean_lines(text, 200))
days = st.dates(date(1605, 1, 1), date(2200, 1, 1)).map(date.isoformat)
labels = st.sampled_from(LABELS)


def values() -> st.SearchStrategy[Value]:
    return st.one_of(
        st.builds(Value, st.sampled_from(["email", "phone", "im"]), words.filter(lambda t: ":" not in t), labels),
        st.builds(Value, st.just("url"), words, st.sampled_from([*LABELS, "linkedin", "github"])),
        st.builds(Value, st.just("address"), lines.filter(bool), labels),
        st.builds(Value, st.just("date"), st.one_of(days, days.map(lambda day: "--" + day[5:])),
                  st.sampled_from(["birthday", "anniversary", "First day", ""])),
        st.builds(Value, st.just("relation"), words, st.sampled_from(["", "friend", "spouse", "met", "old boss"])),
    )  # fmt: skip


cards = st.builds(
    Card,
    given=line_text, family=line_text, middle=line_text, prefix=line_text, suffix=line_text, nickname=line_text,
    phonetic=line_text, full=words, organization=line_text, department=line_text, title=line_text, note=lines,
    values=st.lists(values(), max_size=6, unique=True).map(tuple),
    tags=st.lists(words.filter(lambda tag: tag.lower() not in ("mycontacts", "starred")), max_size=3, unique=True).map(tuple),
    uid=line_text, connected_on=st.none() | st.dates(),
    photo=st.none() | st.binary(min_size=1, max_size=300),
    revised_at=st.none() | st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1)).map(
        lambda at: at.replace(microsecond=0, tzinfo=UTC)
    ),
)  # fmt: skip


def written(*people: Card, version: Version = "3.0") -> bytes:
    return b"".join(vcard.write(people, version))


@pytest.mark.parametrize("version", VERSIONS)
@given(people=st.lists(cards, min_size=1, max_size=3))
def test_what_is_written_reads_back_the_same(version: Version, people: list[Card]) -> None:
    found = list(vcard.read(io.BytesIO(written(*people, version=version)), file="x"))
    assert [row.problem for row in found] == [""] * len(people)
    assert [row.record for row in found] == people


@pytest.mark.parametrize("version", VERSIONS)
@given(person=cards)
def test_lines_are_folded_by_octets_between_characters(version: Version, person: Card) -> None:
    raw = written(person, version=version)
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
    assert all(line.decode("utf-8") is not None for line in raw.split(b"\r\n"))
    assert raw == written(replace(person), version=version)


def test_version_3_in_full() -> None:
    ada = Card(
        given="Ada", family="Lovelace", full="Ada Lovelace", organization="Engines; Ltd", department="Notes",
        note="a,b\nc\\d", uid="u1", tags=("x", "y,z"), connected_on=date(2024, 3, 12),
        values=(
            Value("email", "ada@example.org", "work"),
            Value("phone", "+44 1", "Boat"),
            Value("phone", "+44 2", "work mobile"),
            Value("date", "--12-10", "birthday"),
            Value("url", "https://l.example/in/ada", "linkedin"),
            Value("relation", "Charles", "met"),
        ),
    )  # fmt: skip
    assert written(ada).decode().split("\r\n") == [
        "BEGIN:VCARD",
        "VERSION:3.0",
        "PRODID:-//Comity//Comity//EN",
        "UID:u1",
        "FN:Ada Lovelace",
        "N:Lovelace;Ada;;;",
        "NOTE:a\\,b\\nc\\\\d",
        "ORG:Engines\\; Ltd;Notes",
        "X-COMITY-CONNECTED-ON:2024-03-12",
        "EMAIL;TYPE=WORK:ada@example.org",
        "item1.TEL:+44 1",
        "item1.X-ABLabel:Boat",
        "TEL;TYPE=WORK,CELL:+44 2",
        "BDAY;X-APPLE-OMIT-YEAR=1604:1604-12-10",
        "X-SOCIALPROFILE;TYPE=linkedin:https://l.example/in/ada",
        "item2.X-ABRELATEDNAMES:Charles",
        "item2.X-ABLabel:met",
        "CATEGORIES:x,y\\,z",
        "END:VCARD",
        "",
    ]


def test_version_4_says_the_same_in_its_own_words() -> None:
    ada = Card(
        full="Ada",
        values=(
            Value("phone", "+44 2", "work mobile"),
            Value("date", "--12-10", "birthday"),
            Value("date", "2001-02-03", "anniversary"),
            Value("relation", "Charles", "met"),
        ),
    )
    text = written(ada, version="4.0").decode()
    for line in (
        'TEL;TYPE="work,cell":+44 2',
        "BDAY:--1210",
        "ANNIVERSARY:20010203",
        "RELATED;VALUE=text;TYPE=met:Charles",
    ):
        assert f"\r\n{line}\r\n" in text


@pytest.mark.parametrize(
    "person", [Card(organization="Acme"), Card(values=(Value("email", "a@b.org"),)), Card()]
)
def test_a_card_without_a_name_still_has_the_required_one(person: Card) -> None:
    [name] = [line for line in written(person).decode().split("\r\n") if line.startswith("FN:")]
    assert len(name) > 3


def test_a_line_end_in_a_label_or_a_name_opens_no_new_line() -> None:
    sly = Card(
        full="A\r\nEND:VCARD",
        values=(Value("url", "https://x.org\r\nTEL:1", "x\nTEL:2"),),
        uid="1\r\nEND:VCARD",
    )
    [row] = vcard.read(io.BytesIO(written(sly)), file="x")
    assert isinstance(row.record, Card)
    assert row.record.values_of("phone") == ()
