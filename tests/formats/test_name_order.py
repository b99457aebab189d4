"""A name is written in the order of its script, on cards, from files and on a face."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.formats.card import Card
from comity.formats.name_order import in_order, is_east_asian
from comity.foundation.core.text import initials
from comity.people.contacts.rules.naming import full_name_of

NAMES = [
    ("伟", "王", "王伟", "王伟"),
    ("小明", "歐陽", "歐陽小明", "歐陽"),
    ("太郎", "山田", "山田太郎", "山田"),
    ("さくら", "佐々木", "佐々木さくら", "佐々"),
    ("민준", "김", "김민준", "김민"),
    ("Wei", "Wang", "Wei Wang", "WW"),
    ("伟", "Wang", "伟 Wang", "伟W"),
    ("Anna", "王", "Anna 王", "A王"),
    ("太郎", "", "太郎", "太郎"),
    ("", "김", "김", "김"),
    ("Юлия", "Петрова", "Юлия Петрова", "ЮП"),
    ("محمد", "حسن", "محمد حسن", "مح"),
]


@pytest.mark.parametrize(("first", "last", "shown", "face"), NAMES)
def test_a_name_is_written_as_its_bearers_write_it(first: str, last: str, shown: str, face: str) -> None:
    assert Card(given=first, family=last).name == full_name_of("", first, "", last, "") == shown
    assert initials(shown) == face


def test_titles_stand_around_the_name() -> None:
    assert full_name_of("Dr.", "伟", "", "王", "MBA") == "Dr. 王伟 MBA"
    assert full_name_of("", "东", "泽", "毛", "") == "毛泽东"
    assert full_name_of("", "太郎", "M.", "山田", "") == "太郎 M. 山田"


@given(st.text(), st.text())
def test_no_letter_is_lost(first: str, last: str) -> None:
    assert sorted(in_order(first, "", last).replace(" ", "")) == sorted((first + last).replace(" ", ""))


@given(st.text(alphabet="abcÄéЖعא 1.-・", min_size=1))
def test_other_scripts_are_not_east_asian(text: str) -> None:
    assert is_east_asian(text) == (set(text) == {"・"})
