"""Strength of ties: whom the score puts first beside simple ways to score, and how fast it is kept."""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

from comity.relationships.ties.rules.turning import POWER

from .contacts_over_time import Data, made_up, read
from .databases import on_each_database
from .ranking import Interval, bootstrap, mean, place, won_pairs
from .report import Figure, main
from .scorers import PEERS, ByDay, Counting, Ours, Scorer, Turning

BETTER = 0.0001
ALL = "all sets"
FITTED, SHIPPED = "ours, fitted", "ours, as shipped"
_MOST_TO_FIT = 20_000  # contacts; what is left out is left out evenly

Groups = dict[str, list[tuple[float, float]]]  # by measure: (sum, count) of each person, in one order
Judge = Callable[[Scorer, bool], Groups]  # a scorer, and whether on the part to fit on


@dataclass(frozen=True, slots=True)
class Fit:
    """What of ours is fitted on the first parts; those nearest to what is shipped first: of equals the first is taken."""

    name: str
    unit: str
    choices: tuple[float, ...]
    scorer: Callable[[float], Scorer]


# Half-lives that are tiny make recency, huge ones frequency.
CLOSE = Fit("half-lives", "times those shipped", (1.0, 0.25, 4.0, 1 / 16, 1 / 64, 1 / 256), Ours)
# No power at all is strength alone, a high one is recency.
NEXT = Fit("power of the days since", "", (POWER, 1.5, 3.0, 1.0, 0.5, 0.0), Turning)


