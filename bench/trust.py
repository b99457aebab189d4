"""Trust and use of one made network: what fakes learn of who knows whom, and whom asks reach, at 10, 30 and 60 % lending."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import median

import numpy as np

from comity.graphkit import SCALE, Graph

from .asks_at_work import WEEKS, AtWork, Outcome, named, ways
from .harvest import Fake, Pair, by_name, fakes, harvest, how_well, leads_to, of_lent, weighed
from .made_network import Network
from .measure import percentile
from .report import Figure, main, say

PEOPLE, QUICK = 2_000, 400
LENDING = (0.1, 0.3, 0.6)
FAKES = (1, 5, 20)
OPEN_TO_SUGGESTIONS = 0.3
"""Members who opted in to be suggested."""
UNLENT, UNLENT_OF_TWENTY, LENT = 0.001, 0.01, 0.01
NAIVE = 0.469
"""Of all ties, read by one fake off routes shown by name (design/trust.md)."""
REACHED = 0.5
SEED = 5


def run(*, quick: bool) -> list[Figure]:
    network = Network(QUICK if quick else PEOPLE, seed=SEED)
    say(f"{network.people:,} members, {len(network.pairs):,} ties")
    asks = AtWork(network, seed=SEED).run(weeks=2 if quick else WEEKS)
    lot = AtWork(network, seed=SEED, by_lot=True).run(weeks=2 if quick else WEEKS)
    return [
        *_naive(network),
        *(figure for share in LENDING for figure in _harvested(network, share)),
        *_asks(network, asks, lot),
        *(figure for share in LENDING for figure in _with_ways(network, asks, share)),
    ]


def _naive(network: Network) -> Iterator[Figure]:
    """The control: what is read off routes by name, so that the harvest is seen to find what is there."""
    every = np.ones(len(network.ties.sources), np.bool_)
    with network.graph(every) as graph:
        for count in FAKES[:2]:
            read = len(by_name(graph, network, fakes(network, count, seed=SEED))) / len(network.pairs)
            yield Figure(
                name=f"control: routes shown by name, fakes: {count}: ties read", value=read, unit="of all",
                goal=f">= {NAIVE / 2}",
            )  # fmt: skip


def _harvested(network: Network, share: float) -> Iterator[Figure]:
    chosen = network.lent(share)
    lent, chance = of_lent(network, chosen), np.random.default_rng(SEED)
    closed = chance.random(network.people) > OPEN_TO_SUGGESTIONS
    here = f"{share:.0%} lend"
    with network.graph(chosen, closed=closed) as graph:
        for count in FAKES:
            attackers = fakes(network, count, seed=SEED)
            learnt = harvest(graph, attackers)
            most = UNLENT_OF_TWENTY if count == FAKES[-1] else UNLENT
            names = f"{here}, fakes: {count}"
            ties = {(min(pair), max(pair)) for pair in learnt.all - lent} & network.pairs
            yield Figure(
                name=f"{names}: ties learnt that nobody lent", value=len(ties) / len(network.pairs), unit="of all",
                goal=f"<= {most}",
            )  # fmt: skip
            yield Figure(
                name=f"{names}: lent pairs asserted with certainty", value=len(learnt.all & lent) / len(lent),
                unit="of those lent", goal=f"<= {LENT}",
            )  # fmt: skip
            yield Figure(
                name=f"{names}: certain, and wrong", value=len(learnt.all - lent), unit="pairs", goal="== 0"
            )
        yield from _controls(graph, attackers, here, lent)


def _controls(graph: Graph, attackers: Sequence[Fake], here: str, lent: set[Pair]) -> Iterator[Figure]:
    """What the last fakes would learn if a rule of the product were off, and what guessing is worth while they are on."""
    names = f"{here}, fakes: {len(attackers)}"
    two = len(harvest(graph, attackers, hops=2).by_ways & lent) / len(lent)
    one = len(harvest(graph, attackers, lenders=1).by_suggestions & lent) / len(lent)
    yield Figure(
        name=f"control: {names}, who asks may choose two hops: pairs asserted", value=two, unit="of those lent",
        goal=f">= {10 * LENT}",
    )  # fmt: skip
    yield Figure(
        name=f"control: {names}, suggestions of one lender: pairs asserted", value=one, unit="of those lent",
        goal=f">= {LENT}",
    )  # fmt: skip
    contacts = {one for fake in attackers for one in fake.contacts}
    values = {one: how_well(graph, one) for one in contacts}
    direct = {
        (one, target)
        for one, there in values.items()
        for target, value in there.items()
        if value % SCALE == 0
    }
    yield Figure(
        name=f"control: {names}, who of a company is reached best is told: right, of what looks like a lent tie",
        value=len(direct & lent) / max(len(direct), 1), unit="of guesses", goal=">= 0.5",
    )  # fmt: skip
    yield Figure(
        name=f"{names}, who of a company is reached best is told: pairs asserted", value=len(weighed(values) & lent) / len(lent),
        unit="of those lent",
    )  # fmt: skip
    guesses = {(one, target) for one in contacts for target in leads_to(graph, one, 3)}
    yield Figure(
        name=f"{names}: right, of every answer taken for a lent tie", value=len(guesses & lent) / max(len(guesses), 1),
        unit="of guesses",
    )  # fmt: skip


def _asks(network: Network, asks: Outcome, lot: Outcome) -> Iterator[Figure]:
    days, weeks = asks.days(), max(ask.begins for ask in asks.asks) / 7
    helpers = [len(times) / weeks for times in asks.asked_of.values()]
    yield Figure(
        name="sealed asks that reach somebody who truly can", value=asks.share_reached(), unit="of all",
        peer="drawn by lot", peer_value=lot.share_reached(), goal=f">= {REACHED}",
    )  # fmt: skip
    yield Figure(
        name="sealed asks with a yes", value=asks.share_yes(), unit="of all",
        peer="drawn by lot", peer_value=lot.share_yes(),
    )  # fmt: skip
    yield Figure(name="days to the first yes, median", value=median(days), unit="days")
    yield Figure(name="days to the first yes, p90", value=percentile(days, 0.9), unit="days")
    yield Figure(
        name="asks of one helper a week, mean of those asked", value=sum(helpers) / len(helpers), unit=""
    )
    yield Figure(name="asks of one helper a week, p95", value=percentile(helpers, 0.95), unit="")
    yield Figure(name="most in any seven days", value=asks.most_in_seven_days(), unit="asks", goal="<= 2")


def _with_ways(network: Network, asks: Outcome, share: float) -> Iterator[Figure]:
    here = f"{share:.0%} lend"
    with network.graph(network.lent(share)) as graph:
        led = ways(network, graph, asks.asks)
        either = [ask.reached_one_who_can or way for ask, way in zip(asks.asks, led, strict=True)]
        yield Figure(
            name=f"{here}: asks to which a way over lent ties leads", value=sum(led) / len(led), unit="of all"
        )
        yield Figure(
            name=f"{here}: asks that reach somebody who truly can, either way", value=sum(either) / len(either),
            unit="of all", goal=f">= {REACHED}",
        )  # fmt: skip
        reached = named(network, graph, times=500, seed=SEED)
        yield Figure(name=f"{here}: ways to somebody named, drawn at random", value=reached, unit="of all")


if __name__ == "__main__":
    main(run)
