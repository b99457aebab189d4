"""Ours while it changes: one in a hundred ties set, a writer beside readers, rows made anew; ``GRAPH QUESTIONS RESULTS ROOT``."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from bench.made_graph import MadeGraph
from bench.peers.cold import cold_us
from bench.peers.questions import INSIDERS, INTRODUCTIONS, PATHS, SUGGESTIONS, Question, read
from comity.graphkit import SCALE, Graph, Store, Ties, build
from comity.graphkit.building.csr import both_sides

CHANGED = 0.01
HOT, FEW = 200, 500
HUB_TIES = 30_000
SECONDS = 2.0


def introductions(graph: Graph, questions: list[Question], *, passes: int) -> float:
    """Return the median time of the best paths with cold caches, in µs."""
    calls = [
        partial(graph.introductions, graph.ties_of(question.person), question.target, PATHS)
        for question in questions
    ]
    return float(np.median(cold_us(calls, passes=passes)))


def change(store: Store, made: MadeGraph) -> dict[str, float]:
    """Add ties between any two, as many as a hundredth of all; see that the last is there; return µs for each."""
    chance = np.random.default_rng(5)
    count = int(len(made.sources) * CHANGED)
    sources = chance.integers(0, made.people, count)
    targets = (sources + chance.integers(1, made.people, count)) % made.people
    strengths = chance.integers(1, SCALE + 1, count)
    with store.change() as writer:
        writer.set_ties(sources[:1], targets[:1], strengths[:1])
        few = list(zip(*(column[:FEW].tolist() for column in (sources, targets, strengths)), strict=True))
        begin = time.perf_counter()
        for source, target, strength in few:
            writer.set_tie(source, target, SCALE + 1 - strength)
        singly = (time.perf_counter() - begin) / len(few)
        begin = time.perf_counter()
        writer.set_ties(sources, targets, strengths)
        at_once = (time.perf_counter() - begin) / count
    ids, codes = store.current().lent(int(sources[-1]))
    is_there = codes[ids == targets[-1]].tolist() == [int(strengths[-1])]
    return {"changed": count, "at_once_us": at_once * 1e6, "singly_us": singly * 1e6, "is_there": is_there}


def under_load(store: Store, made: MadeGraph, questions: list[Question]) -> dict[str, float]:
    """Ask the best paths again and again, alone and beside a writer, and read the rows it changes; count torn ones."""
    hot = np.flatnonzero(~made.masked)[:HOT].tolist()
    alone, _, _ = _asked(store.current(), questions, hot, lambda: False)
    command = [sys.executable, "-m", "bench.peers.changes", "write", str(store.root), json.dumps(hot)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        writer.stdout.readline()
        beside, rows, torn = _asked(store.current(), questions, hot, lambda: writer.poll() is not None)
        written = int(writer.stdout.read() or 0)
    return {"alone_us": alone, "beside_us": beside, "rows": rows, "torn": torn, "written": written}


def _asked(graph: Graph, questions: list[Question], hot: list[int], is_over: Any) -> tuple[float, int, int]:
    asked = [(graph.ties_of(question.person), question.target) for question in questions]
    taken, rows, torn = [], 0, 0
    until = time.perf_counter() + SECONDS
    while time.perf_counter() < until and not is_over():
        for own, target in asked:
            begin = time.perf_counter_ns()
            graph.introductions(own, target, PATHS)
            taken.append((time.perf_counter_ns() - begin) / 1000)
        for person in hot:
            rows += 1
            torn += not _is_whole(*graph.lent(person))
    return float(np.median(taken)), rows, torn


def _is_whole(ids: Any, strengths: Any) -> bool:
    """Whether a row is in order, the strongest first, and names nobody twice."""
    order = np.lexsort((ids, -strengths.astype(np.int16)))
    return bool((order == np.arange(len(ids))).all()) and len(set(ids.tolist())) == len(ids)


def write(root: Path, hot: list[int]) -> None:
    """Change ties among a few people for some seconds; print how many were changed."""
    chance, count = np.random.default_rng(9), 0
    store = Store(root, verify=False)
    with store.change() as writer:
        writer.set_tie(hot[0], hot[1], SCALE)
        print("ready", flush=True)
        until = time.perf_counter() + SECONDS
        while time.perf_counter() < until:
            source, target = chance.choice(hot, 2, replace=False).tolist()
            writer.set_tie(source, target, int(chance.integers(0, SCALE + 1)))
            count += 1
    print(count)


def beside_a_hub(root: Path, made: MadeGraph, questions: list[Question]) -> dict[str, float]:
    """Build a graph in which one knows so many; return how long the slowest question to a contact of theirs takes, in µs."""
    hub, *others = np.flatnonzero(~made.masked)[: HUB_TIES + 1].tolist()
    strengths = np.random.default_rng(6).integers(1, SCALE + 1, len(others))
    ends = np.full(len(others), hub), np.array(others)
    build(
        root,
        people=np.arange(made.people),
        sources=np.concatenate((made.sources, *ends)),
        targets=np.concatenate((made.targets, *ends[::-1])),
        strengths=np.concatenate((made.strengths, strengths, strengths)),
        circles=made.company_of,
        masked=np.flatnonzero(made.masked),
    )
    graph = Graph.open(root)
    own = Ties([hub, *others[:40]], [SCALE, *strengths[:40].tolist()], me=questions[0].person)
    calls: list[Callable[[], Any]] = [
        *(partial(graph.introductions, own, question.target, PATHS) for question in questions),
        partial(graph.introductions, own, hub, PATHS),
        partial(graph.suggestions, own, SUGGESTIONS),
        partial(graph.insiders, own, np.arange(1000), INSIDERS),
        partial(graph.reach, own, 2),
        *(partial(graph.distance, hub, question.target) for question in questions),
    ]
    return {"hub_ties": len(graph.lent(hub)[0]), "hub_us": max(cold_us(calls, passes=3))}


def made_anew(store: Store, made: MadeGraph, questions: list[Question]) -> dict[str, Any]:
    """Time the rows of both sides from a heap of ties, and a rebuild of what has changed, which must answer the same."""
    ties = made.in_no_order()
    rows = []
    for _ in range(3):
        begin = time.perf_counter()
        both_sides(made.people, ties.sources, ties.targets, ties.strengths)
        rows.append(time.perf_counter() - begin)
    del ties

    def answers() -> list[Any]:
        graph = store.current()
        return [graph.introductions(graph.ties_of(one.person), one.target, PATHS) for one in questions]

    before = answers()
    with store.change() as writer:
        begin = time.perf_counter()
        writer.rebuild()
        rebuilt = time.perf_counter() - begin
    return {"rows_s": min(rows), "rebuild_s": rebuilt, "is_same": before == answers()}


def main(graph: Path, asked: Path, results: Path, root: Path, passes: int) -> None:
    made, store = MadeGraph.load(graph), Store(root)
    questions = [question for question in read(asked) if question.kind == INTRODUCTIONS]
    introductions(store.current(), questions[:2], passes=1)
    before = introductions(store.current(), questions, passes=passes)
    changed = change(store, made)
    after = introductions(store.current(), questions, passes=passes)
    loaded = under_load(store, made, questions)
    anew = made_anew(store, made, questions)
    hub = beside_a_hub(root.with_name("hub"), made, questions)
    everything = {"before_us": before, "after_us": after, **changed, **loaded, **anew, **hub}
    results.write_text(json.dumps(everything), encoding="utf-8")


if __name__ == "__main__":
    if sys.argv[1] == "write":
        write(Path(sys.argv[2]), json.loads(sys.argv[3]))
    else:
        graph, asked, results, root = map(Path, sys.argv[1:5])
        main(graph, asked, results, root, passes=int(sys.argv[5]))
