"""The first page on the wire, and Lighthouse on phone settings; needs Node.js, npm and Chromium for the latter."""

from __future__ import annotations

from .databases import SQLITE, on
from .report import Figure, main


def run(*, quick: bool) -> list[Figure]:
    return on(SQLITE, "pages", quick=quick)


if __name__ == "__main__":
    main(run)
