"""What can be done from a mail without signing in; each says what it did, or that it can no longer be done."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from comity.foundation.core.direction import isolated
from comity.people.members.models import Member
from comity.relationships.touch.actions.answering import AlreadyAnswered, answer_nudge
from comity.relationships.touch.actions.follow_ups import set_done
from comity.relationships.touch.enums import Answer
from comity.relationships.touch.models import FollowUp, Nudge


def spoke(member: Member, public_id: str, at: datetime) -> str:
    nudge = _answered(member, public_id, Answer.SPOKE, at)
    return _("Noted: you spoke with %(name)s today.") % {"name": isolated(nudge.contact.full_name)}


def snooze(member: Member, public_id: str, at: datetime) -> str:
    nudge = _answered(member, public_id, Answer.LATER, at)
    return _("%(name)s comes up again in two weeks.") % {"name": isolated(nudge.contact.full_name)}


def not_this(member: Member, public_id: str, at: datetime) -> str:
    nudge = _answered(member, public_id, Answer.NOT_THIS, at)
    return _("%(name)s does not come up any more.") % {"name": isolated(nudge.contact.full_name)}


def done(member: Member, public_id: str, at: datetime) -> str:
    try:
        set_done(by=member, public_id=public_id, done=True, at=at)
    except FollowUp.DoesNotExist as error:
        raise LookupError from error
    return _("Done.")


def _answered(member: Member, public_id: str, answer: Answer, at: datetime) -> Nudge:
    try:
        return answer_nudge(by=member, public_id=public_id, answer=answer, at=at)
    except (Nudge.DoesNotExist, AlreadyAnswered) as error:
        raise LookupError from error
