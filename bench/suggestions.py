"""People to know: ties that were hidden, found again by what graphkit suggests and by simple scores."""

from __future__ import annotations

import argparse
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np

from comity.graphkit import Graph, Score, build

from .link_data import Array, LinkData, Rows, made, read
from .ranking import Interval, bootstrap
from .report import Figure, main, say

HIDDEN, SEEDS, QUICK_SEEDS = 0.1, 10, 2
MOST = 20
NOT_TIED = 20  # drawn for each hidden tie, from those its owner has no tie with
AT_ONCE = 64
# "ours" is what the product asks for (relationships/graph/queries/suggestions.py).
OURS = Score.TEMPERED
ALL_WEIGHTED = "all weighted sets"
BETTER = 0.0001

Groups = dict[tuple[str, str], dict[int, list[float]]]  # by measure and score: of each person, sum and count


def run(*, quick: bool, edges: Iterable[Path] = ()) -> list[Figure]:
    sets = [read(path) for path in edges] or [
        made(300 if quick else 900, circles=30 if quick else 70, seed=1),
        made(300 if quick else 900, circles=15 if quick else 35, seed=2),
    ]
    found = []
    for data in sets:
        say(f"{data.name}: {data.people:,} people, {len(data.pairs):,} ties")
        found.append((data, judged(data, seeds=QUICK_SEEDS if quick else SEEDS)))
    weighted = [groups for data, groups in found if data.is_weighted]
    rows = [figure for data, groups in found for figure in _compared(data.name, groups, is_pooled=False)]
    return rows + (list(_compared(ALL_WEIGHTED, pooled(weighted), is_pooled=True)) if weighted else [])


def judged(data: LinkData, *, seeds: int) -> Groups:
    """Hide a tenth of the ties, score, and add up by person: AUC over pairs, hits over hidden ties."""
    groups: Groups = defaultdict(lambda: defaultdict(lambda: [0.0, 0.0]))
    tied = [set(row.tolist()) for row in _rows(Rows(data.people, data.pairs, data.weights))]
    for seed in range(seeds):
        chance = np.random.default_rng(seed)
        hidden = chance.random(len(data.pairs)) < HIDDEN
        sought: defaultdict[int, list[int]] = defaultdict(list)
        for one, other in data.pairs[hidden].tolist():
            sought[one].append(other)
            sought[other].append(one)
        rows = Rows(data.people, data.pairs[~hidden], data.weights[~hidden])
        for person, scores in _all_scores(data, rows, ~hidden, sorted(sought)):
            apart = np.array([one for one in range(data.people) if one != person and one not in tied[person]])
            drawn = chance.choice(apart, NOT_TIED * len(sought[person])) if len(apart) else apart
            for name, score in scores.items():
                score[rows.of(person)] = score[person] = -1.0
                for other in sought[person]:
                    _add(groups["hits@20", name][person], _hit(score, other), 1)
                    if len(drawn):
                        won = (score[other] > score[drawn]).sum() + 0.5 * (score[other] == score[drawn]).sum()
                        _add(groups["AUC", name][person], float(won), len(drawn))
    return groups


def _rows(rows: Rows) -> Iterator[Array]:
    return (rows.of(person) for person in range(rows.people))


def _all_scores(
    data: LinkData, rows: Rows, kept: Array, people: list[int]
) -> Iterator[tuple[int, dict[str, Array]]]:
    pairs, strengths = data.pairs[kept], data.strengths()[kept]
    with tempfile.TemporaryDirectory() as root:
        build(
            root, people=np.arange(data.people), sources=pairs.T.ravel(), targets=pairs[:, ::-1].T.ravel(),
            strengths=np.concatenate((strengths, strengths)),
        )  # fmt: skip
        graph = Graph.open(root)
        for begin in range(0, len(people), AT_ONCE):
            some = people[begin : begin + AT_ONCE]
            ours = _suggested(graph, some)
            for at, person in enumerate(some):
                yield person, {"ours": ours[at], **rows.scores(person)}


def _suggested(graph: Graph, people: list[int]) -> Array:
    """Return the score of everybody for each of ``people``, 0 where nobody is in common."""
    owns = [graph.ties_of(one) for one in graph.ids_of(people).tolist()]
    table = graph.suggestions_many(owns, graph.people, score=OURS, is_weighted=True)
    scores = np.zeros((len(people), graph.people))
    keys = graph.keys_of(np.maximum(table.people, 0).ravel()).reshape(table.people.shape)
    row = np.repeat(np.arange(len(people)), graph.people).reshape(keys.shape)
    there = table.people >= 0
    scores[row[there], keys[there]] = table.scores[there]
    return scores


def _hit(score: Array, other: int) -> float:
    """Return the chance to be among the first 20, if those with one score are drawn in any order."""
    if score[other] <= 0:
        return 0.0
    higher, same = int((score > score[other]).sum()), int((score == score[other]).sum())
    return min(max((MOST - higher) / same, 0.0), 1.0)


def _add(group: list[float], value: float, count: int) -> None:
    group[0] += value
    group[1] += count


def pooled(all_groups: Sequence[Groups]) -> Groups:
    """Put the people of several sets together."""
    together: Groups = defaultdict(dict)
    for number, groups in enumerate(all_groups):
        for key, people in groups.items():
            together[key].update({number * 10_000_000 + person: group for person, group in people.items()})
    return together


def _compared(name: str, groups: Groups, *, is_pooled: bool) -> Iterator[Figure]:
    for measure in ("AUC", "hits@20"):
        ours = groups[measure, "ours"]
        here = _interval(ours)
        for peer in [score for of, score in groups if of == measure and score != "ours"]:
            theirs = groups[measure, peer]
            gain = bootstrap([(ours[one][0] - theirs[one][0], ours[one][1]) for one in ours])
            yield Figure(
                name=f"{name}: {measure} {_said(here)}", value=here.value,
                peer=f"{peer} {_said(_interval(theirs))}", peer_value=_interval(theirs).value,
            )  # fmt: skip
            end, goal = (gain.low, f">= {BETTER}") if is_pooled else (gain.high, ">= 0")
            yield Figure(
                name=f"{name}: {measure}, gain over {peer}, {'lower' if is_pooled else 'upper'} end of 95 %",
                value=end, goal=goal,
            )  # fmt: skip


def _interval(people: dict[int, list[float]]) -> Interval:
    return bootstrap([(total, count) for total, count in people.values()])


def _said(interval: Interval) -> str:
    return f"[{interval.low:.3f}, {interval.high:.3f}]"


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--edges", type=Path, nargs="+", default=[], metavar="CSV", help="source,target[,weight]; one or more files"
    )  # fmt: skip


if __name__ == "__main__":
    main(run, options)
