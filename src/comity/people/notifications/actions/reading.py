from __future__ import annotations

from datetime import datetime

from django.db import transaction

from comity.people.members.models import Member
from comity.people.notifications.actions.telling import recount
from comity.people.notifications.models import Notice
from comity.people.notifications.queries.page import new_for


@transaction.atomic
def mark_read(*, by: Member, public_id: str, at: datetime) -> Notice:
    """Mark one notice as read; raises ``Notice.DoesNotExist``."""
    notice = Notice.objects.visible_to(by).get(public_id=public_id)
    Notice.objects.filter(pk=notice.pk).unread().update(read_at=at)
    recount([by.pk])
    return notice


@transaction.atomic
def mark_unread(*, by: Member, read_at: datetime) -> int:
    """Take back what was marked as read at one moment."""
    count = Notice.objects.visible_to(by).filter(read_at=read_at).update(read_at=None)
    recount([by.pk])
    return count


@transaction.atomic
def mark_all_read(*, by: Member, kind: str = "", until: datetime, at: datetime) -> int:
    """Mark what the page shows up to ``until`` as read, of one kind or of all; return how much that was."""
    unread = new_for(by).filter(created_at__lte=until)
    count = (unread.filter(kind=kind) if kind else unread).update(read_at=at)
    recount([by.pk])
    return count


@transaction.atomic
def mark_read_about(*, by: Member, kind: str, about: str, at: datetime) -> None:
    """Mark what a member was told of a thing as read: they have the thing itself before them."""
    if Notice.objects.visible_to(by).filter(kind=kind, about=about).unread().update(read_at=at):
        recount([by.pk])
