from __future__ import annotations

from dataclasses import dataclass

from comity.graphkit import Graph, GraphError
from comity.relationships.graph.models import Numbering
from comity.relationships.graph.snapshot.current import root_of


@dataclass(frozen=True, slots=True)
class SnapshotState:
    """What there is of the snapshot on this machine; of numbers, those of its last build."""

    is_built: bool
    people: int = 0
    ties: int = 0
    problem: str = ""


def state_of_snapshot() -> SnapshotState:
    """Return how the snapshot is, files looked at whole; changes nothing. One query."""
    stand = Numbering.stand()
    if stand is None or not root_of(stand[0]).exists():
        return SnapshotState(is_built=False)
    lineage, last, pruned, _ = stand
    try:
        graph = Graph.open(root_of(lineage), engine="plain")
    except (GraphError, OSError) as error:
        return SnapshotState(is_built=False, problem=str(error))
    if not pruned <= graph.sequence <= last:
        return SnapshotState(is_built=False, problem=f"at change {graph.sequence}, not {pruned} to {last}")
    manifest = graph.generation.manifest
    return SnapshotState(is_built=True, people=manifest.people, ties=manifest.ties)
