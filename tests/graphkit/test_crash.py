"""Writers that are killed, and readers that read while others write, as real processes."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from comity.graphkit import Store, Ties, Twin, build

from .processes import ROOT, kill_while_changing, run
from .steady_changes import changes

PEOPLE, COUNT = 30, 400_000
OWN = Ties([1, 2, 3], [250, 200, 100], me=0)


def built(tmp_path: Path) -> Path:
    build(
        tmp_path / "graph", people=range(PEOPLE), sources=[], targets=[], strengths=[], circles=[0] * PEOPLE
    )
    return tmp_path / "graph"


def do(twin: Twin, first: int, count: int) -> None:
    for source, target, strength in changes(PEOPLE, first, count):
        if source != target:
            twin.set_tie(source, target, strength)


def answers(asked: object) -> list[object]:
    graph: Twin = asked  # type: ignore[assignment]  # a graph answers in the same words
    return [
        *(graph.introductions(OWN, target) for target in range(4, PEOPLE)),
        graph.suggestions(OWN, 10),
        graph.reach(OWN, 3).counts,
        *(graph.distance(0, target) for target in range(1, PEOPLE)),
    ]


@pytest.mark.parametrize("engine", ["plain", "compiled"])
def test_a_writer_killed_at_any_instant_leaves_a_right_graph_and_the_next_goes_on(
    tmp_path: Path, engine: str
) -> None:
    root = built(tmp_path)
    store, twin, done, was_killed = Store(root), Twin(PEOPLE), 0, 0
    for after in (0.0, 0.013, 0.05):
        was_killed += kill_while_changing(root, engine, PEOPLE, done + 1, COUNT, after=after)
        graph = store.current()
        number = graph.sequence
        do(twin, done + 1, number - done)
        before = answers(twin)
        do(twin, number + 1, 1)
        for said, then, next_ in zip(answers(graph), before, answers(twin), strict=True):
            assert said in (then, next_)
        with store.change(seconds=5) as writer:
            for change in changes(PEOPLE, number + 1, 1):
                writer.set_tie(*change)
            writer.publish(number + 1)
        assert answers(store.current()) == answers(twin)
        done = number + 1
    assert was_killed
    with store.change() as writer:
        writer.rebuild()
    assert answers(store.current()) == answers(twin)


READ = """
import sys, time, numpy as np
from comity.graphkit import Store
store, end, rows = Store(sys.argv[1], engine="plain"), time.monotonic() + 1.5, 0
last = 0
while time.monotonic() < end:
    for person in range(30):
        graph = store.current()
        for ids, strengths in (graph.lent(person), graph.lent_to(person)):
            order = np.lexsort((ids, -strengths.astype(int)))
            assert (order == np.arange(len(ids))).all() and len(set(ids.tolist())) == len(ids), (ids, strengths)
            rows += 1
    assert graph.sequence >= last
    last = graph.sequence
print(rows, last)
"""


def test_readers_never_see_half_a_row(tmp_path: Path) -> None:
    root = built(tmp_path)
    with Store(root).change() as writer:
        writer.set_tie(0, 1, 1)
    command = [sys.executable, "-c", READ, str(root)]
    readers = [
        subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    drawn = np.array(list(changes(PEOPLE, 1, 5_000))).T
    number, store = 0, Store(root)
    while any(reader.poll() is None for reader in readers):
        number += 1
        with store.change() as writer:
            writer.set_ties(*drawn)
            writer.publish(number)
        time.sleep(0.001)
    for reader in readers:
        said, errors = reader.communicate()
        assert reader.returncode == 0, errors
        rows, last = map(int, said.split())
        assert rows > 100
        assert last > 1


def test_a_build_by_another_process_is_followed(tmp_path: Path) -> None:
    root = built(tmp_path)
    store = Store(root, engine="plain")
    assert store.current().people == PEOPLE
    (tmp_path / "edges.csv").write_text("source,target,strength\n5,6,9\n6,5,250\n")
    said = run("-m", "comity.graphkit", "build", tmp_path / "edges.csv", root, "--sequence", 9)
    assert said.startswith("2 people and 2 ties")
    assert store.current().people == 2
    assert store.current().sequence == 9
