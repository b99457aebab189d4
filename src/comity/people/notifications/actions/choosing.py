"""What a member sets: how they hear of each kind, when, and where."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from comity.people.members.models import Member
from comity.people.notifications.actions.telling import recount
from comity.people.notifications.enums import Channel
from comity.people.notifications.models import KindChoice, Preferences
from comity.people.notifications.queries.settings import zone_of
from comity.people.notifications.registry import LETTER, notice_kinds
from comity.people.notifications.rules.times import letter_after


@transaction.atomic
def choose(*, by: Member, channels: Mapping[str, Channel], at: datetime, **fields: Any) -> Preferences:
    """Save the whole settings page: a channel for each kind, and the columns of ``Preferences`` it shows."""
    for kind, channel in channels.items():
        KindChoice.objects.update_or_create(owner=by, kind=kind, defaults={"channel": channel})
    preferences = _locked(by)
    for name, value in fields.items():
        setattr(preferences, name, value)
    recount([by.pk])
    return _saved(preferences, at)


@transaction.atomic
def set_all_mail(*, by: Member, on: bool, at: datetime) -> Preferences:
    """End every mail that is not about signing in, or let them come again as they were chosen."""
    preferences = _locked(by)
    preferences.mail_off_at = None if on else preferences.mail_off_at or at
    return _saved(preferences, at)


@transaction.atomic
def set_mail_of(*, by: Member, kind: str, on: bool, at: datetime) -> None:
    """End the mails of one kind, which stays on the page, or let them come again; ``LETTER`` is the weekly one."""
    if kind == LETTER:
        preferences = _locked(by)
        preferences.letter_on = on
        _saved(preferences, at)
    elif kind in notice_kinds:
        channel = Channel.MAIL if on else Channel.PAGE
        KindChoice.objects.update_or_create(owner=by, kind=kind, defaults={"channel": channel})
        recount([by.pk])


def _locked(by: Member) -> Preferences:
    Preferences.objects.get_or_create(owner=by)
    return Preferences.objects.select_for_update().select_related("owner").get(owner=by)


def _saved(preferences: Preferences, at: datetime) -> Preferences:
    owner = preferences.owner
    preferences.next_letter_at = letter_after(
        preferences.last_letter_at, at, preferences.letter_day, preferences.letter_hour, zone_of(owner)
    )
    preferences.save()
    return preferences
