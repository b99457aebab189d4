from __future__ import annotations

from django.utils.translation import gettext as _

from comity.people.members.models import Member
from comity.people.messaging.models import Message
from comity.people.moderation.registry import Reported


def reported_message(viewer: Member, public_id: str) -> Reported | None:
    """Return a message of somebody else as the viewer reads it, for a report. One query."""
    theirs = Message.objects.with_words_for(viewer).exclude(author=viewer).filter(public_id=public_id)
    message = theirs.select_related("author").first()
    if message is None or message.author is None:
        return None
    name = _("A message of %(name)s") % {"name": message.author.name}
    return Reported(name, message.text, message.author)
