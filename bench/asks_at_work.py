"""How sealed asks fare on a made network: whom they reach, how soon somebody says yes, and what it asks of helpers.

The choice of helpers, how many at a time, the date and the load are the product's own rules. How people behave is a
model, and stated here: nothing below was fitted to people.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count

import numpy as np

from comity.graphkit import Graph, Ties
from comity.relationships.asks.rules.fit import Facts, Wanted, chosen, fit_of
from comity.relationships.asks.rules.states import MOST, PARALLEL, USUAL_DAYS
from comity.relationships.introductions.rules.drawing import drawn

from .made_network import Network

WEEKS = 8
ASKS_A_WEEK = 0.25
"""Of one member."""
PER_WEEK = 2
"""Asked of one helper in seven days, as members have it who never set it."""
WANTED = {"industry": 0.5, "any": 0.3, "outside": 0.2}
"""Which company an ask names: one of the asker's industry, any with members, any where no member works."""
SHOWS_PAST, NAMES_INDUSTRY = 0.6, 0.5
"""Members whose page shows where they were before; asks that say in which industry."""
OPENS, OPENS_AFTER = 0.7, 1.5
"""Who reads what they were asked at all, and after how many days at the mean (exponential)."""
HELPS = 0.6
"""Of those who can: say so. Of a no nothing follows, spoken or not."""
AGREES, AGREES_AFTER = 0.7, 1.0
"""The person in the helper's book who is asked in turn."""


@dataclass(slots=True)
class AskMade:
    """One ask, and what became of it."""

    asker: int
    company: int
    begins: float
    helpers: list[int] = field(default_factory=list)
    yes_after: float | None = None
    reached_one_who_can: bool = False

    def is_open(self, now: float) -> bool:
        return self.yes_after is None and now < self.begins + USUAL_DAYS


@dataclass(slots=True)
class Outcome:
    asks: list[AskMade]
    asked_of: dict[int, list[float]]  # when something was put before each helper

    def share_reached(self) -> float:
        return sum(ask.reached_one_who_can for ask in self.asks) / len(self.asks)

    def share_yes(self) -> float:
        return len(self.days()) / len(self.asks)

    def days(self) -> list[float]:
        return sorted(ask.yes_after for ask in self.asks if ask.yes_after is not None)

    def most_in_seven_days(self) -> int:
        most = 0
        for times in self.asked_of.values():
            for at, begin in enumerate(times):
                most = max(most, sum(begin <= time < begin + 7 for time in times[at:]))
        return most


