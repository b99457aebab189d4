"""Answering from a mail, without signing in: what was done, in a sentence."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from comity.foundation.core.direction import isolated
from comity.people.members.models import Member
from comity.relationships.mutual.actions.meeting.answering import answer_meeting
from comity.relationships.mutual.models import Meeting
from comity.relationships.mutual.queries.giving import called
from comity.relationships.mutual.rules.meeting import Deed, NotPossible


def said_yes(member: Member, public_id: str, at: datetime) -> str:
    """Confirm a meeting; raise ``LookupError`` where there is nothing to confirm any more."""
    meeting = _answer(member, public_id, Deed.YES, at)
    other = meeting.other_of(member)
    return _("Confirmed: you met %(name)s.") % {"name": isolated(called(other) if other else "")}


def said_no(member: Member, public_id: str, at: datetime) -> str:
    """Say no to a meeting; raise ``LookupError`` where there is nothing to answer any more."""
    _answer(member, public_id, Deed.NO, at)
    return _("Noted as a no. Nobody is told.")


def _answer(member: Member, public_id: str, deed: Deed, at: datetime) -> Meeting:
    try:
        return answer_meeting(by=member, public_id=public_id, deed=deed, at=at)
    except (Meeting.DoesNotExist, NotPossible) as error:
        raise LookupError(public_id) from error
