"""scipy's rows of both sides from a heap of ties, as seconds in a file: ``GRAPH RESULTS``."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from scipy.sparse import coo_matrix

from bench.made_graph import MadeGraph


def main(graph: Path, results: Path) -> None:
    ties = MadeGraph.load(graph).in_no_order()
    taken = []
    for _ in range(3):
        begin = time.perf_counter()
        for ends in ((ties.sources, ties.targets), (ties.targets, ties.sources)):
            coo_matrix((ties.strengths, ends), shape=(ties.people, ties.people)).tocsr()
        taken.append(time.perf_counter() - begin)
    results.write_text(json.dumps({"rows_s": min(taken)}), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
