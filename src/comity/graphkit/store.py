"""Where a graph lies: the newest state to read, and the right to change it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from comity.graphkit.building.write import tidy
from comity.graphkit.engine import engine_named
from comity.graphkit.files.generation import Generation, open_current
from comity.graphkit.files.lock import locked
from comity.graphkit.files.manifest import read_manifest
from comity.graphkit.graph import Graph
from comity.graphkit.writer import Writer


class Store:
    """A folder that ``build`` wrote to. Made once in a process, and used by all its threads and forks."""

    def __init__(self, root: Path | str, *, engine: str = "auto", verify: bool = True) -> None:
        self.root = Path(root)
        self._engine = engine
        self._verify = verify
        self._graph: Graph | None = None
        self._writable: Generation | None = None

    def current(self) -> Graph:
        """Return the graph as it is now: the same object until a rebuild takes its place. Reads one word."""
        graph = self._graph
        if graph is None or not graph.is_current:
            graph = Graph.open(self.root, engine=self._engine, verify=self._verify and graph is None)
            self._graph = graph
        return graph

    @contextmanager
    def change(self, *, seconds: float = 30.0) -> Iterator[Writer]:
        """Be the one writer until the block ends; raise ``Busy`` after ``seconds`` of waiting. Some microseconds."""
        with locked(self.root, seconds=seconds):
            writer = Writer(self.root, self._open(), engine_named(self._engine))
            try:
                yield writer
            finally:
                self._writable = writer.generation

    def _open(self) -> Generation:
        if self._writable is None or self._writable.state.is_superseded:
            folder = open_current(self.root, verify=False, is_locked=True).folder
            tidy(self.root, folder)
            return Generation(folder, read_manifest(folder), is_writable=True)
        return self._writable
