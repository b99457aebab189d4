"""Whom an operator lets act."""

from __future__ import annotations

from datetime import datetime

from allauth.usersessions.models import UserSession
from django.db import transaction

from comity.foundation.audit.actions import record
from comity.foundation.core.queue import enqueue
from comity.people.members.enums import Standing
from comity.people.members.models import Member
from comity.people.members.registry import standing_changed
from comity.people.members.rules.registration import may_change_standing


class NotYours(Exception):
    """Only an operator decides, and never over themselves."""


@transaction.atomic
def approve(*, by: Member, public_id: str, at: datetime) -> Member:
    """Open an account that waits, or one that was suspended; tell its member the first time."""
    member = _locked(by, public_id)
    waited = member.standing == Standing.WAITING
    _stand(member, Standing.ACTIVE)
    record(by, "members.approved", member, at=at)
    if waited:
        enqueue("members.send_approval", {"member": member.pk}, unique=f"approval:{member.pk}")
    return member


@transaction.atomic
def refuse(*, by: Member, public_id: str, at: datetime) -> None:
    """Delete an account that waits and never acted; nothing of the person stays."""
    member = _locked(by, public_id)
    if member.standing != Standing.WAITING:
        raise NotYours
    record(by, "members.refused", at=at)
    member.delete()


@transaction.atomic
def suspend(*, by: Member, public_id: str, at: datetime) -> Member:
    """Close an account and end its sessions; what its member wrote stays as it is."""
    member = _locked(by, public_id)
    _stand(member, Standing.SUSPENDED)
    record(by, "members.suspended", member, at=at)
    for session in UserSession.objects.filter(user=member):
        session.end()
    return member


def _locked(by: Member, public_id: str) -> Member:
    member = Member.objects.select_for_update().get(public_id=public_id)
    if not may_change_standing(by_operator=by.is_operator, themselves=member.pk == by.pk):
        raise NotYours
    return member


def _stand(member: Member, standing: Standing) -> None:
    member.standing, member.is_active = standing, standing == Standing.ACTIVE
    member.save(update_fields=["standing", "is_active"])
    for follow in standing_changed.values():
        follow(member)
