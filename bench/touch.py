"""Keeping in touch in a book of 10,000 people: Today, the morning's work, and a year of nudges with a moved clock."""

from __future__ import annotations

from .databases import on_each_database
from .report import Figure, main


def run(*, quick: bool) -> list[Figure]:
    return on_each_database("touch", quick=quick)


if __name__ == "__main__":
    main(run)
