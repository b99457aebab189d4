"""Answers to suggestions out of a mail."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comity.people.members.models import Member
from comity.relationships.sources.notices.weekly import listed
from comity.relationships.ties.actions.interactions import answer_suggestions
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
    done = len(answer_suggestions(by=member, ids=ids, status=Status.CONFIRMED))
    if not done:
        raise LookupError
    return ngettext("%(count)d is confirmed.", "%(count)d are confirmed.", done) % {"count": done}


def _answer(member: Member, public_id: str, status: Status) -> None:
    if not answer_suggestions(by=member, ids=[public_id], status=status):
        raise LookupError
