"""The mails of this app: what happened, each line with what can be done about it, and how to have fewer of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils.functional import Promise

from comity.foundation.mail.notices.letters import compose
from comity.people.members.models import Member
from comity.people.notifications.models import Preferences

MOST_LINES = 20


@dataclass(frozen=True, slots=True)
class Button:
    """An act behind a link."""

    label: str | Promise
    url: str


@dataclass(frozen=True, slots=True)
class Said:
    """One line of a letter."""

    text: str
    url: str
    detail: str = ""
    buttons: tuple[Button, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """Lines under one title; ``more`` is how many are only on the page."""

    title: str | Promise
    lines: Sequence[Said]
    more: int = 0


def letter(
    member: Member,
    to: str,
    parts: Sequence[Part],
    *,
    form: Literal["at_once", "weekly"],
    kind: str,
    preferences: Preferences,
    reply_to: str = "",
) -> EmailMessage:
    """Return a mail to ``member`` with the headers by which a mail program ends mails of this kind (RFC 8058)."""
    off = absolute(reverse("notifications:unsubscribe", args=[preferences.token_for(kind)]))
    lines = [line for part in parts for line in part.lines]
    context = {
        "member": member,
        "parts": parts,
        "only": lines[0] if len(lines) == 1 else None,
        "count": len(lines) + sum(part.more for part in parts),
        "off": off,
        "page": absolute(reverse("notifications:notices")),
        "settings": absolute(reverse("notifications:settings")),
        "may_reply": bool(reply_to),
    }
    template = f"notifications/mail/{form}"
    message = compose(to, template, context, language=member.language, html="notifications/mail/letter.html")
    message.subject = str(message.subject)[:150]
    message.extra_headers["List-Unsubscribe"] = f"<{off}>"
    message.extra_headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    if reply_to:
        message.reply_to = [reply_to]
    return message


def absolute(path: str) -> str:
    return path if "://" in path else f"{settings.BASE_URL}{path}"
