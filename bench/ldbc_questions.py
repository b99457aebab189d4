"""Five of the LDBC SNB Interactive questions, answered with graphkit and plain code around it."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

from comity.graphkit import Graph, build

from .ldbc_data import Network, Organisation, Person

Rows = list[list[Any]]
KNOWN = 1  # how well two know each other is not part of these data
ALL_PATHS = 10_000_000


class Questions:
    """The network with its graph; every method returns rows with the columns of the reference queries, in their order."""

    def __init__(self, network: Network, root: Path) -> None:
        self.network = network
        pairs = network.knows
        build(
            root,
            people=sorted(network.people),
            sources=[one for pair in pairs for one in pair],
            targets=[one for pair in pairs for one in reversed(pair)],
            strengths=[KNOWN] * (2 * len(pairs)),
        )
        self.graph = Graph.open(root)

    def named(self, personId: str, firstName: str) -> Rows:  # noqa: N803
        """IC1: at most 20 people of a first name within 3 steps, the nearest first."""
        found = sorted(
            (steps, self.network.people[key].last_name, key)
            for key, steps in self._around(int(personId), 3).items()
            if self.network.people[key].first_name == firstName
        )
        return [self._card(key, steps) for steps, _, key in found[:20]]

    def to_know(self, personId: str, month: str) -> Rows:  # noqa: N803
        """IC10: at most 10 friends of friends born around the turn of a month, by how their posts fit one's interests."""
        asking, first = int(personId), int(month)
        found = [
            (-self._fit(asking, key), key)
            for key, steps in self._around(asking, 2).items()
            if steps == 2 and _is_born_between(self.network.people[key], first)
        ]
        return [
            [key, person.first_name, person.last_name, -score, person.gender, self.network.places[person.place]]
            for score, key in sorted(found)[:10]
            if (person := self.network.people[key])
        ]  # fmt: skip

    def referrals(self, personId: str, countryName: str, workFromYear: str) -> Rows:  # noqa: N803
        """IC11: at most 10 jobs of friends and their friends in a country, begun before a year."""
        jobs = [
            (year, key, self.network.organisations[company].name)
            for key in self._around(int(personId), 2)
            for company, year in self.network.worked[key]
            if year < int(workFromYear) and self.network.organisations[company].place == countryName
        ]
        jobs.sort(key=lambda job: job[2], reverse=True)
        jobs.sort(key=lambda job: job[:2])
        return [
            [key, self.network.people[key].first_name, self.network.people[key].last_name, company, year]
            for year, key, company in jobs[:10]
        ]

    def distance(self, person1Id: str, person2Id: str) -> Rows:  # noqa: N803
        """IC13: the number of steps between two people, -1 if there is no way."""
        one, other = self.graph.ids_of([int(person1Id), int(person2Id)]).tolist()
        if one < 0 or other < 0:
            return [[-1]]
        steps = self.graph.distance(one, other)
        return [[-1 if steps is None else steps]]

    def trusted_paths(self, person1Id: str, person2Id: str) -> Rows:  # noqa: N803
        """IC14: all shortest paths, each as its steps, by how often neighbours on it answered each other."""
        one, other = self.graph.ids_of([int(person1Id), int(person2Id)]).tolist()
        if one < 0 or other < 0 or one == other:
            return []
        paths = self.graph.shortest_paths(one, other, most=ALL_PATHS)
        if not paths.is_complete:
            raise OverflowError(f"more than {ALL_PATHS:,} shortest paths from {person1Id} to {person2Id}")
        rows = []
        for route in paths.routes:
            keys = self.graph.keys_of(route.people).tolist()
            steps = [list(step) for step in pairwise(keys)]
            rows.append([steps, sum(self._answers(*step) for step in steps)])
        return sorted(rows, key=lambda row: (-row[1], row[0]))

    # -------------------------------------------------------------------------------------------------- inside
    def _around(self, key: int, steps: int) -> dict[int, int]:
        """Return whom one reaches within so many steps, by how many it takes."""
        asking = int(self.graph.ids_of([key])[0])
        if asking < 0:
            return {}
        levels = self.graph.reach(self.graph.ties_of(asking), steps, members=True).members or ()
        return {
            found: step for step, ids in enumerate(levels, 1) for found in self.graph.keys_of(ids).tolist()
        }

    def _card(self, key: int, steps: int) -> list[Any]:
        person = self.network.people[key]
        return [
            key, person.last_name, steps, person.born.date().isoformat(),
            person.created.isoformat(timespec="microseconds"), person.gender, person.browser, person.address,
            person.emails, person.languages, self.network.places[person.place],
            self._places(self.network.studied[key]), self._places(self.network.worked[key]),
        ]  # fmt: skip

    def _places(self, held: list[tuple[int, int]]) -> list[list[str]]:
        known: list[tuple[Organisation, int]] = [
            (self.network.organisations[one], year) for one, year in held
        ]
        return [[organisation.name, str(year), organisation.place] for organisation, year in known]

    def _fit(self, asking: int, key: int) -> int:
        interests = self.network.interests[asking]
        return sum(1 if self.network.tags[post] & interests else -1 for post in self.network.posts[key])

    def _answers(self, one: int, other: int) -> float:
        return self.network.answered.get((min(one, other), max(one, other)), 0.0)

    def by_name(self) -> dict[str, Callable[..., Rows]]:
        return {
            "IC1": self.named,
            "IC10": self.to_know,
            "IC11": self.referrals,
            "IC13": self.distance,
            "IC14": self.trusted_paths,
        }


def _is_born_between(person: Person, month: int) -> bool:
    """Whether somebody's birthday is from the 21st of a month to the 21st of the next."""
    born = person.born
    return born.day >= 21 if born.month == month else born.month == month % 12 + 1 and born.day < 22
