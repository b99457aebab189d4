"""The page of a company with 50,000 positions, from its first page to its last, and the directory of companies."""

from __future__ import annotations

from .databases import on_each_database
from .report import Figure, main


def run(*, quick: bool) -> list[Figure]:
    return on_each_database("company", quick=quick)


if __name__ == "__main__":
    main(run)
