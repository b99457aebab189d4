"""What a decision about words of an introduction does: who wrote them reads them alone, until it is taken back."""

from __future__ import annotations

from datetime import datetime

from comity.people.messaging.actions.hiding import hide_message, show_message
from comity.people.messaging.models import Message
from comity.relationships.asks.models import Ask
from comity.relationships.introductions.actions.making import source_of
from comity.relationships.introductions.models import Introduction


def hide_note(public_id: str, at: datetime) -> None:
    """Let it be before nobody any more, or, once it is made, without its note; within the decision's transaction."""
    Introduction.objects.filter(public_id=public_id).update(note_hidden_at=at)


def show_note(public_id: str, _at: datetime) -> None:
    Introduction.objects.filter(public_id=public_id).update(note_hidden_at=None)


def hide_with_ask(ask: Ask, hidden_at: datetime | None) -> None:
    """Let the notes that are the words of an ask be hidden as long as it is."""
    Introduction.objects.filter(reach__ask=ask).update(note_hidden_at=hidden_at)


def hide_line(name: str, public_id: str, at: datetime) -> None:
    """Let one of the lines (by its field) be read by nobody else, nor in the conversation, if it has begun meanwhile."""
    row = Introduction.objects.filter(public_id=public_id).first()
    if row is None:
        return
    Introduction.objects.filter(pk=row.pk).update(**{f"{name}_hidden_at": at})
    if said := _first_words(row):
        hide_message(said.public_id, at)


def show_line(name: str, public_id: str, at: datetime) -> None:
    row = Introduction.objects.filter(public_id=public_id).first()
    if row is None:
        return
    hidden_at = getattr(row, f"{name}_hidden_at")
    Introduction.objects.filter(pk=row.pk).update(**{f"{name}_hidden_at": None})
    said = _first_words(row)
    if said is not None and said.hidden_at == hidden_at:  # else another decision has hidden it
        show_message(said.public_id, at)


def _first_words(row: Introduction) -> Message | None:
    """Return the message that holds the lines, where the introduction is made."""
    said = Message.objects.filter(thread__source=source_of(row)).order_by("pk").first()
    return said if said is not None and said.author_id == row.introducer_id else None
