"""A LinkedIn archive through the running product: seconds, memory, and how quick pages stay meanwhile."""

from __future__ import annotations

from .databases import on_each_database
from .report import Figure, main


def run(*, quick: bool) -> list[Figure]:
    return on_each_database("import_archive", quick=quick)


if __name__ == "__main__":
    main(run)
