"""docs/data-map.toml, read."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models

from tests.contracts.house import ROOT

SEEN_BY = {
    "the owner",
    "its audience",
    "operators",
    "nobody",
    "the owner and who holds its link",
    "the inviter and who accepted",
    "the two it joins",
    "the two who met",
    "who it is about and operators",
    "who reported it and operators",
}


@dataclass(frozen=True)
class Entry:
    """What becomes of the rows of one model."""

    label: str
    nobody: str
    seen_by: str
    erased: str
    inside: dict[str, list[str]]
    outside: dict[str, list[str]]

    @property
    def model(self) -> type[models.Model]:
        return apps.get_model(self.label)

    @property
    def placed(self) -> list[str]:
        return [name for names in (*self.inside.values(), *self.outside.values()) for name in names]


def columns(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    return [*model._meta.concrete_fields, *model._meta.many_to_many]


def _entry(label: str, said: dict[str, Any]) -> Entry:
    return Entry(
        label, said.get("nobody", ""), said.get("seen_by", ""), said.get("erased", ""), said.get("in", {}), said.get("out", {})
    )  # fmt: skip


MAP = {
    label: _entry(label, said)
    for label, said in tomllib.loads((ROOT / "docs" / "data-map.toml").read_text()).items()
}
PERSONAL = [entry for entry in MAP.values() if not entry.nobody]
