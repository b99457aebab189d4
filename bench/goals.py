"""What ``bench.graphkit`` found at one size, as figures, and which of them have goals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from .measure import percentile
from .report import Figure

SMALL, LARGE = 100_000, 1_000_000
TIMES_FASTER: dict[tuple[str, str], tuple[float, float]] = {
    ("Q1", "scipy"): (4, 5),
    ("Q1", "postgresql"): (50, 75),
    ("Q2 ~1000", "scipy"): (2, 5),
    ("Q2 ~1000", "postgresql"): (40, 40),
    ("Q2 ~1000", "duckdb"): (40, 80),
    ("Q3", "scipy"): (6, 7),
    ("Q3", "postgresql"): (40, 50),
    ("Q3", "networkit"): (12, 25),
    ("Q4 3 hops", "igraph"): (2, 7),
    ("Q4 3 hops", "postgresql"): (80, 80),
    ("Q5", "networkit"): (1, 1),
    ("Q5", "postgresql"): (100, 100),
}
"""At least so many times faster at 100,000 and at 1,000,000 members."""
FASTER_THAN_LADYBUG = (100, 300)
TIMES_THE_FLOOR = {
    "Q1": (4, 4), "Q2 ~1000": (4, 4), "Q4 2 hops": (4, 4), "Q3": (7, 8), "Q4 3 hops": (7, 8),
}  # fmt: skip
TIMES_WHEN_CHANGED, TIMES_GROWN = 1.3, 3.5
ROWS_FASTER = (1.5, 2)
BESIDE_A_HUB_MS = 20


class Run:
    """All results at one size."""

    def __init__(self, people: int, ties: int, build_s: float, ours: dict[str, Any]) -> None:
        self.people, self.ties, self.build_s, self.ours = people, ties, build_s, ours
        self.peers: dict[str, dict[str, Any]] = {}
        self.not_run: dict[str, str] = {}
        self.changes: dict[str, Any] = {}

    def add(self, name: str, results: dict[str, Any] | str) -> None:
        """Keep what a peer found, or why it found nothing."""
        if isinstance(results, str):
            self.not_run[name] = results
        else:
            self.peers[name] = results

    @property
    def kinds(self) -> list[str]:
        return list(self.ours["cells"])

    def cold(self, kind: str) -> float:
        return float(np.median(self.ours["cold_us"][kind]))

    def times_faster(self, kind: str, peer: str) -> float:
        """Return the peer's median time as a multiple of ours on the questions it finished; 0 if there are none."""
        cell = self.peers.get(peer, {}).get("cells", {}).get(kind)
        if not cell or not cell["us"]:
            return 0.0
        ours = self.ours["cells"][kind]["us"][: len(cell["us"])]
        return float(np.median(cell["us"]) / np.median(ours))

    # --------------------------------------------------------------------------------------------------- figures
    def figures(self) -> list[Figure]:
        return [
            *self._of_ours(),
            *(figure for name in self.peers for figure in self._of_peer(name)),
            *(
                self._figure(f"{name}: {reason}", 0, "questions answered")
                for name, reason in self.not_run.items()
            ),
            *self._goals(),
            *self._of_changes(),
        ]

    def _figure(self, name: str, value: float, unit: str, goal: str = "", **more: Any) -> Figure:
        return Figure(name=f"{self.people:,}: {name}", value=value, unit=unit, goal=goal, **more)

    def _bound(self, bounds: tuple[float, float], relation: str = ">=") -> str:
        if self.people < SMALL:
            return ""
        return f"{relation} {bounds[self.people >= LARGE]:g}"

    def _of_ours(self) -> Iterator[Figure]:
        yield self._figure("ties, each way", self.ties, "")
        yield self._figure("build to disk", self.build_s, "s")
        yield self._figure("peak memory of the asking process", self.ours["peak_mb"], "MB")
        for kind, cell in self.ours["cells"].items():
            yield self._figure(f"{kind}, warm p50", percentile(cell["us"], 0.5), "µs")
            yield self._figure(f"{kind}, warm p95", percentile(cell["us"], 0.95), "µs")
            yield self._figure(f"{kind}, cold p50", self.cold(kind), "µs of CPU")
            yield self._figure(f"{kind}, cold p95", percentile(self.ours["cold_us"][kind], 0.95), "µs of CPU")
        yield self._figure(
            "own ties from a row, cold p50", float(np.median(self.ours["own_us"])), "µs of CPU"
        )

    def _of_peer(self, name: str) -> Iterator[Figure]:
        results = self.peers[name]
        if "cells" not in results:
            return
        yield self._figure("load", self.build_s, "s", peer=name, peer_value=results["load_s"])
        yield self._figure(
            "peak memory", self.ours["peak_mb"], "MB", peer=name, peer_value=results["peak_mb"]
        )
        right = total = 0
        for kind, cell in results["cells"].items():
            ours = self.ours["cells"][kind]
            finished = len(cell["us"])
            pairs = list(zip(cell["answers"], ours["answers"], strict=False))
            right, total = right + sum(one == other for one, other in pairs), total + finished
            if finished:
                some = f", {finished} of {len(ours['us'])} questions" if finished < len(ours["us"]) else ""
                yield self._figure(
                    f"{kind}, warm p50{some}",
                    percentile(ours["us"][:finished], 0.5),
                    "µs",
                    peer=name,
                    peer_value=percentile(cell["us"], 0.5),
                )
        yield self._figure(f"answers that agree with {name}'s", right, f"of {total}", f"== {total}")

    def _goals(self) -> Iterator[Figure]:
        if not self.peers and not self.not_run:
            return
        asked = self.peers.keys() | self.not_run.keys()
        for (kind, peer), bounds in TIMES_FASTER.items():
            if peer in asked and kind in self.kinds:
                times = self.times_faster(kind, peer)
                yield self._figure(f"{kind}, times faster than {peer}", times, "x", self._bound(bounds))
        if "ladybug" in asked:
            least = min(self.times_faster(kind, "ladybug") for kind in self.kinds)
            bound = self._bound(FASTER_THAN_LADYBUG)
            yield self._figure("any question, times faster than ladybug", least, "x", bound)
        for kind, most in TIMES_THE_FLOOR.items():
            if floor := self.ours["floor"].get(kind):
                size = f"{np.median(floor['rows']):,.0f} rows, {np.median(floor['entries']):,.0f} ties"
                times = self.cold(kind) / float(np.median(floor["us"]))
                bound = self._bound(most, "<=")
                yield self._figure(f"{kind}, times the floor of reading {size}", times, "x", bound)

    def _of_changes(self) -> Iterator[Figure]:
        found = self.changes
        if not found:
            return
        one, bound = found["changed"], self._bound((TIMES_WHEN_CHANGED,) * 2, "<=")
        yield self._figure(
            "Q1 with 1 % of ties changed, times as long", found["after_us"] / found["before_us"], "x", bound
        )
        yield self._figure(f"a tie changed, {one:,} at once", found["at_once_us"], "µs")
        yield self._figure("a tie changed, singly", found["singly_us"], "µs")
        yield self._figure("a changed tie is there for the next question", found["is_there"], "", "== 1")
        yield self._figure(
            f"Q1 beside a writer of {found['written']:,} changes, times as long",
            found["beside_us"] / found["alone_us"],
            "x",
        )
        yield self._figure(
            f"rows torn, of {found['rows']:,} read beside the writer", found["torn"], "", "== 0"
        )
        yield self._figure("rebuild after changes, to disk", found["rebuild_s"], "s")
        yield self._figure("answers after the rebuild are the same", found["is_same"], "", "== 1")
        hub = f"the slowest question beside a hub of {found['hub_ties']:,} ties, cold"
        yield self._figure(hub, found["hub_us"] / 1000, "ms of CPU", f"<= {BESIDE_A_HUB_MS}")
        yield self._figure("rows of both sides from a heap of ties", found["rows_s"], "s")
        if scipy := self.peers.get("rows by scipy"):
            times = scipy["rows_s"] / found["rows_s"]
            yield self._figure(
                "rows of both sides, times faster than scipy", times, "x", self._bound(ROWS_FASTER)
            )


def growth(small: Run, large: Run) -> list[Figure]:
    """Compare cold times at two sizes."""
    has_goal = (small.people, large.people) == (SMALL, LARGE)
    return [
        Figure(
            name=f"{large.people:,}: {kind}, cold, times as long as at {small.people:,}",
            value=large.cold(kind) / small.cold(kind),
            unit="x",
            goal=f"<= {TIMES_GROWN}" if has_goal else "",
        )
        for kind in large.kinds
        if kind in small.kinds
    ]


def section_ten(figures: Sequence[Figure]) -> list[Figure]:
    """Return the figures that are compared with a goal, or would be at a larger size."""
    return [figure for figure in figures if figure.unit == "x"]
