"""Telling a member something: one row, and the way they chose to hear of it."""

from __future__ import annotations

from datetime import datetime

from comity.people.members.models import Member
from comity.people.notifications.models import Notice
from comity.people.notifications.registry import notice_kinds


def notify(*, recipient: Member, kind: str, about: str, at: datetime) -> None:
    """Tell ``recipient`` of the thing with the public id ``about``, once, within the caller's transaction."""
    if kind not in notice_kinds:
        raise LookupError(f"no kind of notice {kind!r}")
    Notice.objects.get_or_create(recipient=recipient, kind=kind, about=about, defaults={"created_at": at})


def forget(*, kind: str, about: str) -> None:
    """Take back what was told of a thing that is over, from everybody."""
    Notice.objects.filter(kind=kind, about=about).delete()
