"""From a file of ties to answers, changes from elsewhere, a killed writer and a rebuild: with 10,000 people."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from comity.graphkit import Graph, Score, Store, Ties, Twin

from .processes import kill_while_changing, run
from .steady_changes import changes

PEOPLE, MEAN, COMPANY = 10_000, 10, 40


def key_of(person: int) -> int:
    return 3 * person + 1_000


def drawn() -> list[tuple[int, int, int]]:
    """Return ties of which half stay within one's company."""
    chance = np.random.default_rng(3)
    sources = np.repeat(np.arange(PEOPLE), MEAN)
    near = sources // COMPANY * COMPANY + chance.integers(0, COMPANY, len(sources))
    targets = np.where(chance.random(len(sources)) < 0.5, near, chance.integers(0, PEOPLE, len(sources)))
    strengths = chance.integers(1, 251, len(sources))
    strongest: dict[tuple[int, int], int] = {}
    for source, target, strength in zip(sources.tolist(), targets.tolist(), strengths.tolist(), strict=True):
        if source != target:
            strongest[source, target] = max(strength, strongest.get((source, target), 0))
    return [(source, target, strength) for (source, target), strength in strongest.items()]


def write_files(folder: Path, ties: list[tuple[int, int, int]], masked: set[int]) -> None:
    lines = [f"{key_of(source)},{key_of(target)},{strength}" for source, target, strength in ties]
    (folder / "edges.csv").write_text("source,target,strength\n" + "\n".join(lines) + "\n")
    lines = [f"{key_of(person)},{person // COMPANY},{int(person in masked)}" for person in range(PEOPLE)]
    (folder / "people.csv").write_text("person,company,masked\n" + "\n".join(lines) + "\n")


class Asked:
    """The twin's people have their own numbers; the graph's are found by key."""

    def __init__(self, twin: Twin) -> None:
        self.twin = twin

    def all_is_the_same(self, graph: Graph) -> None:
        to_twin = (graph.keys_of(range(graph.people)) - 1_000) // 3
        to_graph = np.argsort(to_twin).tolist()
        twin = self._in_the_ids_of(to_graph)
        for person in (to_graph[7], to_graph[4_321]):
            own = graph.ties_of(person)
            assert own.ids.tolist() == twin_ties(twin, person).ids.tolist()
            company = graph.members_of(17)
            assert len(company) == COMPANY
            targets = [int(company[0]), int(company[9]), to_graph[5_000]]
            for target in targets:
                assert graph.introductions(own, target) == twin.introductions(own, target)
                assert graph.distance(person, target) == twin.distance(person, target)
            assert graph.shortest_paths(person, targets[0]) == twin.shortest_paths(person, targets[0])
            assert graph.insiders(own, company) == twin.insiders(own, company.tolist())
            assert graph.suggestions(own, score=Score.ADAMIC_ADAR) == twin.suggestions(
                own, score=Score.ADAMIC_ADAR
            )
            assert graph.reach(own, 3, floor=100).counts == twin.reach(own, 3, floor=100).counts

    def _in_the_ids_of(self, to_graph: list[int]) -> Twin:
        other = Twin(PEOPLE)
        for source, ties in self.twin.ties.items():
            other.ties[to_graph[source]] = {to_graph[target]: tie for target, tie in ties.items()}
        other.masked = {to_graph[person] for person in self.twin.masked}
        return other


def twin_ties(twin: Twin, person: int) -> Ties:
    ties = twin.ties[person]
    return Ties(list(ties), list(ties.values()), me=person)


def test_walk_3(tmp_path: Path) -> None:
    root, ties, masked = tmp_path / "graph", drawn(), set(range(0, PEOPLE, 20))
    write_files(tmp_path, ties, masked)
    twin = Twin(PEOPLE)
    for tie in ties:
        twin.set_tie(*tie)
    twin.masked = masked
    asked = Asked(twin)

    said = run(
        "-m", "comity.graphkit", "build", tmp_path / "edges.csv", root, "--people", tmp_path / "people.csv"
    )
    assert said.startswith(f"{PEOPLE} people and {len(ties)} ties")
    store = Store(root)
    asked.all_is_the_same(store.current())

    hundred = list(changes(PEOPLE, 1, 100))
    lines = [f"{key_of(source)},{key_of(target)},{strength}" for source, target, strength in hundred]
    (tmp_path / "changes.csv").write_text("source,target,strength\n" + "\n".join(lines) + "\n")
    run("-m", "comity.graphkit", "change", root, tmp_path / "changes.csv", "--sequence", 100)
    for tie in hundred:
        twin.set_tie(*tie)
    assert store.current().sequence == 100
    asked.all_is_the_same(store.current())

    ids = (store.current().keys_of(range(PEOPLE)) - 1_000) // 3
    assert kill_while_changing(root, "compiled", PEOPLE, 101, 10**7, after=0.03)
    number = store.current().sequence
    assert number > 100
    with store.change() as writer:
        for source, target, strength in changes(PEOPLE, number + 1, 1):
            writer.set_tie(source, target, strength)
        writer.publish(number + 1)
    for source, target, strength in changes(PEOPLE, 101, number + 1 - 100):
        if source != target:
            twin.set_tie(int(ids[source]), int(ids[target]), strength)
    asked.all_is_the_same(store.current())

    before = store.current()
    run("-m", "comity.graphkit", "rebuild", root)
    assert not before.is_current
    asked.all_is_the_same(store.current())
    assert store.current().sequence == number + 1
