from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from bench.matching import by_product, card_of, figures, read_labelled, score
from bench.people_with_errors import Generator

HEADER = (
    "rec_id, given_name, surname, street_number, address_1, address_2, suburb, postcode, state, date_of_birth,"
    " soc_sec_id\n"
)
ROWS = (
    "rec-7-org, mara, quill, 12, fern street, , oakton, 4011, wa, 19700102, 1\n"
    "rec-7-dup-0, mara, quil, 12, fern steret, , oakton, 4011, wa, 19700102, 2\n"
    "rec-8-org, odo, brandt, 3, mill lane, , ashby, 2776, nsw, 19810405, 1\n"
)


def test_the_matching_keeps_its_promise_on_people_with_errors() -> None:
    rows = Generator(seed=11).people(300, 300, 1, 3)
    ours = {figure.name: figure for figure in figures("made", rows)}
    assert ours["made: precision"].ok
    assert ours["made: recall"].ok
    assert ours["made: recall"].value > (ours["made: recall"].peer_value or 0)


def test_several_duplicates_of_one_person_end_up_together() -> None:
    rows = Generator(seed=12).people(150, 300, 5, 2)
    found = score(rows, by_product(map(card_of, rows), doubts=False))
    assert found.precision >= 0.99
    assert found.recall >= 0.9


def test_the_generator_repeats_itself() -> None:
    assert Generator(seed=5).people(20, 20, 3, 3) == Generator(seed=5).people(20, 20, 3, 3)


def test_a_score_counts_pairs() -> None:
    (row,) = Generator(seed=1).people(1, 0, 1, 1)
    rows = [replace(row, person=person) for person in ("a", "a", "a", "b")]
    half = score(rows, [0, 0, 2, 2])
    assert (half.found, half.right, half.true) == (2, 1, 3)
    assert (half.precision, half.recall) == (1 / 2, 1 / 3)


def test_neither_the_truth_nor_the_social_security_number_reaches_the_matching(tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text(HEADER + ROWS)
    mara, twice, odo = read_labelled(file)
    assert (mara.person, twice.person, odo.person) == ("7", "7", "8")
    assert card_of(mara) == card_of(replace(mara, person="99"))
    assert "rec" not in repr(card_of(mara))


def test_a_labelled_file_is_scored_from_the_command_line(tmp_path: Path) -> None:
    file, result = tmp_path / "people.csv", tmp_path / "rows.json"
    file.write_text(HEADER + ROWS)
    command = [sys.executable, "-m", "bench.matching", "--csv", str(file), "--json", str(result)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    rows = {row["name"]: row for row in json.loads(result.read_text())}
    assert run.returncode == 0
    assert rows["people: precision"]["value"] == rows["people: recall"]["value"] == 1.0
    assert rows["people: recall"]["peer_value"] == 0.0
