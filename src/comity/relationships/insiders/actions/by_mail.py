"""What a mail offers to do without signing in; each returns a sentence, or raises ``LookupError`` where it is over."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from comity.foundation.core.direction import isolated
from comity.people.members.actions.pairs import NotThere
from comity.people.members.models import Member
from comity.relationships.insiders.actions.afterwards import did_not, took_place
from comity.relationships.insiders.actions.booking import TimeTaken, confirm, decline


def yes_by_mail(by: Member, public_id: str, at: datetime) -> str:
    try:
        booking = confirm(by=by, public_id=public_id, at=at)
    except TimeTaken:
        raise NotThere from None
    name = {"name": isolated(booking.asker.name)}
    if not booking.place:
        return (
            _("Agreed. %(name)s is told. Please say on its page where it is: a number, a link, a café.")
            % name
        )
    return _("Agreed. %(name)s is told, and both of you get a file for the calendar.") % name


def no_by_mail(by: Member, public_id: str, at: datetime) -> str:
    decline(by=by, public_id=public_id, at=at)
    return _("Not this time. Nobody is told.")


def happened_by_mail(by: Member, public_id: str, at: datetime) -> str:
    _booking, card = took_place(by=by, public_id=public_id, at=at)
    return _("Noted in your book.") if card else _("Good.")


def missed_by_mail(by: Member, public_id: str, at: datetime) -> str:
    did_not(by=by, public_id=public_id, at=at)
    return _("Noted: it did not take place.")
