"""Everything a member's profile holds, for the archive of their account."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.files.storage import default_storage
from django.db import models

from comity.foundation.core.audience import NAMED
from comity.foundation.core.models import NamedPeople
from comity.people.members.models import (
    Confirmation,
    Detail,
    Education,
    Member,
    Position,
    Profile,
    Show,
    Word,
)

_LEFT_OUT = {"id", "owner", "profile", "company", "photo", "audience_ref", "organization_folded"}


def export_profile(member: Member) -> Iterator[tuple[str, Any]]:
    """Yield the profile as JSON, with lists by name and members by their public id, and the photo."""
    lists = dict(NamedPeople.objects.filter(owner=member).values_list("pk", "name"))
    profile = Profile.objects.filter(owner=member).first()
    said: dict[str, Any] = _fields(profile, lists) if profile else {}
    said["shows"] = [_fields(show, lists) for show in Show.objects.filter(profile__owner=member)]
    owned: dict[str, type[models.Model]] = {
        "positions": Position,
        "education": Education,
        "words": Word,
        "details": Detail,
    }
    for name, model in owned.items():
        said[name] = [_fields(row, lists) for row in model._default_manager.filter(owner=member)]
    yield "profile.json", said
    named = NamedPeople.objects.filter(owner=member).prefetch_related("people")
    if named:
        yield (
            "named_people.json",
            [
                {"name": one.name, "people": [person.public_id for person in one.people.all()]}
                for one in named
            ],
        )
    photo = profile.photo.name if profile else ""
    if photo and default_storage.exists(photo):
        with default_storage.open(photo) as file:
            yield "photo.jpg", file.read()


def _fields(row: models.Model, lists: dict[int, str]) -> dict[str, Any]:
    said: dict[str, Any] = {}
    for field in row._meta.concrete_fields:
        if field.name not in _LEFT_OUT:
            value = field.value_from_object(row)
            said[field.name] = value.isoformat() if hasattr(value, "isoformat") else value
    ref = getattr(row, "audience_ref", None)
    if ref and getattr(row, "audience_kind", "") == NAMED:
        said["audience_list"] = lists.get(ref, "")
    return said


def confirmations_for_archive(member: Member) -> Iterator[tuple[str, Any]]:
    """Yield which positions are confirmed, by what and where; the key of an address stays out."""
    rows = Confirmation.objects.filter(position__owner=member).select_related("position", "company")
    if found := [_confirmation(row) for row in rows.order_by("pk")]:
        yield "confirmations.json", found


def _confirmation(row: Confirmation) -> dict[str, Any]:
    return {
        "position": row.position.public_id,
        "company": row.company.name,
        "way": row.way,
        "at": row.at.isoformat(),
        "ended_at": row.ended_at.isoformat() if row.ended_at else None,
    }
