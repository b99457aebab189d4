"""The measurement of graphkit: everybody is asked the same, answers agree, and goals are judged rightly."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bench.goals import Run, growth, section_ten
from bench.made_graph import MadeGraph, make
from bench.peers import environments
from bench.peers.by_graphkit import ByGraphkit, can_compile
from bench.peers.by_postgresql import ByPostgresql
from bench.peers.dictionaries import Dictionaries
from bench.peers.environments import NotInstalled, python_for
from bench.peers.questions import DISTANCE, Question, draw, read, write
from bench.peers.running import Course, Effort
from bench.peers.task import Lent, Peer, ask
from comity.graphkit import build
from tests import postgres

PEOPLE = 1500


@pytest.fixture(scope="module")
def made() -> MadeGraph:
    return make(PEOPLE)


@pytest.fixture(scope="module")
def questions(made: MadeGraph) -> list[Question]:
    return draw(made, of_each=12)


@pytest.fixture(scope="module")
def ours(made: MadeGraph, tmp_path_factory: pytest.TempPathFactory) -> ByGraphkit:
    root = tmp_path_factory.mktemp("graphkit") / "graph"
    build(
        root,
        people=np.arange(PEOPLE),
        sources=made.sources,
        targets=made.targets,
        strengths=made.strengths,
        circles=made.company_of,
        masked=np.flatnonzero(made.masked),
    )
    return ByGraphkit(Lent(made), root, database="")


class ByHand(Dictionaries):
    """Rows in dictionaries of our own, as a library would give them."""

    def __init__(self, lent: Lent, folder: Path, *, database: str) -> None:
        self.out, self.into = (defaultdict[int, dict[int, int]](dict) for _ in range(2))
        for part in lent.parts():
            for source, target, strength in part:
                self.out[source][target] = self.into[target][source] = strength

    def row(self, person: int) -> Any:
        return self.out[person]

    def back(self, person: int) -> Any:
        return self.into[person]

    def strong(self, person: int) -> Iterable[int]:
        return [target for target, strength in self.out[person].items() if strength >= 75]

    def ties(self, people: Iterable[int], is_back: bool) -> int:
        return sum(len((self.into if is_back else self.out)[one]) for one in people)


def answers(peer: Peer, questions: list[Question]) -> dict[str, list[Any]]:
    cells = ask(peer, questions, times=1, budget=60)
    return {kind: cell["answers"] for kind, cell in cells.items()}


def test_the_same_questions_are_drawn_and_read_again(made: MadeGraph, tmp_path: Path) -> None:
    questions = draw(made, of_each=12)
    assert questions == draw(made, of_each=12) != draw(made, of_each=12, seed=8)
    write(tmp_path / "questions.json", questions)
    assert read(tmp_path / "questions.json") == questions
    assert {question.kind for question in questions} == {
        "Q1",
        "Q2 ~10",
        "Q2 ~100",
        "Q3",
        "Q4 2 hops",
        "Q4 3 hops",
        "Q5",
    }
    assert not made.masked[[question.person for question in questions]].any()
    assert all(question.person != question.target for question in questions)


def test_a_company_is_asked_for_by_all_its_members(made: MadeGraph, questions: list[Question]) -> None:
    for question in questions:
        if question.kind == "Q2 ~100":
            (company,) = set(made.company_of[question.targets].tolist())
            assert np.count_nonzero(made.company_of == company) == len(question.targets)


def test_rows_in_dictionaries_give_the_answers_of_graphkit(
    made: MadeGraph, questions: list[Question], ours: ByGraphkit
) -> None:
    theirs = answers(ByHand(Lent(made), Path(), database=""), questions)
    assert theirs == answers(ours, questions)
    assert any(theirs["Q1"])
    assert len({*map(str, theirs["Q2 ~100"])}) > 5
    assert set(theirs[DISTANCE]) >= {2, 3}


def test_postgresql_gives_the_answers_of_graphkit(
    made: MadeGraph, questions: list[Question], ours: ByGraphkit
) -> None:
    with postgres.cluster(postgres.require()) as url:
        socket = url.partition("@/")[2].rpartition("/")[0]
        peer = ByPostgresql(Lent(made), Path(), database=f"host={socket} user=comity dbname=comity")
        assert answers(peer, questions) == answers(ours, questions)
        peer.connection.close()


@pytest.mark.skipif(not can_compile(), reason="the floor is a compiled loop")
def test_the_floor_reads_exactly_the_rows_an_answer_needs(
    made: MadeGraph, questions: list[Question], ours: ByGraphkit
) -> None:
    from bench.peers.floor import Needed

    for question in questions:
        needed = Needed(ours.graph, question)
        assert needed.read() == sum(
            int(ids[at : at + length].sum()) + (int(strengths[at : at + length].sum()) if both else 0)
            for at, length, ids, strengths, both in _spans(needed)
        )
    (question,) = [question for question in questions if question.kind == "Q3"][:1]
    lent = set(ours.graph.lent(question.person)[0].tolist()) - set(np.flatnonzero(made.masked).tolist())
    assert Needed(ours.graph, question).rows == len(lent)


def _spans(needed: Any) -> Iterator[tuple[int, int, Any, Any, bool]]:
    for words, ids, strengths, people, most, both in needed.arrays:
        for word, limit in zip(words[people].tolist(), most.tolist(), strict=True):
            yield word >> 20, min(word & 0xFFFFF, limit), ids, strengths, both


def test_a_slow_peer_answers_as_much_as_its_time_allows(questions: list[Question], ours: ByGraphkit) -> None:
    cells = ask(ours, questions, times=3, budget=0)
    assert all(len(cell["answers"]) == len(cell["us"]) <= 1 for cell in cells.values())


def test_what_cannot_be_installed_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(environments.NEEDS, "scipy", ["no requirement at all !"])
    with pytest.raises(NotInstalled) as raised:
        python_for("scipy", tmp_path)
    assert str(raised.value)
    assert not (tmp_path / "environments" / "scipy" / "installed").exists()


def test_changes_are_seen_and_rows_are_never_torn(tmp_path: Path) -> None:
    course = Course(PEOPLE, tmp_path / "cache", tmp_path, Effort(of_each=5, times=1, budget=1))
    found = course.changes()
    assert found["is_there"]
    assert found["is_same"]
    assert (found["torn"], found["written"] > 0, found["rows"] > 0) == (0, True, True)


def _run(people: int, us: float) -> Run:
    cell = {"answers": [1, 2], "us": [us, us]}
    ours = {
        "cells": {"Q1": cell}, "cold_us": {"Q1": [us, us]}, "own_us": [1.0], "peak_mb": 1.0,
        "floor": {"Q1": {"us": [us / 3, us / 3], "rows": [3, 3], "entries": [9, 9]}},
    }  # fmt: skip
    return Run(people, 10, 1.0, ours)


def test_goals_are_judged_by_the_questions_a_peer_finished() -> None:
    run = _run(100_000, 10.0)
    run.add("scipy", {"load_s": 1.0, "peak_mb": 1.0, "cells": {"Q1": {"answers": [1], "us": [39.0]}}})
    run.add("postgresql", "could not be installed: no wheel")
    figures = {figure.name: figure for figure in run.figures()}
    slow = figures["100,000: Q1, times faster than scipy"]
    assert (slow.value, slow.ok) == (3.9, False)
    assert replace(slow, value=4.0).ok
    assert not figures["100,000: Q1, times faster than postgresql"].ok
    assert figures["100,000: Q1, times the floor of reading 3 rows, 9 ties"].ok
    assert figures["100,000: answers that agree with scipy's"].ok
    assert figures["100,000: postgresql: could not be installed: no wheel"].ok
    assert slow in section_ten(run.figures())


def test_an_answer_that_differs_misses_the_goal() -> None:
    run = _run(5000, 10.0)
    run.add("scipy", {"load_s": 1.0, "peak_mb": 1.0, "cells": {"Q1": {"answers": [1, 3], "us": [9.0, 9.0]}}})
    assert [figure.name for figure in run.figures() if not figure.ok] == [
        "5,000: answers that agree with scipy's"
    ]


def test_growth_has_a_goal_between_the_sizes_of_the_design() -> None:
    small, large = _run(100_000, 10.0), _run(1_000_000, 36.0)
    (grown,) = growth(small, large)
    assert (grown.value, grown.ok) == (3.6, False)
    assert growth(_run(3000, 1.0), large)[0].ok