def next_contact(data: Data, *, by_day: bool = False) -> Judge:
    """Judge by whom somebody turns to next, among those in their book; the first half in time is to fit on.

    ``by_day`` tells the scorers, as the product is told, on which day something happened, and not when.
    """
    middle = data.contacts[len(data.contacts) // 2].day

    def judge(scorer: Scorer, to_fit: bool) -> Groups:
        scorer = ByDay(scorer) if by_day else scorer
        found: dict[str, defaultdict[str, list[float]]] = {
            name: defaultdict(list) for name in ("hit@1", "hit@5", "MRR")
        }
        step = max(len(data.contacts) // 2 // _MOST_TO_FIT, 1) if to_fit else 1
        at_once: list[int] = []
        for number, one in enumerate(data.contacts):
            if to_fit and one.day >= middle:
                break
            if at_once and data.contacts[at_once[0]].day != one.day:
                _learn(scorer, data, at_once)
            at_once.append(number)
            if to_fit != (one.day < middle) or number % step:
                continue
            scores = scorer.of(one.source, one.day)
            if one.target in scores and len(scores) > 1:
                came = place(scores, one.target)
                found["hit@1"][one.source].append(came.hit(1))
                found["hit@5"][one.source].append(came.hit(5))
                found["MRR"][one.source].append(came.reciprocal)
        return {
            name: [(sum(some), len(some)) for _, some in sorted(by.items())] for name, by in found.items()
        }

    return judge


def _learn(scorer: Scorer, data: Data, numbers: list[int]) -> None:
    for number in numbers:
        scorer.add(data.contacts[number])
    numbers.clear()


def truth(data: Data) -> Judge:
    """Judge by who is truly close at the end, within each person's book; half of the people are to fit on."""
    end = max(one.day for one in data.contacts)

    def judge(scorer: Scorer, to_fit: bool) -> Groups:
        for one in data.contacts:
            scorer.add(one)
        people: defaultdict[str, tuple[list[float], list[float]]] = defaultdict(lambda: ([], []))
        for (me, you), is_close in data.truth.items():
            if to_fit == bool(crc32(me.encode()) & 1):
                people[me][0 if is_close else 1].append(scorer.of(me, end).get(you, 0.0))
        return {
            "AUC": [
                (won_pairs(yes, no), float(len(yes) * len(no)))
                for _, (yes, no) in sorted(people.items())
                if yes and no
            ]
        }

    return judge


@dataclass(frozen=True, slots=True)
class Compared:
    """What every scorer got of one measure on the part that was not fitted on."""

    measure: str
    groups: dict[str, list[tuple[float, float]]]

    def interval(self, name: str) -> Interval:
        return bootstrap(self.groups[name])

    def gain(self, peer: str, name: str = SHIPPED) -> Interval:
        """Return what ours has more than a peer, person by person."""
        pairs = zip(self.groups[name], self.groups[peer], strict=True)
        return bootstrap([(ours - theirs, count) for (ours, count), (theirs, _) in pairs])


def compare(judges: Sequence[tuple[str, Judge]], fit: Fit) -> tuple[float, list[tuple[str, Compared]]]:
    """Fit on the first parts together; return what was chosen, and what each set says of its other part, then all."""

    def on_first_parts(scorer: Callable[[], Scorer]) -> list[float]:
        parts = [judge(scorer(), True) for _, judge in judges]
        return [mean(part["MRR" if "MRR" in part else "AUC"]) for part in parts]

    peers: dict[str, Callable[[], Scorer]] = {name: (lambda name=name: Counting(name)) for name in PEERS}  # type: ignore[misc]
    to_beat = [max(some) for some in zip(*map(on_first_parts, peers.values()), strict=True)]

    def value(choice: float) -> tuple[int, float]:
        """Prefer what no peer beats on any set; of that what is best on all together."""
        own = on_first_parts(lambda: fit.scorer(choice))
        return -sum(ours < theirs for ours, theirs in zip(own, to_beat, strict=True)), sum(own)

    chosen = max(fit.choices, key=value)
    scorers: dict[str, Callable[[], Scorer]] = {
        FITTED: lambda: fit.scorer(chosen),
        SHIPPED: lambda: fit.scorer(fit.choices[0]),
        **peers,
    }
    compared: list[tuple[str, Compared]] = []
    pooled: defaultdict[str, dict[str, list[tuple[float, float]]]] = defaultdict(lambda: defaultdict(list))
    for set_name, judge in judges:
        results = {name: judge(make(), False) for name, make in scorers.items()}
        for measure in results[FITTED]:
            groups = {name: groups[measure] for name, groups in results.items()}
            compared.append((set_name, Compared(measure, groups)))
            for name, some in groups.items():
                pooled[measure][name] += some
    compared += [(ALL, Compared(measure, groups)) for measure, groups in pooled.items()]
    return chosen, compared


def figures(judges: Sequence[tuple[str, Judge]], fit: Fit, how: str = "") -> Iterable[Figure]:
    """Compare on each set and on all; a gain whose whole interval is below 0 misses its goal."""
    chosen, compared = compare(judges, fit)
    yield Figure(name=f"{fit.name}{how}, fitted on the first parts", value=chosen, unit=fit.unit)
    for set_name, one in compared:
        about = f"{set_name}{how}: {one.measure}"
        fitted, own = one.interval(FITTED), one.interval(SHIPPED)
        yield Figure(name=f"{about}, {FITTED} [{fitted.low:.3f}, {fitted.high:.3f}]", value=fitted.value)
        for peer in PEERS:
            theirs = one.interval(peer)
            yield Figure(
                name=f"{about}, {SHIPPED} [{own.low:.3f}, {own.high:.3f}]",
                value=own.value,
                peer=f"{peer} [{theirs.low:.3f}, {theirs.high:.3f}]",
                peer_value=theirs.value,
            )
            gain = one.gain(peer)
            is_all = set_name == ALL
            yield Figure(
                name=f"{about}, gain over {peer}, {'lower' if is_all else 'upper'} end of 95 %",
                value=gain.low if is_all else gain.high,
                goal=f">= {BETTER}" if is_all else ">= 0",
            )


def run(
    *,
    quick: bool,
    interactions: Sequence[Path] = (),
    truths: Sequence[Path] = (),
    by_next: bool = False,
) -> list[Figure]:
    if not interactions:
        data = made_up(seed=11, people=30 if quick else 120)
        return [*_close([data]), *_next([data]), *on_each_database("strength", quick=quick)]
    if truths and len(truths) != len(interactions):
        raise SystemExit("as many --truth as --interactions, in the same order")
    truth_of: Sequence[Path | None] = truths or [None] * len(interactions)
    sets = [read(path, known) for path, known in zip(interactions, truth_of, strict=True)]
    found = []
    if truths:
        found += _close(sets)
    if by_next:
        found += _next(sets)
    if not found:
        raise SystemExit("what is to be compared? --truth FILE, --next, or both")
    return found


def _close(sets: Sequence[Data]) -> list[Figure]:
    return list(figures([(data.name, truth(data)) for data in sets], CLOSE))


def _next(sets: Sequence[Data]) -> list[Figure]:
    exact = [(data.name, next_contact(data)) for data in sets]
    by_day = [(data.name, next_contact(data, by_day=True)) for data in sets]
    return [*figures(exact, NEXT), *figures(by_day, NEXT, " by the day")]


def options(arguments: argparse.ArgumentParser) -> None:
    arguments.add_argument(
        "--interactions",
        type=Path,
        nargs="+",
        default=(),
        metavar="CSV",
        help="time,source,target[,kind][,count]",
    )
    arguments.add_argument(
        "--truth", dest="truths", type=Path, nargs="+", default=(), metavar="CSV", help="source,target,label"
    )
    arguments.add_argument("--next", dest="by_next", action="store_true", help="judge by the next contact")


if __name__ == "__main__":
    main(run, options)
