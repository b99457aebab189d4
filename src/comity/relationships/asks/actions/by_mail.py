"""What a mail offers to do with an ask without signing in; each returns a sentence, or raises ``LookupError``."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from comity.foundation.core.direction import isolated
from comity.people.members.models import Member
from comity.relationships.asks.actions.answering import say_can, say_not_now


def can_by_mail(by: Member, public_id: str, at: datetime) -> str:
    reach = say_can(by=by, public_id=public_id, at=at)
    return _("%(name)s is told that you can help.") % {"name": isolated(reach.ask.asker.name)}


def not_now_by_mail(by: Member, public_id: str, at: datetime) -> str:
    say_not_now(by=by, public_id=public_id, at=at)
    return _("Not now. Nobody is told.")
