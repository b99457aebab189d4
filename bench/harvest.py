"""What fake accounts learn of who knows whom: all they are answered, and all that follows from it.

A fake is accepted by some members. It asks for a way to everybody, takes its ties away one by one and asks again, so
that in the end it knows of each contact whom that contact can lead to (``reached``); it looks at its suggestions in
each of these states as well. Requests and sealed asks tell it a yes of both ends, or nothing: no tie follows.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise, takewhile
from math import prod

import numpy as np

from comity.graphkit import SCALE, Graph, Ties

from .made_graph import Array
from .made_network import Network

ACCEPTED = 20
LENDERS = 3
"""As the product has it (relationships/graph/queries/suggestions.py, held to it by tests/bench/test_trust.py)."""
SHOWN = 25
"""Routes by name that the naive design shows."""
WHOLE = SCALE * SCALE
Pair = tuple[int, int]  # who knows or lends, whom


@dataclass(slots=True)
class Fake:
    """An account of nobody, and who accepted it, in the order in which it takes the ties away."""

    contacts: list[int]

    def own(self, graph: Graph, contacts: Sequence[int] | None = None) -> Ties:
        ids = graph.ids_of(self.contacts if contacts is None else list(contacts))
        return Ties(ids, np.full(len(ids), 100, np.uint8))


@dataclass(slots=True)
class Learnt:
    """Pairs asserted: with certainty, over lent ties."""

    by_ways: set[Pair] = field(default_factory=set)
    by_suggestions: set[Pair] = field(default_factory=set)

    @property
    def all(self) -> set[Pair]:
        return self.by_ways | self.by_suggestions


def fakes(network: Network, count: int, *, seed: int) -> list[Fake]:
    chance = np.random.default_rng(seed)
    return [Fake(chance.choice(network.people, ACCEPTED, replace=False).tolist()) for _ in range(count)]


def harvest(graph: Graph, attackers: Sequence[Fake], *, hops: int = 3, lenders: int = LENDERS) -> Learnt:
    """Return what follows for all fakes together. ``hops`` of 2 is a product that lets one ask for two alone."""
    reached = {
        one: leads_to(graph, one, hops) for one in {one for fake in attackers for one in fake.contacts}
    }
    learnt = Learnt(
        by_ways=eliminated(reached) if hops == 3 else {(a, t) for a, all_ in reached.items() for t in all_}
    )
    for fake in attackers:
        asks = partial(suggested, graph, fake, lenders)
        learnt.by_suggestions |= vanished(fake, asks, lenders)
    return learnt


def leads_to(graph: Graph, contact: int, hops: int) -> set[int]:
    """Return to whom "your contact may be able to help" is answered of one contact."""
    return set(how_well(graph, contact, hops))


def how_well(graph: Graph, contact: int, hops: int = 3) -> dict[int, int]:
    """Return to whom one contact leads, and how well, in parts of ``SCALE`` squared: what no answer may rest on.

    It shows where a product names whoever of a company is reached best. Anybody may say that they are there, so that a
    fake sets one whom they reach by a tie of known strength beside whom they want to know of, and turns their own.
    """
    everybody = np.arange(graph.people, dtype=np.int32)
    me = Ties(graph.ids_of([contact]), [100])
    paths = [path for path in graph.insiders(me, everybody, graph.people, hops=hops) if path.hops > 1]
    keys = graph.keys_of([path.people[-1] for path in paths]).tolist()
    values = [prod(path.strengths[1:]) * SCALE ** (3 - path.hops) for path in paths]
    return dict(zip(keys, values, strict=True))


def weighed(values: dict[int, dict[int, int]]) -> set[Pair]:
    """Return the pairs that must be lent because nothing between is strong enough: a way is as good as its weakest tie.

    A leads to T by themself, or over somebody X; then no better than A leads to X, and than X to T, if X is a contact.
    """
    certain = set()
    for one, there in values.items():
        order = sorted(there, key=lambda target: -there[target])
        for target in order:
            rivals = [x for x in takewhile(lambda x: there[x] >= there[target], order) if x != target]  # noqa: B023
            if all(
                x in values and there[x] * values[x].get(target, 0) < there[target] * WHOLE for x in rivals
            ):
                certain.add((one, target))
            elif any(x not in values for x in rivals):
                break
    return certain


def eliminated(reached: dict[int, set[int]]) -> set[Pair]:
    """Return the pairs that must be lent because nothing else explains an answer.

    A leads to T by themself, or over somebody X to whom A leads, too. X is ruled out where X is a contact as well and
    does not lead to T.
    """
    certain = set()
    for one, there in reached.items():
        for target in there:
            between = there - {target}
            if all(other in reached and target not in reached[other] for other in between):
                certain.add((one, target))
    return certain


def suggested(graph: Graph, fake: Fake, lenders: int, kept: Sequence[int]) -> set[int]:
    found = graph.suggestions(fake.own(graph, kept), graph.people, at_least=lenders, reasons=0)
    return set(graph.keys_of([one.person for one in found]).tolist())


def vanished(fake: Fake, asks: Callable[[Sequence[int]], set[int]], lenders: int) -> set[Pair]:
    """Return the pairs that follow from suggestions that vanish when a tie is taken away, and from the last that stay."""
    certain: set[Pair] = set()
    kept = list(fake.contacts)
    before = asks(kept)
    while len(kept) > lenders:
        gone = kept.pop()
        now = asks(kept)
        certain |= {(gone, target) for target in before - now if target != gone and target not in kept}
        before = now - {gone}  # whom one has no tie with any more may be suggested for that alone
    return certain | {(one, target) for one in kept for target in before}


def by_name(graph: Graph, network: Network, attackers: Sequence[Fake]) -> set[Pair]:
    """Return the ties read off routes of three hops shown by name: what no product should do."""
    read: set[Pair] = set()
    for fake in attackers:
        own = fake.own(graph)
        for target in range(graph.people):
            for path in graph.introductions(own, target, SHOWN, hops=3):
                people = graph.keys_of(path.people).tolist()
                read |= {(min(pair), max(pair)) for pair in pairwise(people)}
    return read & network.pairs


def of_lent(network: Network, chosen: Array) -> set[Pair]:
    return set(zip(network.ties.sources[chosen].tolist(), network.ties.targets[chosen].tolist(), strict=True))
