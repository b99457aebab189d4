"""Writing the mails of notices at the moment they leave: what is over, unseen or unwanted by then is not in them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from comity.foundation.mail.models import OutgoingMail
from comity.foundation.mail.registry import Hold
from comity.people.members.models import Member
from comity.people.notifications.actions.replying import reply_address
from comity.people.notifications.enums import Channel
from comity.people.notifications.models import Notice, OfferedAct, Preferences
from comity.people.notifications.models.notice import NoticeQuerySet
from comity.people.notifications.notices.letter import MOST_LINES, Button, Part, Said, absolute, letter
from comity.people.notifications.queries.page import groups_of, offers_of
from comity.people.notifications.queries.settings import address_of, channels_of, zone_of
from comity.people.notifications.registry import LETTER, Line, notice_kinds, weekly_sections
from comity.people.notifications.rules.times import when_awake

LINKS_LAST: Final = timedelta(days=30)


def write_notices(mail: OutgoingMail, at: datetime) -> EmailMessage | Hold | None:
    """Return the mail about the notices of one kind, or until when it waits, or None."""
    member, kind = mail.recipient, mail.what
    preferences = _preferences(member)
    if kind not in notice_kinds or not _wanted(preferences):
        return None
    if channels_of([member])[member.pk, kind] != Channel.MAIL:
        return None
    awake = when_awake(at, preferences.quiet_from, preferences.quiet_until, zone_of(member))
    if awake > at:
        return Hold(awake)
    bound = _bind(mail, Notice.objects.visible_to(member).filter(kind=kind))
    with override(member.language or settings.LANGUAGE_CODE), timezone.override(zone_of(member)):
        parts = _parts_of(member, bound, mail, at)
        only = bound[0] if len(bound) == 1 else None
        return _letter(mail, parts, preferences, reply_to=reply_address(mail, only) if only else "")


def write_weekly(mail: OutgoingMail, at: datetime) -> EmailMessage | Hold | None:
    """Return the weekly letter: what apps have to say now, and the notices that wait for it; None if that is nothing."""
    member = mail.recipient
    preferences = _preferences(member)
    if not preferences.letter_on or not _wanted(preferences):
        return None
    channels = channels_of([member])
    weekly = [kind for kind in notice_kinds if channels[member.pk, kind] == Channel.WEEKLY]
    bound = _bind(mail, Notice.objects.visible_to(member).filter(kind__in=weekly))
    with override(member.language or settings.LANGUAGE_CODE), timezone.override(zone_of(member)):
        sections = sorted(weekly_sections.values(), key=lambda section: section.order)
        loaded = [section.load(member, at) for section in sections]
        told = [Part(one.title, _said(one.lines, mail, at)) for one in loaded if one and one.lines]
        return _letter(mail, [*told, *_parts_of(member, bound, mail, at)], preferences)


def _preferences(member: Member) -> Preferences:
    return Preferences.objects.get_or_create(owner=member)[0]


def _wanted(preferences: Preferences) -> bool:
    return settings.MAIL_LEAVES and preferences.mail_off_at is None


def _bind(mail: OutgoingMail, wanted: NoticeQuerySet) -> list[Notice]:
    """Return the notices of this mail: those it had at its first attempt and no others, as that one may have arrived."""
    if not mail.notices.exists():
        wanted.for_mail().update(mail=mail)
    return list(wanted.unread().filter(mail=mail).order_by("created_at", "pk"))


def _parts_of(member: Member, notices: list[Notice], mail: OutgoingMail, at: datetime) -> list[Part]:
    return [
        Part(
            group.label,
            _said([told.line for told in group.told[:MOST_LINES]], mail, at),
            more=max(0, len(group.told) - MOST_LINES),
        )
        for group in groups_of(member, notices)
    ]


def _said(lines: Sequence[Line], mail: OutgoingMail, at: datetime) -> list[Said]:
    # What somebody wrote stays on one line here, and is marked in the letter: it must not pass for one of our buttons.
    return [
        Said(" ".join(line.text.split()), absolute(line.url), line.detail, _buttons(line, mail, at))
        for line in lines
    ]


def _buttons(line: Line, mail: OutgoingMail, at: datetime) -> tuple[Button, ...]:
    buttons = []
    for offer in offers_of(line):
        offered, _new = OfferedAct.objects.get_or_create(
            mail=mail,
            act=offer.act.key,
            of=offer.act.of,
            defaults={"owner": mail.recipient, "expires_at": at + LINKS_LAST},
        )
        buttons.append(Button(offer.label, absolute(reverse("notifications:do", args=[offered.token]))))
    return tuple(buttons)


def _letter(
    mail: OutgoingMail, parts: Sequence[Part], preferences: Preferences, *, reply_to: str = ""
) -> EmailMessage | None:
    to = address_of(mail.recipient, preferences)
    if not parts or not to:
        return None
    kind = mail.what or LETTER
    return letter(
        mail.recipient,
        to,
        parts,
        form="weekly" if kind == LETTER else "at_once",
        kind=kind,
        preferences=preferences,
        reply_to=reply_to,
    )
