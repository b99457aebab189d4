"""Hearing no more of a member one does not want to know, and hearing of them again."""

from __future__ import annotations

from datetime import datetime

from comity.people.members.models import Member
from comity.relationships.people_to_know.models import NotThis


def put_aside(*, by: Member, member: Member, at: datetime) -> None:
    """Suggest ``member`` to ``by`` no more; the same again changes nothing."""
    NotThis.objects.get_or_create(owner=by, member=member, defaults={"at": at})


def take_back(*, by: Member, member: Member) -> None:
    """Let a member come up again; raise NotThis.DoesNotExist for one who was not put aside."""
    NotThis.objects.visible_to(by).get(member=member).delete()
