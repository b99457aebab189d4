"""The questions asked of LDBC test data, on a folder small enough to answer them by hand."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bench.ldbc import is_right
from bench.ldbc_data import read_network
from bench.ldbc_questions import Questions

# Ada (1) knows Bo (2) and Cy (3), who both know Dee (4); Dee knows Eve (5). Fay (6) knows nobody.
FILES = {
    "static/place": ["id|name|url|type", "0|Norway|x|country", "1|Oslo|x|city", "2|Peru|x|country"],
    "static/organisation": ["id|type|name|url", "7|company|Fjord|x", "8|company|Andes|x", "9|university|Uni|x"],
    "static/organisation_isLocatedIn_place": ["Organisation.id|Place.id", "7|0", "8|2", "9|1"],
    "dynamic/person": [
        "id|firstName|lastName|gender|birthday|creationDate|locationIP|browserUsed|language|email",
        "1|Ada|One|female|0|1284620040602|10.0.0.1|Firefox|no;en|a@x;b@x",
        "2|Bo|Two|male|0|0|10.0.0.2|Opera|no|",
        "3|Cy|Three|male|0|0|10.0.0.3|Opera|no|c@x",
        f"4|Dee|Four|female|{354 * 86_400_000}|1284620040602|10.0.0.4|Safari|no;en|d@x;e@x",
        f"5|Dee|Five|female|{21 * 86_400_000}|0|10.0.0.5|Opera|es|f@x",
        "6|Dee|Six|female|0|0|10.0.0.6|Opera|es|g@x",
    ],
    "dynamic/person_isLocatedIn_place": ["Person.id|Place.id", *(f"{person}|1" for person in range(1, 7))],
    "dynamic/person_knows_person": ["Person.id|Person.id|creationDate", "1|2|0", "3|1|0", "2|4|0", "3|4|0", "4|5|0"],
    "dynamic/person_hasInterest_tag": ["Person.id|Tag.id", "1|50"],
    "dynamic/person_studyAt_organisation": ["Person.id|Organisation.id|classYear", "4|9|1999"],
    "dynamic/person_workAt_organisation": [
        "Person.id|Organisation.id|workFrom", "4|7|2003", "4|8|2001", "2|7|2003", "3|7|2005", "5|7|1990", "1|7|1991",
    ],
    "dynamic/post_hasCreator_person": ["Post.id|Person.id", "100|4", "101|4", "102|4", "103|2"],
    "dynamic/post_hasTag_tag": ["Post.id|Tag.id", "100|50", "101|51"],
    "dynamic/comment_hasCreator_person": ["Comment.id|Person.id", "200|1", "201|2", "202|4"],
    "dynamic/comment_replyOf_post": ["Comment.id|Post.id", "200|103", "202|103"],
    "dynamic/comment_replyOf_comment": ["Comment.id|Comment.id", "201|200"],
}  # fmt: skip
DEE = [
    4, "Four", 2, "1970-12-21", "2010-09-16T06:54:00.602000+00:00", "female", "Safari", "10.0.0.4",
    ["e@x", "d@x"], ["en", "no"], "Oslo", [["Uni", "1999", "Oslo"]], [["Andes", "2001", "Peru"], ["Fjord", "2003", "Norway"]],
]  # fmt: skip
FIVE = [
    5, "Five", 3, "1970-01-22", "1970-01-01T00:00:00.000000+00:00", "female", "Opera", "10.0.0.5",
    ["f@x"], ["es"], "Oslo", None, [["Fjord", "1990", "Norway"]],
]  # fmt: skip
CASES: list[tuple[str, dict[str, str], list[list[Any]]]] = [
    ("IC1", {"personId": "1", "firstName": "Dee"}, [DEE, FIVE]),
    ("IC1", {"personId": "6", "firstName": "Ada"}, []),
    ("IC10", {"personId": "1", "month": "12"}, [[4, "Dee", "Four", -1, "female", "Oslo"]]),
    ("IC10", {"personId": "1", "month": "11"}, [[4, "Dee", "Four", -1, "female", "Oslo"]]),
    ("IC10", {"personId": "1", "month": "1"}, []),
    (
        "IC11",
        {"personId": "1", "countryName": "Norway", "workFromYear": "2005"},
        [[2, "Bo", "Two", "Fjord", 2003], [4, "Dee", "Four", "Fjord", 2003]],
    ),
    ("IC13", {"person1Id": "1", "person2Id": "5"}, [[3]]),
    ("IC13", {"person1Id": "1", "person2Id": "6"}, [[-1]]),
    ("IC13", {"person1Id": "1", "person2Id": "77"}, [[-1]]),
    ("IC13", {"person1Id": "3", "person2Id": "3"}, [[0]]),
    # 1 and 2: an answer to a post and one to a comment; 2 and 4: one to a post.
    (
        "IC14",
        {"person1Id": "1", "person2Id": "4"},
        [[[[1, 2], [2, 4]], 2.5], [[[1, 3], [3, 4]], 0.0]],
    ),
    ("IC14", {"person1Id": "1", "person2Id": "6"}, []),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, lines in FILES.items():
        file = tmp_path / "vanilla" / f"{name}_0_0.csv"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return tmp_path / "vanilla"


def test_every_question_is_answered_as_by_hand(folder: Path, tmp_path: Path) -> None:
    answers = Questions(read_network(folder), tmp_path / "graph").by_name()
    for query, params, expected in CASES:
        rows = answers[query](**params)
        assert is_right(query, rows, expected), (query, params, rows)


def test_a_folder_in_parts_is_read_whole(folder: Path) -> None:
    knows = folder / "dynamic" / "person_knows_person_0_0.csv"
    heading, *ties = knows.read_text().splitlines()
    knows.write_text("\n".join([heading, *ties[:2]]) + "\n")
    (folder / "dynamic" / "person_knows_person_1_0.csv").write_text("\n".join([heading, *ties[2:]]) + "\n")
    assert read_network(folder).knows == [(1, 2), (3, 1), (2, 4), (3, 4), (4, 5)]


def test_only_orders_nobody_asked_for_are_forgiven() -> None:
    two = [[[[1, 2]], 1.0], [[[1, 3]], 1.0]]
    assert is_right("IC14", two, two[::-1])
    assert not is_right("IC14", [[[[1, 2]], 0.5], [[[1, 3]], 1.0]], [[[[1, 3]], 1.0], [[[1, 2]], 0.5]])
    assert not is_right("IC11", [[1], [2]], [[2], [1]])
    assert not is_right("IC13", [[1]], [[2]])
    assert not is_right("IC1", [DEE], [DEE, FIVE])


def test_right_and_total_are_printed_and_a_wrong_answer_fails(folder: Path, tmp_path: Path) -> None:
    expected, result = tmp_path / "expected.jsonl", tmp_path / "rows.json"
    lines = [{"query": query, "params": params, "rows": rows} for query, params, rows in CASES]
    lines += [{"query": "IC2", "params": {}, "rows": []}, {**lines[6], "rows": [[4]]}]
    expected.write_text("\n".join(json.dumps(line) for line in lines))
    command = [sys.executable, "-m", "bench.ldbc", str(folder), str(expected), "--json", str(result)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 1
    assert ["IC13", "4/5"] in [line.split() for line in run.stdout.splitlines()]
    assert ["IC1", "2/2"] in [line.split() for line in run.stdout.splitlines()]
    rows = {row["name"]: row for row in json.loads(result.read_text())}
    assert [name for name, row in rows.items() if not row["ok"]] == ["IC13: right"]
