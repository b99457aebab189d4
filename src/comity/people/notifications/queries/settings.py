"""How a member wants to hear of things."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from allauth.account.models import EmailAddress
from django.conf import settings
from django.utils.functional import Promise

from comity.foundation.mail.models import Mailbox
from comity.people.members.models import Member
from comity.people.notifications.enums import Channel
from comity.people.notifications.models import KindChoice, Preferences
from comity.people.notifications.registry import LETTER, NoticeKind, notice_kinds


def zone_of(member: Member) -> ZoneInfo:
    return ZoneInfo(member.time_zone or settings.TIME_ZONE)


def preferences_of(member: Member) -> Preferences:
    """Return what a member set, or what holds until they do. One query."""
    return Preferences.objects.visible_to(member).first() or Preferences(owner=member)


def kinds_in_order() -> list[tuple[str, NoticeKind]]:
    return sorted(notice_kinds.items(), key=lambda item: (item[1].order, item[0]))


def channels_of(members: Iterable[Member]) -> dict[tuple[int, str], Channel]:
    """Return by member and kind how each wants to hear of it. One query."""
    known = list(members)
    chosen = {
        (choice.owner_id, choice.kind): Channel(choice.channel)
        for choice in KindChoice.objects.filter(owner__in=known)
    }
    return {
        (member.pk, key): chosen.get((member.pk, key), kind.channel)
        for member in known
        for key, kind in notice_kinds.items()
    }


def addresses_of(member: Member) -> list[str]:
    """Return the proven addresses of a member, the main one first. One query."""
    rows = (
        EmailAddress.objects.filter(user=member).order_by("-primary", "pk").values_list("email", "verified")
    )
    known = [(str(email), bool(verified)) for email, verified in rows]
    if member.email.lower() not in {email.lower() for email, _verified in known}:
        known.insert(0, (member.email, True))  # made by an operator or at first start: taken as it stands
    return [email for email, verified in known if verified]


def address_of(member: Member, preferences: Preferences) -> str:
    """Return where mail reaches a member now, or "" where no address is proven. One query."""
    proven = addresses_of(member)
    chosen = [email for email in proven if email.lower() == preferences.address.lower()]
    return next(iter([*chosen, *proven]), "")


def mail_address(member: Member) -> str:
    """Return where a mail to a member may go now, or "" where none leaves or they want none. Two queries at most."""
    preferences = preferences_of(member)
    if not settings.MAIL_LEAVES or preferences.mail_off_at is not None:
        return ""
    return address_of(member, preferences)


def stopped_card(viewer: Member, at: datetime) -> dict[str, Any] | None:
    """Return for Today the last address of the viewer to which nothing goes any more. One query."""
    stopped = Mailbox.objects.visible_to(viewer).exclude(stopped_at=None).order_by("-stopped_at").first()
    return {"address": stopped.address} if stopped else None


@dataclass(frozen=True, slots=True)
class Mails:
    """Whether mails of one kind come, and whether any do."""

    label: str | Promise
    is_letter: bool
    come: bool
    all_off: bool


def mails_of(member: Member, kind: str) -> Mails:
    """Return what the link out of a mail of ``kind`` finds. Two queries."""
    preferences = preferences_of(member)
    all_off = preferences.mail_off_at is not None
    if kind == LETTER:
        return Mails("", True, preferences.letter_on, all_off)
    known = notice_kinds.get(kind)
    come = known is not None and channels_of([member])[member.pk, kind] == Channel.MAIL
    return Mails(known.label if known else "", False, come, all_off)
