"""Opening a thread for members whom something brought together: they write freely from then on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from comity.foundation.core.text import clean_line, clean_text
from comity.people.members.actions.locking import lock_there
from comity.people.members.actions.pairs import NotThere
from comity.people.members.models import Member
from comity.people.messaging.actions.holding import held, take_seats
from comity.people.messaging.actions.posting import post, tell
from comity.people.messaging.enums import State
from comity.people.messaging.models import Thread
from comity.people.messaging.queries.there import there_for


@transaction.atomic
def open_thread(
    *,
    members: Sequence[Member],
    title: str,
    source: str,
    first_words: str = "",
    by: Member | None,
    at: datetime,
) -> Thread:
    """Return the thread that ``source`` opened, made now if there is none; its members are told once.

    ``source`` is a word of the caller's with a public id, as "introduction:<public id>". ``by`` is one of the members, whose
    message the first words are; without anybody they stand above the thread. ``title`` names no member: who is in a
    thread is shown beside it, as each may see it. Raise ``NotThere`` if one of two or more is gone or blocks another.
    """
    if not source:
        raise ValueError("a thread that is opened for members needs a source")
    people = lock_there(member.pk for member in members)
    made = Thread.objects.filter(source=source).first()
    if made is not None:
        return made
    if len(people) < 2 or len(people) != len({member.pk for member in members}):
        raise NotThere
    if any(len(there_for(member, people)) != len(people) - 1 for member in people):
        raise NotThere
    pair = {"one": people[0], "other": people[1]} if len(people) == 2 else {}
    thread = Thread.objects.create(
        title=clean_line(title, 200),
        source=source,
        opening="" if by else clean_text(first_words),
        state=State.OPEN,
        created_at=at,
        **pair,
    )
    take_seats(thread, people)
    if by is not None and first_words.strip():
        post(held(thread, by), first_words, at)
    else:
        for member in people:
            tell(thread, member, at)
    return thread
