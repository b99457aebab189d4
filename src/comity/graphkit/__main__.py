"""Build, change and check graphs from the command line: ``python -m comity.graphkit``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import numpy as np

from comity.graphkit import Graph, GraphError, Store, build
from comity.graphkit.edges_file import People, read_people, read_ties
from comity.graphkit.warm import warm


def _build(given: argparse.Namespace) -> str:
    sources, targets, strengths = read_ties(given.edges)
    people = (
        read_people(given.people)
        if given.people
        else People(np.unique(np.concatenate((sources, targets))), {}, np.empty(0, np.int64))
    )
    build(
        given.root,
        people=people.people,
        sources=sources,
        targets=targets,
        strengths=strengths,
        groups=people.companies or None,
        masked=people.masked,
        sequence=given.sequence,
    )
    return _check(given)


def _change(given: argparse.Namespace) -> str:
    sources, targets, strengths = read_ties(given.changes)
    with Store(given.root).change() as writer:
        ids = writer.add_people(np.concatenate((sources, targets)))
        writer.set_ties(ids[: len(sources)], ids[len(sources) :], strengths)
        writer.publish(given.sequence)
    return f"{len(sources)} ties changed; the graph is at change {given.sequence}."


def _rebuild(given: argparse.Namespace) -> str:
    with Store(given.root).change() as writer:
        writer.rebuild()
    return _check(given)


def _check(given: argparse.Namespace) -> str:
    graph = Graph.open(given.root)
    manifest = graph.generation.manifest
    return (
        f"{graph.people} people and {manifest.ties} ties, built {manifest.built_at}, "
        f"{graph.generation.state.changes} ties changed since; the graph is at change {graph.sequence}."
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m comity.graphkit", description=__doc__)
    commands = parser.add_subparsers(required=True)
    one = commands.add_parser("build", help="write a graph from a file of ties")
    one.set_defaults(run=_build)
    one.add_argument("edges", type=Path, metavar="EDGES.csv", help="source,target,strength (1 to 250)")
    one.add_argument("root", type=Path, metavar="OUT")
    one.add_argument("--people", type=Path, metavar="PEOPLE.csv", help="person,company,masked")
    one.add_argument("--sequence", type=int, default=0, help="the number of the last change that is in")
    one = commands.add_parser("change", help="set or end ties while others read")
    one.set_defaults(run=_change)
    one.add_argument("root", type=Path, metavar="OUT")
    one.add_argument("changes", type=Path, metavar="CHANGES.csv", help="as EDGES.csv; strength 0 ends a tie")
    one.add_argument("--sequence", type=int, required=True)
    for name, run, text in (
        ("rebuild", _rebuild, "write what is true now anew, and swap it in"),
        ("check", _check, "read all of it and compare it with what was written"),
    ):
        one = commands.add_parser(name, help=text)
        one.set_defaults(run=run)
        one.add_argument("root", type=Path, metavar="OUT")
    one = commands.add_parser("warm", help="compile the kernels now")
    one.set_defaults(run=lambda given: warm())
    return parser


def main() -> int:
    given = _parser().parse_args()
    try:
        print(given.run(given))
    except (GraphError, ValueError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
