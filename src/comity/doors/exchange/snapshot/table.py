"""How rows of a model are written for their owner, and what of them can be read back: one description for both ways."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db import models

from comity.foundation.core.audience import HasAudience
from comity.people.members.models import Member

AUDIENCE = ("audience_kind", "audience_ref")
# Kept for our own work; they say nothing to the owner that another column does not say.
INTERNAL = frozenset({"pending_import", "normal", "folded", "sort_key"})


def nothing_to_derive(row: Any) -> None:
    pass


@dataclass(frozen=True)
class Table:
    """One file of the account: which rows are a member's, how one row is told from another, what stays out."""

    name: str
    model: type[models.Model]
    owner: str = "owner"
    leave: frozenset[str] = frozenset()
    key: str = ""  # the column by which other tables name a row; default: its public id, else its number
    same: Callable[[Any], tuple[Any, ...]] | None = (
        None  # besides its id: what tells that a row is there already
    )
    inside: Mapping[str, Table] = field(
        default_factory=dict
    )  # related name → rows written within their parent's
    named_by: Mapping[str, type[models.Model]] = field(default_factory=dict)  # JSON column of ids → whose ids
    restores: bool = True  # False: written for the owner to read, not to be read back
    fills: bool = False  # a row that is there already takes what it lacks
    derive: Callable[[Any], None] = nothing_to_derive  # fills the internal columns of a row read back

    @cached_property
    def fields(self) -> list[models.Field[Any, Any]]:
        """Return the columns in the model's order, without the owner and the row's own number."""
        out = self.leave | INTERNAL | {self.owner.split("__")[0], *self._audience}
        return [
            column
            for column in (*self.model._meta.concrete_fields, *self.model._meta.many_to_many)
            if column.name not in out and not (column.primary_key and self.ref != column.name)
        ]

    @property
    def ref(self) -> str:
        """Return the column whose value stands for a row in other tables."""
        if self.key:
            return self.key
        names = {column.name for column in self.model._meta.concrete_fields}
        return "public_id" if "public_id" in names else str(self.model._meta.pk.name)

    @property
    def has_audience(self) -> bool:
        return issubclass(self.model, HasAudience)

    @property
    def _audience(self) -> tuple[str, ...]:
        return AUDIENCE if self.has_audience else ()

    def written_as(self, column: models.Field[Any, Any]) -> str:
        """Return what a column is called in the file."""
        return "id" if column.name == self.ref and not self.key else column.name


def names_member(column: models.Field[Any, Any]) -> bool:
    """Tell whether a column points at a member."""
    return bool(column.is_relation and column.related_model is Member)
