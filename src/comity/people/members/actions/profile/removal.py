"""Taking a row out of a profile, and putting it back while its owner still may change their mind."""

from __future__ import annotations

import json
from typing import Any, Final

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction

from comity.people.members.actions.companies import forget_unsaid_company
from comity.people.members.actions.profile.editing import (
    save_detail,
    save_education,
    save_position,
    tell_positions_changed,
)
from comity.people.members.models import Confirmation, Detail, Education, Member, Position

ROWS: Final[dict[str, type[Position | Education | Detail]]] = {
    "position": Position,
    "education": Education,
    "detail": Detail,
}
_NOT_KEPT = {"id", "owner", "company", "changed_at"}


@transaction.atomic
def remove_row(*, by: Member, kind: str, public_id: str) -> dict[str, Any]:
    """Delete one row and return what ``put_back`` needs; raise the model's ``DoesNotExist`` for another's."""
    model: type[models.Model] = ROWS[kind]
    row: Any = model._default_manager.get(owner=by, public_id=public_id)
    kept = {f.name: f.value_from_object(row) for f in model._meta.concrete_fields if f.name not in _NOT_KEPT}
    companies: set[int] = {row.company_id} if getattr(row, "company_id", None) else set()
    if isinstance(row, Position):
        companies |= set(Confirmation.objects.filter(position=row).values_list("company", flat=True))
    row.delete()
    for company in companies:
        forget_unsaid_company(company)
    if model is Position:
        tell_positions_changed(by)
    said: dict[str, Any] = json.loads(json.dumps(kept, cls=DjangoJSONEncoder))
    return said


@transaction.atomic
def put_back(*, by: Member, kind: str, kept: dict[str, Any]) -> None:
    """Restore a removed row with its audience and its id; twice does no more than once."""
    model = ROWS[kind]
    if model._default_manager.filter(public_id=kept["public_id"]).exists():
        return
    columns = {field.name: field for field in model._meta.concrete_fields}
    fields = {name: columns[name].to_python(value) for name, value in kept.items()}
    row = model(**fields)
    if isinstance(row, Position):
        save_position(by=by, position=row)
    elif isinstance(row, Education):
        save_education(by=by, education=row)
    else:
        save_detail(by=by, detail=row)
