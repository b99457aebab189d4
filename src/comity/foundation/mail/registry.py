"""What apps above give: who writes a mail when it leaves, and who takes what comes in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from typing import Any

from django.core import mail

from comity.foundation.core.registry import Registry


@dataclass(frozen=True, slots=True)
class Hold:
    """Not now: ask again at ``until``."""

    until: datetime


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes a mail at the moment it leaves, in a transaction of its own, from what its reader may see then.

    None means that there is nothing to say, or that it is not wanted any more. It is asked again for every attempt.
    """

    write: Callable[[Any, datetime], mail.EmailMessage | Hold | None]  # takes the OutgoingMail


@dataclass(frozen=True, slots=True)
class Inbox:
    """Takes what came to ``prefix+token@our-domain``.

    ``receive`` gets the token and the message; true means it is ours now, false that no such address is known, and the
    sender is told so. It must be safe to call twice with one message, as mail servers send again what they are not sure of.
    """

    receive: Callable[[str, EmailMessage], bool]


writers: Registry[Writer] = Registry("writer of mails")
inboxes: Registry[Inbox] = Registry("inbox")  # by prefix: "bounce", "reply", "log"
