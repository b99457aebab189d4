"""Changing or deleting what one wrote."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from comity.foundation.core.text import clean_text
from comity.people.members.actions.pairs import NotThere
from comity.people.members.models import Member
from comity.people.messaging.actions.holding import hold_thread
from comity.people.messaging.models import Message
from comity.people.messaging.rules.times import UNDONE_WITHIN, may_edit, may_undo


class TooLate(Exception):
    """The time in which this can be done is over."""


@transaction.atomic
def edit_message(*, by: Member, public_id: str, text: str, at: datetime) -> Message:
    """Put other words into a message of one's own, which is marked; raise ``NotThere`` or ``TooLate``."""
    message = _own(by, public_id)
    if message.deleted_at is not None:
        raise NotThere
    if not may_edit(written_at=message.created_at, now=at):
        raise TooLate
    text = clean_text(text)
    if text != message.text:
        message.text, message.edited_at = text, at
        message.save(update_fields=["text", "edited_at", "changed_at"])
    return message


@transaction.atomic
def delete_message(*, by: Member, public_id: str, at: datetime) -> Message:
    """Leave a gap where a message of one's own was; a request is taken back by it. Raise ``NotThere``."""
    message = _own(by, public_id)
    if message.deleted_at is not None:
        raise NotThere
    message.deleted_at = at
    message.save(update_fields=["deleted_at", "changed_at"])
    return message


@transaction.atomic
def put_back_message(*, by: Member, public_id: str, at: datetime) -> Message:
    """Take a deletion back within the hour; raise ``NotThere`` or ``TooLate``. Nobody is told of it a second time."""
    message = _own(by, public_id)
    if message.deleted_at is None:
        raise NotThere
    if not may_undo(done_at=message.deleted_at, now=at):
        raise TooLate
    message.deleted_at = None
    message.save(update_fields=["deleted_at", "changed_at"])
    return message


def forget_deleted_texts(*, now: datetime) -> int:
    """Remove for good the text of what was deleted too long ago to be put back; return of how many messages."""
    over = Message.objects.filter(deleted_at__lte=now - UNDONE_WITHIN).exclude(text="")
    return over.update(text="")


def _own(by: Member, public_id: str) -> Message:
    """Hold the thread of one of the own messages of ``by`` and return it as it is then."""
    mine = Message.objects.visible_to(by).filter(author=by, public_id=public_id)
    found = mine.values_list("thread__public_id", flat=True).first()
    if found is None:
        raise NotThere
    hold_thread(by, found)
    message = mine.first()
    if message is None:
        raise NotThere
    return message
