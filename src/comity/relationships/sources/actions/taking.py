"""A mail that came to a log address: who wrote to whom becomes a suggestion, and the mail itself is not kept."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime, timedelta
from email.message import EmailMessage
from typing import Final

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from comity.formats.errors import FormatError
from comity.foundation.mail.rules.addresses import split_address
from comity.people.contacts.rules.keys import email_key
from comity.people.members.models import Member
from comity.people.members.rules.tokens import token_hash
from comity.relationships.sources.actions.polling import look
from comity.relationships.sources.actions.suggesting import suggest
from comity.relationships.sources.models import LogAddress
from comity.relationships.sources.queries.people import own_keys, zone_of
from comity.relationships.sources.rules.mails import Mail, read_mail, without_prefix
from comity.relationships.sources.rules.suggestions import Suggestion, mail_key
from comity.relationships.ties.enums import Direction, Kind, Source

PREFIX: Final = "log"
OLDEST: Final = timedelta(days=3650)


def take_mail(token: str, message: EmailMessage) -> bool:
    """Take a mail that came to a log address; false where there is none such, or where its owner did not send it.

    Only a proven address of the owner's counts as a sender. What a program sent by itself is taken and does nothing, so that
    no two programs answer each other for ever. The same mail again adds nothing.
    """
    here = LogAddress.objects.filter(token_hash=token_hash(token), owner__is_active=True)
    if not here.exists():  # before anything that a stranger sent is taken apart
        return False
    mail = read_mail(message)
    now = timezone.now()
    with transaction.atomic():
        found = here.select_for_update(of=("self",)).select_related("owner").first()
        if found is None:
            return False
        if mail.is_automatic:
            return True
        own = own_keys(found.owner)
        if email_key(mail.sender) not in own:
            found.refused_at = now
            found.save(update_fields=["refused_at"])
            return False
        suggest(to=found.owner, found=_suggestions(mail, found.owner, own, now))
        found.taken_at = now
        found.save(update_fields=["taken_at"])
    return True


def _suggestions(mail: Mail, owner: Member, own: frozenset[str], now: datetime) -> list[Suggestion]:
    zone = zone_of(owner)
    today = now.astimezone(zone).date()
    sent_on = mail.sent_at.astimezone(zone).date() if mail.sent_at else today
    found = [_copied(mail, own, _sound(sent_on, today)) or _forwarded(mail, own, _sound(sent_on, today))]
    for body in mail.calendars:
        with suppress(FormatError):
            found += look(body, own=own, at=now, zone=zone).found
    return [one for one in found if one is not None]


def _copied(mail: Mail, own: frozenset[str], on: date) -> Suggestion | None:
    """A copy of a mail the owner sent: to everybody it names but the owner and us."""
    people = _others(mail.to, own)
    if not people:
        return None
    return Suggestion(
        key=mail_key(mail.message_id),
        kind=Kind.MESSAGE,
        on=on,
        people=people,
        source=Source.MAIL,
        direction=Direction.OUT,
        summary=mail.subject,
    )


def _forwarded(mail: Mail, own: frozenset[str], on: date) -> Suggestion | None:
    """A mail sent to us alone: of whom it quotes, or to whom if the quoted one is the owner's own."""
    quoted = mail.forwarded
    if quoted is None:
        return None
    is_own = email_key(quoted.sender) in own
    people = _others(quoted.to if is_own else (quoted.sender,), own)
    if not people:
        return None
    return Suggestion(
        key=mail_key(mail.message_id),
        kind=Kind.MESSAGE,
        on=_sound(quoted.on or on, on),
        people=people,
        source=Source.MAIL,
        direction=Direction.OUT if is_own else Direction.IN,
        summary=quoted.subject or without_prefix(mail.subject),
    )


def _others(addresses: tuple[str, ...], own: frozenset[str]) -> tuple[str, ...]:
    ours = settings.MAIL_DOMAIN
    keys = (email_key(one) for one in addresses if not split_address(one, ours))
    return tuple(dict.fromkeys(key for key in keys if key and key not in own))


def _sound(day: date, latest: date) -> date:
    """Return the day a clock named, or the latest it can have been where that clock was wrong."""
    return day if latest - OLDEST <= day <= latest else latest
