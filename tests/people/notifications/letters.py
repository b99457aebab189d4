"""Having a mail leave, and what stands in it."""

from __future__ import annotations

import re
from datetime import datetime
from email.message import EmailMessage

from django.utils import timezone

from comity.foundation.mail.actions.sending import send_due
from comity.people.members.models import Member
from comity.people.notifications.actions.gathering import gather
from comity.people.notifications.actions.telling import notify


def told(to: Member, *about: str, kind: str = "test.asked", at: datetime | None = None) -> None:
    """Tell a member of things, and have the mails of that leave."""
    now = at or timezone.now()
    for one in about:
        notify(recipient=to, kind=kind, about=one, at=now)
    mails_leave(now)


def mails_leave(at: datetime) -> None:
    gather(at=at)
    send_due(clock=lambda: at)


def text_of(letter: EmailMessage, kind: str = "plain") -> str:
    body = letter.get_body((kind,))
    assert body is not None
    return str(body.get_content())


def links_in(letter: EmailMessage, part: str = "do") -> list[str]:
    """Return the paths of the links of one kind in a mail, in their order."""
    return re.findall(rf"http://localhost:8000(/{part}/[^\s/]+/)", text_of(letter))
