"""Answers to suggestions out of a mail."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comity.people.members.models import Member
from comity.relationships.sources.notices.weekly import listed, waiting_for
from comity.relationships.ties.actions.interactions import set_status
from comity.relationships.ties.enums import Status


def confirm(member: Member, public_id: str, at: datetime) -> str:
    _answer(member, public_id, Status.CONFIRMED)
    return _("Confirmed: it counts from now on.")


def dismiss(member: Member, public_id: str, at: datetime) -> str:
    _answer(member, public_id, Status.DISMISSED)
    return _("Taken off the list.")


@transaction.atomic
def confirm_all(member: Member, until: str, at: datetime) -> str:
    """Confirm what a letter listed and still waits as it was then."""
    ids = list(listed(member, until).values_list("public_id", flat=True))
    if not ids:
        raise LookupError
    for public_id in ids:
        set_status(by=member, public_id=public_id, status=Status.CONFIRMED)
    return ngettext("%(count)d is confirmed.", "%(count)d are confirmed.", len(ids)) % {"count": len(ids)}


@transaction.atomic
def _answer(member: Member, public_id: str, status: Status) -> None:
    if not waiting_for(member).filter(public_id=public_id).exists():
        raise LookupError
    set_status(by=member, public_id=public_id, status=status)
