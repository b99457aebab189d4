"""Threads and forked workers that ask at the same time, and people who know everybody."""

from __future__ import annotations

import multiprocessing
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from comity.graphkit import Graph, Score, Store, Ties, build

PEOPLE = 30_500
HUB, CROWD = 0, 30_000


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One who has ties with 30,000 people both ways, and ten ties each for everybody."""
    chance = np.random.default_rng(4)
    crowd = np.arange(1, CROWD + 1)
    sources = np.concatenate((np.full(CROWD, HUB), crowd, np.repeat(np.arange(PEOPLE), 10)))
    targets = np.concatenate((crowd, np.full(CROWD, HUB), chance.integers(0, PEOPLE, 10 * PEOPLE)))
    root = tmp_path_factory.mktemp("hub") / "graph"
    build(
        root,
        people=np.arange(PEOPLE),
        sources=sources,
        targets=targets,
        strengths=chance.integers(1, 251, len(sources)),
        circles=np.zeros(PEOPLE),
    )
    return root


def everything(graph: Graph, own: Ties, target: int) -> list[object]:
    return [
        graph.introductions(own, target),
        graph.insiders(own, range(target, min(target + 200, PEOPLE))),
        graph.suggestions(own, score=Score.RESOURCE, is_weighted=True),
        graph.reach(own, 3, floor=100).counts,
        graph.distance(int(own.ids[0]), target),
    ]


def test_hubs_get_the_same_answers_in_a_bounded_time(root: Path) -> None:
    plain, compiled = Graph.open(root, engine="plain"), Graph.open(root, engine="compiled")
    knows_hub, is_hub = Ties([HUB, 30_400], [250, 100]), plain.ties_of(HUB)
    for own, target in ((knows_hub, 30_450), (is_hub, 30_450), (knows_hub, 17), (plain.ties_of(30_300), HUB)):
        assert everything(compiled, own, target) == everything(plain, own, target)
        begin = time.thread_time()
        everything(compiled, own, target)
        assert time.thread_time() - begin < 0.5


def test_a_hubs_tie_can_change(root: Path) -> None:
    graph = Graph.open(root)
    before = len(graph.lent(HUB)[0])
    with Store(root).change() as writer:
        writer.set_tie(HUB, 30_450, 200)
        assert len(graph.lent(HUB)[0]) == before + 1
        writer.set_tie(HUB, 30_450, 0)
    assert len(graph.lent(HUB)[0]) == before


def test_threads_get_the_answers_one_thread_gets(root: Path) -> None:
    graph = Graph.open(root, engine="compiled")
    asked = [(graph.ties_of(person), (person * 7919) % PEOPLE) for person in range(1, 120)]
    alone = [everything(graph, *question) for question in asked]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda question: everything(graph, *question), asked)) == alone


def test_forked_workers_get_the_answers_their_parent_gets(root: Path) -> None:
    graph = Graph.open(root, engine="compiled")
    people = range(200, 240)
    alone = [everything(graph, graph.ties_of(person), person + 100) for person in people]
    context = multiprocessing.get_context("fork")
    reads, writes = zip(*(context.Pipe(duplex=False) for _ in range(2)), strict=True)

    def work(answer: object) -> None:
        said = [everything(graph, graph.ties_of(person), person + 100) for person in people]
        answer.send(said)  # type: ignore[attr-defined]  # a connection

    workers = [context.Process(target=work, args=(end,)) for end in writes]
    for worker in workers:
        worker.start()
    for end in reads:
        assert end.recv() == alone
    for worker in workers:
        worker.join()
        assert worker.exitcode == 0
