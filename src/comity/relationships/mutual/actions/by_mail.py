"""What a mail offers to do without signing in; each returns a sentence, or raises ``LookupError`` where it is over."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from comity.people.members.models import Member
from comity.relationships.mutual.actions.requests import TiedAlready, accept_request, decline_request


def accept_by_mail(by: Member, public_id: str, at: datetime) -> str:
    try:
        tie = accept_request(by=by, public_id=public_id, at=at)
    except TiedAlready:
        return _("You have a mutual tie already.")
    return _("You and %(name)s have a mutual tie now.") % {"name": tie.of(by).name}


def decline_by_mail(by: Member, public_id: str, at: datetime) -> str:
    decline_request(by=by, public_id=public_id, at=at)
    return _("Not now. Nobody is told.")
