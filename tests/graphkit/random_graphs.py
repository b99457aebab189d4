"""Small random graphs, changes and questions, for all ways to answer them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import strategies as st

from comity.graphkit import Graph, Reach, Score, Store, Ties, Twin, Writer, build

MOST = 12
STRENGTHS = st.sampled_from([1, 2, 50, 100, 125, 200, 249, 250])  # few, so that many paths are equally good
PERSON = st.integers(0, MOST - 1)
_MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None  # where fsync costs nothing
TIE = st.tuples(PERSON, PERSON, STRENGTHS)
TIES = st.one_of(
    st.lists(TIE, max_size=60), st.lists(TIE, min_size=30, max_size=60)
)  # else most have about five


@dataclass(frozen=True)
class Drawn:
    """A graph of ``MOST`` people whose keys are their ids."""

    ties: list[tuple[int, int, int]]
    masked: set[int] = field(default_factory=set)
    unlisted: set[int] = field(default_factory=set)
    blocked: list[tuple[int, int]] = field(default_factory=list)

    def twin(self) -> Twin:
        twin = Twin(MOST)
        for one, other in self.blocked:
            if one != other:
                twin.block(one, other)
        for source, target, strength in sorted(self.ties, key=lambda tie: tie[2]):
            if source != target:
                twin.set_tie(source, target, strength)
        twin.masked, twin.unlisted = set(self.masked), set(self.unlisted)
        return twin

    @contextmanager
    def store(self, engine: str) -> Iterator[Store]:
        columns = tuple(zip(*self.ties, strict=True)) or ((), (), ())
        with TemporaryDirectory(dir=_MEMORY) as folder:
            build(
                Path(folder) / "graph",
                people=range(MOST),
                sources=columns[0],
                targets=columns[1],
                strengths=columns[2],
                circles=[0] * MOST,
                masked=sorted(self.masked),
                unlisted=sorted(self.unlisted),
                blocked=self.blocked,
            )
            yield Store(Path(folder) / "graph", engine=engine)


GRAPHS = st.builds(
    Drawn,
    TIES,
    st.sets(PERSON, max_size=3),
    st.sets(PERSON, max_size=3),
    st.lists(st.tuples(PERSON, PERSON), max_size=3),
)

CHANGES = st.lists(
    st.one_of(
        st.tuples(st.just("set_tie"), PERSON, PERSON, st.one_of(st.just(0), STRENGTHS)),
        st.tuples(st.sampled_from(["mask", "unlist"]), PERSON, st.booleans()),
        st.tuples(st.sampled_from(["block", "unblock"]), PERSON, PERSON),
        st.tuples(st.just("forget"), PERSON),
        st.tuples(st.just("rebuild")),
    ),
    max_size=25,
)


def change(twin: Twin, writer: Writer, changes: list[tuple[Any, ...]]) -> None:
    """Do the same to both; nobody has a tie with or blocks themselves, and the forgotten stay so."""
    gone: set[int] = set()
    for name, *arguments in changes:
        people = [argument for argument in arguments[:2] if type(argument) is int]
        if (name != "set_tie" and len(set(people)) < len(people)) or gone & set(people):
            continue
        getattr(writer, name)(*arguments)
        if name == "forget":
            gone |= set(people)
        if name != "rebuild" and not (name == "set_tie" and arguments[0] == arguments[1]):
            getattr(twin, name)(*arguments)


@st.composite
def searchers(draw: st.DrawFn) -> Ties:
    """Somebody in the graph or outside of it, with ties that the graph knows nothing of, some to people it lacks."""
    anybody = st.integers(-1, MOST + 2)
    me = draw(st.one_of(st.none(), anybody))
    own = draw(st.dictionaries(anybody, STRENGTHS, min_size=draw(st.sampled_from([0, 4])), max_size=6))
    return Ties(list(own), list(own.values()), me=me, without=draw(st.sets(anybody, max_size=2)))


@dataclass(frozen=True)
class Questions:
    """What is asked of one searcher."""

    own: Ties
    target: int
    targets: list[int]
    k: int
    hops: int
    floor: int
    score: Score
    is_weighted: bool
    at_least: int

    def answers(self, graph: Graph | Twin) -> list[Any]:
        """Ask everything, in the same words."""
        own, k, hops, floor = self.own, self.k, self.hops, self.floor
        others = [person for person in range(MOST) if person != self.target]
        return [
            graph.introductions(own, self.target, k, hops=hops, floor=floor),
            graph.insiders(own, self.targets, k, hops=hops, floor=floor),
            graph.suggestions(
                own,
                k,
                score=self.score,
                is_weighted=self.is_weighted,
                at_least=self.at_least,
                floor=floor,
            ),
            _plain(graph.reach(own, hops, floor=floor, members=True)),
            graph.reach(own, hops, floor=floor).counts,
            [graph.distance(self.target, other) for other in others],
            [graph.distance(other, self.target, limit=hops) for other in others],
            [graph.shortest_paths(other, self.target) for other in others],
            [graph.shortest_paths(self.target, other, most=1) for other in others],
        ]


QUESTIONS = st.builds(
    Questions,
    searchers(),
    PERSON,
    st.lists(PERSON, max_size=8),
    st.integers(1, 7),
    st.integers(1, 3),
    st.sampled_from([1, 1, 50, 126]),
    st.sampled_from(Score),
    st.booleans(),
    st.sampled_from([1, 1, 2]),
)


def _plain(reach: Reach) -> tuple[tuple[int, ...], list[list[int]]]:
    return reach.counts, [level.tolist() for level in reach.members or ()]


def crowded(seed: int) -> tuple[Drawn, list[tuple[Any, ...]], list[Questions]]:
    """Return a graph in which much is equally good, masked and blocked, changes, and questions; drawn lists are seldom long."""
    chance = Random(seed)
    people = range(MOST)

    def pair() -> tuple[int, int]:
        one, other = chance.sample(people, 2)
        return one, other

    def tie() -> tuple[int, int, int]:
        return *pair(), chance.choice([100, 125, 250, 250])

    def asked() -> Questions:
        own = {person: chance.choice([50, 125, 250]) for person in chance.sample(people, 5)}
        me, target, avoided = chance.sample(people, 3)
        return Questions(
            Ties(list(own), list(own.values()), me=me, without=[avoided] * chance.randint(0, 1)),
            target=target,
            targets=chance.sample(people, 6),
            k=chance.randint(2, 9),
            hops=chance.choice([2, 3, 3]),
            floor=chance.choice([1, 1, 120]),
            score=chance.choice(list(Score)),
            is_weighted=chance.random() < 0.5,
            at_least=chance.choice([1, 2]),
        )

    drawn = Drawn(
        [tie() for _ in range(chance.randint(30, 60))],
        set(chance.sample(people, 2)),
        set(chance.sample(people, 2)),
        [pair() for _ in range(3)],
    )
    changes = [
        *(("set_tie", *tie()) for _ in range(10)),
        *(("set_tie", *pair(), 0) for _ in range(10)),
        ("block", *pair()),
        ("mask", chance.choice(people), True),
    ]
    return drawn, changes, [asked() for _ in range(3)]