class AtWork:
    """The network, day by day."""

    def __init__(self, network: Network, *, seed: int, by_lot: bool = False) -> None:
        self.network, self.by_lot = network, by_lot
        self.chance = np.random.default_rng(seed)
        self.asked_of: defaultdict[int, list[float]] = defaultdict(list)
        self._moments: list[tuple[float, int, AskMade, int, str]] = []
        self._number = count()
        self._shows_past = self.chance.random(network.people) < SHOWS_PAST

    def run(self, *, weeks: int = WEEKS) -> Outcome:
        asks = []
        for _ in range(round(weeks * ASKS_A_WEEK * self.network.people)):
            ask = self._new_ask(float(self.chance.random() * weeks * 7))
            asks.append(ask)
            begin, halfway = ask.begins, ask.begins + USUAL_DAYS / 2
            for place, helper in enumerate(ask.helpers):
                self._at(begin if place < PARALLEL else halfway, ask, helper, "turn")
        while self._moments:
            now, _, ask, helper, what = heapq.heappop(self._moments)
            getattr(self, f"_{what}")(ask, helper, now)
        return Outcome(asks, self.asked_of)

    def can_help(self, helper: int, company: int) -> bool:
        """Tell whether the helper is or was there, or has somebody in their own book who is, a member or not."""
        work, known = self.network.work, self.network.rows[helper]
        return bool(
            company in (work.company[helper], work.past[helper])
            or (work.company[known] == company).any()
            or company in work.books[helper]
        )

    # ---------------------------------------------------------------------------------------------- what happens
    def _new_ask(self, begins: float) -> AskMade:
        """Draw who asks for which company; nobody asks for one where their own book has somebody."""
        work = self.network.work
        while True:
            asker = int(self.chance.integers(0, self.network.people))
            company = self._wanted(asker)
            if len(self.network.rows[asker]) and not self.can_help(asker, company):
                break
        ask = AskMade(asker, company, begins)
        industry = f"industry{work.industry[company]}"
        words = frozenset({industry} if self.chance.random() < NAMES_INDUSTRY else ())
        wanted = Wanted(organization=f"company{company}", words=words)
        fits = [
            (one, 0 if self.by_lot else fit_of(wanted, self._facts(one)).score, self._has_room(one, begins))
            for one in self.network.rows[asker].tolist()
        ]
        ask.helpers = chosen(f"{asker}:{begins}", fits, MOST)
        return ask

    def _wanted(self, asker: int) -> int:
        work = self.network.work
        kind = self.chance.choice(len(WANTED), p=list(WANTED.values()))
        with_members = int(work.company.max()) + 1
        if kind == 2:
            return int(self.chance.integers(with_members, len(work.industry)))
        if kind == 1:
            return int(self.chance.integers(0, with_members))
        same = np.flatnonzero(work.industry[:with_members] == work.industry[work.company[asker]])
        return int(self.chance.choice(same))

    def _facts(self, member: int) -> Facts:
        work = self.network.work
        at = [work.company[member], *([work.past[member]] if self._shows_past[member] else [])]
        return Facts(
            organizations=tuple(f"company{one}" for one in at),
            texts=tuple(f"industry{work.industry[one]}" for one in at),
        )

    def _turn(self, ask: AskMade, helper: int, now: float) -> None:
        """Put the ask before whose turn it is; whoever has no room is asked again tomorrow."""
        if not ask.is_open(now):
            return
        if not self._has_room(helper, now):
            self._at(now + 1, ask, helper, "turn")
            return
        self.asked_of[helper].append(now)
        ask.reached_one_who_can |= self.can_help(helper, ask.company)
        if self.chance.random() < OPENS:
            self._at(now + self.chance.exponential(OPENS_AFTER), ask, helper, "read")

    def _read(self, ask: AskMade, helper: int, now: float) -> None:
        if not ask.is_open(now) or not self.can_help(helper, ask.company) or self.chance.random() >= HELPS:
            return
        work = self.network.work
        if ask.company in (work.company[helper], work.past[helper]):
            ask.yes_after = now - ask.begins
        else:
            self._at(now + self.chance.exponential(AGREES_AFTER), ask, helper, "agrees")

    def _agrees(self, ask: AskMade, _helper: int, now: float) -> None:
        """A yes that comes after the date is as good as before."""
        if ask.yes_after is None and self.chance.random() < AGREES:
            ask.yes_after = now - ask.begins

    def _has_room(self, helper: int, now: float) -> bool:
        return sum(time > now - 7 for time in self.asked_of[helper]) < PER_WEEK

    def _at(self, when: float, ask: AskMade, helper: int, what: str) -> None:
        heapq.heappush(self._moments, (when, next(self._number), ask, helper, what))


def ways(network: Network, graph: Graph, asks: Sequence[AskMade]) -> list[bool]:
    """Tell of each ask whether a way over lent ties leads to one of the few at the company who are drawn for it."""
    found = []
    for ask in asks:
        there = np.flatnonzero(network.work.company == ask.company)
        known = network.rows[ask.asker]
        own = Ties(
            graph.ids_of(known), np.full(len(known), 100, np.uint8), me=int(graph.ids_of([ask.asker])[0])
        )
        names = {str(one): one for one in there.tolist() if one not in known and one != ask.asker}
        goals = graph.ids_of([names[name] for name in drawn(str(ask.asker), names)]).tolist()
        found.append(any(graph.introductions(own, goal, 1) for goal in goals))
    return found


def named(network: Network, graph: Graph, *, times: int, seed: int) -> float:
    """Return how often a way over lent ties leads to somebody drawn, whom one has no tie with."""
    chance, found, asked = np.random.default_rng(seed), 0, 0
    while asked < times:
        asker, target = (int(one) for one in chance.integers(0, network.people, 2))
        known = network.rows[asker]
        if asker == target or target in known or not len(known):
            continue
        me, goal = graph.ids_of([asker, target]).tolist()
        own = Ties(graph.ids_of(known), np.full(len(known), 100, np.uint8), me=me)
        asked, found = asked + 1, found + bool(graph.introductions(own, goal, 1))
    return found / times
