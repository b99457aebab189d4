"""Graphs in comma-separated files of whole numbers, with a line of column names first."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import numpy as np

from comity.graphkit.arrays import Keys

_COLUMNS = ("source", "target", "strength")
_PEOPLE = ("person", "company", "masked")


class People(NamedTuple):
    """Everybody, the members of each company, and who passes nobody on."""

    people: Keys
    companies: dict[int, Keys]
    masked: Keys


def read_ties(path: Path) -> tuple[Keys, Keys, Keys]:
    """Read columns ``source,target,strength``: outside keys, and 1 to 250 (0 to end a tie, where that is meant)."""
    table = _read(path, _COLUMNS)
    return table[:, 0], table[:, 1], table[:, 2]


def read_people(path: Path) -> People:
    """Read columns ``person,company,masked``; company -1 is none, masked is 0 or 1."""
    table = _read(path, _PEOPLE)
    people, company = table[:, 0], table[:, 1]
    companies = {int(key): people[company == key] for key in np.unique(company) if key >= 0}
    return People(people, companies, people[table[:, 2] != 0])


def _read(path: Path, columns: tuple[str, ...]) -> Keys:
    with path.open(encoding="utf-8") as file:
        header = tuple(name.strip() for name in file.readline().split(","))
        if header != columns:
            raise ValueError(f"{path}: the first line must be {','.join(columns)}")
        return np.loadtxt(file, dtype=np.int64, delimiter=",", ndmin=2).reshape(-1, len(columns))
