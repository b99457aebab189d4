"""Searching one's own messages: they are opened and read through, newest first, and no index of them lies anywhere.

Why: docs/decisions/0008-messages-are-searched-by-reading.md
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import models

from comity.foundation.search.rules.words import terms_of, words_of
from comity.people.members.models import Member
from comity.people.messaging.models import Message, Seat, Thread
from comity.people.messaging.queries.naming import Company, companies_of
from comity.people.messaging.queries.there import there_for

A_LOOK = 5_000  # messages read through for one answer
_A_BATCH = 500
_MOST_HITS = 20
_MOST_PEOPLE = 10
_ONLY_WORDS = {code: None for code in range(128) if not chr(code).isalnum()}
_AROUND = 90  # letters shown either side of the first word that was found


@dataclass(frozen=True, slots=True)
class Hit:
    """A message that was found, with the words around."""

    public_id: str
    thread: Thread
    company: Company
    author: str  # empty: the viewer's own
    excerpt: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Found:
    """What was found: conversations by who is in them, messages by their words, and where to look on."""

    threads: tuple[tuple[Thread, Company], ...] = ()
    hits: tuple[Hit, ...] = ()
    looked_until: datetime | None = None  # set if older messages are still to be read through
    go_on: str = ""  # the message before which to look on


def search_messages(viewer: Member, query: str, *, before: str = "") -> Found:
    """Return what of the viewer's own conversations answers every word of ``query``, the newest first.

    One query for each 500 messages, at most ten, and seven for what was found and who is in what. Up to 5,000 messages are read through;
    ``go_on`` says where the next look begins.
    """
    terms = terms_of(query)
    if not terms:
        return Found()
    rows = Message.objects.with_words_for(viewer).filter(thread__in=Thread.objects.in_inbox_of(viewer))
    if before:
        rows = rows.filter(pk__lt=rows.filter(public_id=before).values("pk")[:1])
    found: list[int] = []
    looked, last, is_whole = 0, 0, True
    for pk, text in _newest_first(rows.order_by("-pk")):
        if looked == A_LOOK or len(found) == _MOST_HITS:
            is_whole = False
            break
        looked, last = looked + 1, pk
        if _may_answer(text, terms) and _answers(words_of(text), terms):
            found.append(pk)
    wanted = rows.filter(pk__in=found if is_whole else [*found, last])
    messages = {message.pk: message for message in wanted.select_related("author", "thread")}
    hits = [messages[pk] for pk in found]
    companies = companies_of(viewer, [message.thread for message in hits])
    return Found(
        threads=() if before else _by_name(viewer, terms),
        hits=tuple(_hit(message, companies[message.thread_id], viewer, terms) for message in hits),
        looked_until=None if is_whole else messages[last].created_at,
        go_on="" if is_whole else messages[last].public_id,
    )


def _newest_first(rows: models.QuerySet[Message]) -> Iterator[tuple[int, str]]:
    """Yield messages with their texts in batches, so that a search that finds enough early opens no more."""
    texts, below = rows.values_list("pk", "text"), None
    while batch := list((texts if below is None else texts.filter(pk__lt=below))[:_A_BATCH]):
        yield from batch
        below = batch[-1][0]


def _may_answer(text: str, terms: list[str]) -> bool:
    """Tell, at a hundredth of the cost, what surely has not all of the terms; only of plain letters, as fold() asks."""
    if not text.isascii():
        return True
    bare = text.lower().translate(_ONLY_WORDS)
    return all(term in bare for term in terms)


def _answers(words: set[str], terms: list[str]) -> bool:
    return all(any(word.startswith(term) for word in words) for term in terms)


def _hit(message: Message, company: Company, viewer: Member, terms: list[str]) -> Hit:
    is_own = message.author_id == viewer.pk
    return Hit(
        public_id=message.public_id,
        thread=message.thread,
        company=company,
        author="" if is_own or message.author is None else message.author.name,
        excerpt=_excerpt(message.text, terms),
        at=message.created_at,
    )


def _excerpt(text: str, terms: list[str]) -> str:
    """Return the part of a text around the first word that answers."""
    for found in re.finditer(r"\S+", text):
        if any(_answers(words_of(found[0]), [term]) for term in terms):
            start, end = max(0, found.start() - _AROUND), found.end() + _AROUND
            return f"{'…' if start else ''}{text[start:end].strip()}{'…' if end < len(text) else ''}"
    return text[: 2 * _AROUND]


def _by_name(viewer: Member, terms: list[str]) -> tuple[tuple[Thread, Company], ...]:
    """Return the conversations with somebody whose name answers. Four queries."""
    seats = Seat.objects.taken().filter(thread__in=Thread.objects.in_inbox_of(viewer)).exclude(member=viewer)
    named = [
        seat
        for seat in seats.select_related("member", "thread")
        if _answers(words_of(seat.member.name), terms)
    ]
    there = there_for(viewer, [seat.member for seat in named])
    threads = list({seat.thread_id: seat.thread for seat in named if seat.member_id in there}.values())
    shown = threads[:_MOST_PEOPLE]
    companies = companies_of(viewer, shown)
    return tuple((thread, companies[thread.pk]) for thread in shown)
