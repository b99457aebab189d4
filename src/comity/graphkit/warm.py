"""Have every kernel compiled before the first question comes."""

from __future__ import annotations

import time
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory

from comity.graphkit.building.build import build
from comity.graphkit.engine import may_compile
from comity.graphkit.own import Ties
from comity.graphkit.store import Store


def warm() -> str:
    """Call each kernel once and return a line that says what happened.

    The first time on a machine this compiles them, later it reads them from the cache. Before workers are forked it
    spares each of them either.
    """
    if not may_compile():
        return "Numba is not here or not allowed to compile: the graph answers in numpy, more slowly."
    begin = time.perf_counter()
    from comity.graphkit.compiled import engine, jit  # imports numba

    is_first = not any(Path(jit.FOLDER).rglob("*.nbc"))
    with TemporaryDirectory() as folder:
        root = Path(folder) / "graph"
        build(root, people=range(4), sources=[0, 1, 2], targets=[1, 2, 3], strengths=[9, 9, 9])
        store = Store(root)
        with store.change() as writer:
            writer.set_tie(3, 0, 9)
        graph, own = store.current(), Ties([0], [9])
        graph.introductions(own, 2)
        graph.insiders(own, [2])
        graph.suggestions(own)
        graph.suggestions_many([own])
        graph.reach(own)
        graph.distance(0, 3)
    for other in Path(jit.FOLDER).parent.glob(f"{jit.PREFIX}*"):
        if other != Path(jit.FOLDER):
            rmtree(other, ignore_errors=True)
    done = "compiled into" if is_first else "read from"
    seconds = time.perf_counter() - begin
    return f"Graph kernels {done} {jit.FOLDER} in {seconds:.1f} s; the engine is {engine.ENGINE.name}."
