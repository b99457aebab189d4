"""A book of 10,000 people: the time and queries of each page, and search beside LIKE."""

from __future__ import annotations

from .databases import on_each_database
from .report import Figure, main


def run(*, quick: bool) -> list[Figure]:
    return on_each_database("book", quick=quick)


if __name__ == "__main__":
    main(run)
