"""What a mail offers to do without signing in; each returns a sentence, or raises ``LookupError`` where it is over."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from comity.foundation.core.direction import isolated
from comity.people.members.actions.pairs import NotThere
from comity.people.members.models import Member
from comity.relationships.mutual.actions.asking import say_no, say_yes
from comity.relationships.mutual.actions.favours import move_shared_favour
from comity.relationships.mutual.actions.requests import TiedAlready, accept_request, decline_request
from comity.relationships.ties.actions.favours import NoSuchMove
from comity.relationships.ties.enums import FavourState
from comity.relationships.ties.models import Favour


def accept_by_mail(by: Member, public_id: str, at: datetime) -> str:
    try:
        tie = accept_request(by=by, public_id=public_id, at=at)
    except TiedAlready:
        return _("You have a mutual tie already.")
    return _("You and %(name)s have a mutual tie now.") % {"name": isolated(tie.of(by).name)}


def decline_by_mail(by: Member, public_id: str, at: datetime) -> str:
    decline_request(by=by, public_id=public_id, at=at)
    return _("Not now. Nobody is told.")


def favour_yes_by_mail(by: Member, public_id: str, at: datetime) -> str:
    ask = say_yes(by=by, public_id=public_id, at=at)
    return _("You said yes. %(name)s is told.") % {"name": isolated(ask.asker.name)}


def favour_no_by_mail(by: Member, public_id: str, at: datetime) -> str:
    say_no(by=by, public_id=public_id, at=at)
    return _("Not this time. Nobody is told.")


def thank_by_mail(by: Member, public_id: str, at: datetime) -> str:
    side = Favour.objects.visible_to(by).filter(shared_key=public_id).first()
    if side is None:
        raise NotThere
    try:
        move_shared_favour(by=by, public_id=side.public_id, to=FavourState.THANKED, at=at)
    except NoSuchMove:
        raise NotThere from None
    return _("Thanks are said.")
