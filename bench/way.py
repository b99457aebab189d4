"""A way to a person in an instance of 100,000 members who lend 2 million ties, and pages beside a rebuild of its graph."""

from __future__ import annotations

from .databases import on_each_database
from .report import Figure, main


def run(*, quick: bool) -> list[Figure]:
    return on_each_database("way", quick=quick)


if __name__ == "__main__":
    main(run)
