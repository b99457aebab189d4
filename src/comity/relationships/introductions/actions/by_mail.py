"""What a mail offers to do with an introduction without signing in."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from comity.foundation.core.direction import isolated
from comity.people.members.actions.pairs import NotThere
from comity.people.members.models import Member
from comity.relationships.introductions.actions.leading import say_no, say_yes
from comity.relationships.introductions.queries.introductions import introduction_for


def yes_by_mail(by: Member, public_id: str, at: datetime) -> str:
    """Say yes, giving one's name alone; more can be given on the page."""
    row = say_yes(by=by, public_id=public_id, gives=[], at=at)
    return _("You said yes: %(name)s and you are introduced.") % {"name": isolated(row.seeker.name)}


def no_by_mail(by: Member, public_id: str, at: datetime) -> str:
    seen = introduction_for(by, public_id, at)
    if seen is None or not seen.is_my_turn:
        raise NotThere
    say_no(by=by, public_id=public_id, who=seen.who, at=at)
    return _("Not now. Nobody is told.")
