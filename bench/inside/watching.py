"""What goes on beside a measurement: the memory of another process, and a reader who turns pages."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from itertools import cycle

import psutil

from bench.inside.instance import Browser
from bench.measure import seconds

EVERY_S = 0.05
PAUSE_S = 0.1


class Peak:
    """The largest resident set a process had."""

    megabytes = 0.0


@contextmanager
def memory_of(process: psutil.Process) -> Iterator[Peak]:
    """Watch how large a process grows until the block ends."""
    peak = Peak()

    def look() -> None:
        peak.megabytes = max(peak.megabytes, process.memory_info().rss / 2**20)

    with _beside(look, EVERY_S):
        yield peak


Times = dict[str, list[float]]


@contextmanager
def reading(browser: Browser, pages: Mapping[str, str]) -> Iterator[Times]:
    """Open the pages in turn, with a short pause, until the block ends; yield the milliseconds each took."""
    times: Times = defaultdict(list)
    turns = cycle(pages.items())

    def open_next() -> None:
        name, address = next(turns)
        times[name].append(seconds(lambda: browser.open(address)) * 1000)

    with _beside(open_next, PAUSE_S):
        yield times


@contextmanager
def _beside(act: Callable[[], None], every_s: float) -> Iterator[None]:
    """Do something again and again in a thread; what breaks there breaks the measurement."""
    stop = threading.Event()
    broken: list[Exception] = []

    def run() -> None:
        try:
            while not stop.wait(every_s):
                act()
        except Exception as error:
            broken.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()
    if broken:
        raise broken[0]
