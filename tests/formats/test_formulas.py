from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.formats.formulas import neutralise, restore

RISKY = "=+-@\t\r\n ＝＋－＠−\u00a0\u200b\ufeff"
hostile = st.text(alphabet=RISKY + "';a1(\"", max_size=30) | st.text(max_size=30)


@pytest.mark.parametrize("first", RISKY)
def test_a_cell_that_a_spreadsheet_could_run_starts_with_an_apostrophe(first: str) -> None:
    assert neutralise(f"{first}cmd|' /C calc'!A0").startswith("'")


@pytest.mark.parametrize("text", ["", "Ada", "1815", "'t Hart", "a=b", "a; b", "one\ntwo"])
def test_other_cells_stay_as_they_are(text: str) -> None:
    assert neutralise(text) == text == restore(text)


@given(hostile)
def test_restore_returns_what_was_neutralised(text: str) -> None:
    assert restore(neutralise(text)) == text


@given(hostile)
def test_no_part_a_spreadsheet_may_cut_out_starts_with_a_sign(text: str) -> None:
    for part in re.split("[;\t\r\n]", neutralise(text)):
        assert not re.match(r"\s*[=+\-@＝＋－＠]", part)
