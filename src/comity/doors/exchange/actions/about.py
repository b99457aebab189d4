"""What a file says of its owner: kept with its row, taken into the profile when the import completes, taken back."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from comity.doors.exchange.enums import Outcome, Said
from comity.doors.exchange.models import Import, ImportRow
from comity.formats import records
from comity.foundation.core.registry import Taken, profile_intake

INTAKE = "members"


@cache
def _adapter(name: str) -> TypeAdapter[Any]:
    return TypeAdapter(getattr(records, name))


def to_about(record: object) -> dict[str, Any]:
    """Return a record as JSON that ``from_about`` reads."""
    name = type(record).__name__
    return {"record": name, "line": _adapter(name).dump_python(record, mode="json")}


def from_about(about: dict[str, Any]) -> object:
    return _adapter(about["record"]).validate_python(about["line"])


def look_at(upload: Import, lines: Sequence[object]) -> list[Taken]:
    """Say what would become of each record; nothing changes."""
    intake = profile_intake.get(INTAKE)
    return intake.look(upload.owner, lines) if intake and lines else []


def take_about(upload: Import) -> None:
    """Add what is new to the owner's profile, within the caller's transaction."""
    intake = profile_intake.get(INTAKE)
    rows = list(
        ImportRow.objects.filter(upload=upload, said=Said.PROFILE, outcome=Outcome.ADDED).order_by("pk")
    )
    if intake is None or not rows:
        return
    for row, taken in zip(
        rows, intake.take(upload.owner, [from_about(row.about) for row in rows]), strict=True
    ):
        row.about = {"added": list(taken.added)}
    ImportRow.objects.bulk_update(rows, ["about"], batch_size=500)


def take_about_back(upload: Import) -> None:
    """Remove from the profile what the import added and nobody changed since."""
    intake = profile_intake.get(INTAKE)
    rows = ImportRow.objects.filter(upload=upload, said=Said.PROFILE, outcome=Outcome.ADDED).order_by("-pk")
    added = [token for row in rows for token in row.about.get("added", ())]
    if intake is not None and added:
        intake.take_back(upload.owner, added)
