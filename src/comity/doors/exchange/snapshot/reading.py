"""From rows of an account's files to rows of the database: checked, linked to each other, and never somebody else's."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from comity.doors.exchange.snapshot.table import Table, names_member
from comity.foundation.core.audience import NAMED, ONLY_ME, audience_kinds
from comity.foundation.core.models import NamedPeople

NO_REFERENCES: tuple[str, ...] = ()
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")  # what no database keeps, and no file of ours holds


class WrongRow(Exception):
    """A row that cannot be read; the text is its code."""


@dataclass(slots=True)
class Known:
    """What references of the file mean here: model → reference → primary key."""

    rows: dict[type[models.Model], dict[str, int]] = field(default_factory=dict)

    def learn(self, model: type[models.Model], reference: object, pk: int) -> None:
        self.rows.setdefault(model, {})[str(reference)] = pk

    def find(self, model: type[models.Model], reference: object) -> int | None:
        return self.rows.get(model, {}).get(str(reference))


@dataclass(slots=True)
class Candidate:
    """A row as it would be saved, with what can only be linked once it is: lists, children, and its own kind."""

    row: Any
    reference: object
    many: dict[str, list[int]] = field(default_factory=dict)
    inside: dict[str, list[Candidate]] = field(default_factory=dict)
    later: dict[str, object] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)


def candidate_of(
    table: Table, written: Mapping[str, Any], known: Known, *, parent: models.Model | None = None
) -> Candidate:
    """Return the row that ``written`` describes; raises ``WrongRow``."""
    if table.written_as(_ref_column(table)) not in written and parent is None:
        raise WrongRow("no-id")
    found = Candidate(table.model(), written.get(table.written_as(_ref_column(table))))
    for column in table.fields:
        name = table.written_as(column)
        if name in written and not (column.primary_key or names_member(column)):
            _take(table, column, written[name], known, found)
    if table.has_audience:
        _take_audience(found.row, written.get("audience"), known)
    for name, mapped in table.named_by.items():
        before = getattr(found.row, name)
        if not isinstance(before, dict):
            raise WrongRow(f"wrong-value:{name}")
        pairs = ((key, known.find(mapped, reference)) for key, reference in before.items())
        setattr(found.row, name, {key: pk for key, pk in pairs if pk is not None})
    for name, child in table.inside.items():
        rows = written.get(name, ())
        if not isinstance(rows, list) or not all(isinstance(one, dict) for one in rows):
            raise WrongRow("not-a-list")
        found.inside[name] = [candidate_of(child, one, known, parent=found.row) for one in rows]
    table.derive(found.row)
    return found


def derived_id(owner_id: str, original: str) -> str:
    """Return an id for a row whose own is taken: random to others, and the same each time for this owner."""
    digest = hashlib.sha256(f"{owner_id}:{original}".encode("utf-8", "replace")).digest()[:16]
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def _ref_column(table: Table) -> models.Field[Any, Any]:
    return table.model._meta.get_field(table.ref)  # type: ignore[return-value]  # always a plain column


def _take(table: Table, column: models.Field[Any, Any], value: Any, known: Known, found: Candidate) -> None:
    target = column.related_model if column.is_relation else None
    if isinstance(column, models.ManyToManyField):
        if not isinstance(value, list):
            raise WrongRow("not-a-list")
        pks = (known.find(target, one) for one in value)  # type: ignore[arg-type]  # checked by is_relation
        found.many[column.name] = list(dict.fromkeys(pk for pk in pks if pk is not None))
    elif target is table.model:
        if value is not None:
            found.later[column.name] = value
    elif target is not None:
        pk = known.find(target, value) if value is not None else None
        if pk is None and not column.null:
            raise WrongRow("refers-to-nothing")
        setattr(found.row, column.attname, pk)
    elif isinstance(column, models.FileField):
        if isinstance(value, str) and value:
            found.files[column.name] = value
    else:
        setattr(found.row, column.name, _checked(column, value))


def _checked(column: models.Field[Any, Any], value: Any) -> Any:
    if isinstance(column, (models.CharField, models.TextField)):
        if not isinstance(value, str) or _UNSTORABLE.search(value):
            raise WrongRow(f"wrong-value:{column.name}")
    elif isinstance(column, models.JSONField) and _UNSTORABLE.search(json.dumps(value, ensure_ascii=False)):
        raise WrongRow(f"wrong-value:{column.name}")
    try:
        if isinstance(column, models.CharField) and column.choices and value not in dict(column.flatchoices):
            raise WrongRow(f"wrong-value:{column.name}")
        found = column.clean(value, None)
        return found.astimezone(UTC) if isinstance(found, datetime) else found
    except (ValidationError, TypeError, OverflowError):
        if value in ("", None) and column.null:
            return None
        raise WrongRow(f"wrong-value:{column.name}") from None


def _take_audience(row: Any, audience: Any, known: Known) -> None:
    """Never wider than written: what cannot be understood here is for its owner alone."""
    row.audience_kind, row.audience_ref = ONLY_ME, None
    kind = audience_kinds.get(str(audience.get("kind"))) if isinstance(audience, dict) else None
    if kind is None:
        return
    if audience["kind"] == NAMED:
        pk = known.find(NamedPeople, audience.get("list"))
        if pk is not None:
            row.audience_kind, row.audience_ref = NAMED, pk
    elif not kind.needs_ref:
        row.audience_kind = audience["kind"]
