"""What decisions about words between two do: they are their writer's alone, until taken back; what was asked stands."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from comity.relationships.mutual.models import FavourAsk, TieRequest
from comity.relationships.ties.models import Favour


def hide_note(public_id: str, at: datetime) -> None:
    """Let a request wait without its words; within the decision's transaction."""
    TieRequest.objects.filter(public_id=public_id).update(hidden_at=at)


def show_note(public_id: str, _at: datetime) -> None:
    TieRequest.objects.filter(public_id=public_id).update(hidden_at=None)


def hide_favour(public_id: str, at: datetime) -> None:
    """Let a favour be asked without its words, and remembered without them by who is asked; its asker is held."""
    FavourAsk.objects.filter(public_id=public_id).update(what_hidden_at=at)
    for side in _memories(public_id):
        _put(side, "")


def show_favour(public_id: str, _at: datetime) -> None:
    ask = FavourAsk.objects.filter(public_id=public_id).first()
    if ask is None:
        return
    FavourAsk.objects.filter(pk=ask.pk).update(what_hidden_at=None)
    for side in _memories(public_id):
        _put(side, ask.what)


def hide_answer(public_id: str, at: datetime) -> None:
    """Let an answer stand without its word, within the decision's transaction."""
    FavourAsk.objects.filter(public_id=public_id).update(word_hidden_at=at)


def show_answer(public_id: str, _at: datetime) -> None:
    FavourAsk.objects.filter(public_id=public_id).update(word_hidden_at=None)


def _memories(public_id: str) -> QuerySet[Favour]:
    """Return where who is asked remembers the words of who asks; its own words are in no other memory."""
    return Favour.objects.filter(shared_key=public_id, words_of__isnull=False).select_related("interaction")


def _put(side: Favour, words: str) -> None:
    noted, was = side.interaction, side.what
    if noted is not None and noted.note == was:  # else its owner wrote something of their own
        noted.note = words
        noted.save(update_fields=["note", "changed_at"])
    side.what = words
    side.save(update_fields=["what", "changed_at"])
