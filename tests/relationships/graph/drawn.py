"""A snapshot drawn out in full, to hold it beside one built anew from the tables."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from django.test import override_settings

from comity.graphkit import Graph
from comity.graphkit.files.layout import UNLISTED
from comity.relationships.graph.snapshot import building, current


@dataclass(frozen=True)
class Drawn:
    """All that questions can meet, people by their outside numbers."""

    ties: dict[tuple[int, int], int]
    blocks: set[tuple[int, int]]
    listed: set[int]


def drawn(graph: Graph) -> Drawn:
    ties: dict[tuple[int, int], int] = {}
    blocks: set[tuple[int, int]] = set()
    back: dict[tuple[int, int], int] = {}
    listed = set()
    for person in range(graph.people):
        (key,) = graph.keys_of([person]).tolist()
        ids, strengths = graph.lent(person)
        for target, strength in zip(graph.keys_of(ids).tolist(), strengths.tolist(), strict=True):
            ties[key, target] = strength
        ids, strengths = graph.lent_to(person)
        for source, strength in zip(graph.keys_of(ids).tolist(), strengths.tolist(), strict=True):
            back[source, key] = strength
        around = graph.keys_of(graph.generation.blocks.row(person)[0]).tolist()
        blocks |= {(key, other) for other in around}
        if not graph.generation.flags[person] & UNLISTED and (len(ids) or len(graph.lent(person)[0])):
            listed.add(key)
    assert ties == back
    return Drawn(ties, blocks, listed)


def kept_up() -> Drawn:
    """Return the snapshot as the next question has it."""
    graph = current.current()
    assert graph is not None
    return drawn(graph)


def built_anew(folder: Path) -> Drawn:
    """Return what a build from the tables into another folder has."""
    with override_settings(GRAPH_DIR=folder):
        building.build_snapshot()
        return kept_up()
