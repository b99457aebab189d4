"""What can be done from a mail without signing in; ``LookupError`` says that it is over."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from comity.foundation.core.direction import isolated
from comity.people.members.actions.pairs import NotThere
from comity.people.members.models import Member
from comity.people.messaging.actions.answering import accept_request, decline_request
from comity.people.messaging.actions.seating import note_read
from comity.people.messaging.actions.writing import NotYet, write_in_thread
from comity.people.messaging.enums import LONGEST
from comity.people.messaging.queries.requests import who_asks


def accept_by_mail(by: Member, public_id: str, at: datetime) -> str:
    accept_request(by=by, public_id=public_id, at=at)
    return _("Accepted. You can write to each other now.")


def decline_by_mail(by: Member, public_id: str, at: datetime) -> str:
    decline_request(by=by, public_id=public_id, at=at)
    return _("Not now. Nobody is told.")


def describe_request(by: Member, public_id: str) -> str:
    """Say on the page behind a link who asks. One query."""
    asker = who_asks(by, public_id)
    if asker is None:
        raise NotThere
    return _("%(name)s would like to write to you.") % {"name": isolated(asker.name)}


def take_reply(by: Member, public_id: str, words: str, at: datetime) -> None:
    """Write what was answered by mail into the thread, as on its page: an answer to a request accepts it."""
    try:
        message = write_in_thread(by=by, public_id=public_id, text=words[:LONGEST], at=at)
    except NotYet:
        raise NotThere from None
    note_read(by=by, thread=message.thread, newest=message.pk, at=at)
