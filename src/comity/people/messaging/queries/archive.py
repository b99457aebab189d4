"""What a member takes along of their messages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from comity.people.members.models import Member
from comity.people.messaging.models import Message, ReceiptsWish, Seat, Thread
from comity.people.messaging.queries.naming import companies_of
from comity.people.messaging.queries.there import there_for


def messages_for_archive(owner: Member) -> Iterator[tuple[str, Any]]:
    """Yield the threads the owner sees with what stands in them, as their pages show it: never that a request was declined.

    Of threads they left there are their own words.
    """
    threads = list(Thread.objects.visible_to(owner).order_by("pk"))
    companies = companies_of(owner, threads)
    seats = {seat.thread_id: seat for seat in Seat.objects.filter(member=owner)}
    said = _said_in(owner, threads)
    yield (
        "messages.json",
        [
            {
                "id": thread.public_id,
                "title": thread.title,
                "opening": thread.opening,
                "with": [_named(member) for member in companies[thread.pk].people],
                "made_at": thread.created_at.isoformat(),
                "muted_at": _moment(seats[thread.pk].muted_at),
                "messages": said[thread.pk],
            }
            for thread in threads
        ],
    )
    elsewhere = Message.objects.filter(author=owner, deleted_at=None).exclude(thread__in=threads)
    yield (
        "messages_elsewhere.json",
        [_message(message, owner, set()) for message in elsewhere.order_by("pk")],
    )
    if wish := ReceiptsWish.objects.visible_to(owner).first():
        yield "message_receipts.json", {"since": wish.since.isoformat()}


def _said_in(owner: Member, threads: list[Thread]) -> dict[int, list[dict[str, Any]]]:
    rows = list(Message.objects.visible_to(owner).filter(thread__in=threads).select_related("author"))
    there = there_for(owner, {row.author.pk: row.author for row in rows if row.author}.values())
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        found[row.thread_id].append(_message(row, owner, there))
    return found


def _message(message: Message, owner: Member, there: set[int]) -> dict[str, Any]:
    is_there = message.author_id == owner.pk or message.author_id in there
    is_own = message.author_id == owner.pk
    has_words = is_there and message.deleted_at is None and (is_own or message.hidden_at is None)
    return {
        "id": message.public_id,
        "author": _named(message.author) if is_there and message.author else None,
        "text": message.text if has_words else "",
        "made_at": message.created_at.isoformat(),
        "edited_at": _moment(message.edited_at if has_words else None),
        "hidden_at": _moment(message.hidden_at if is_there else None),
        "deleted_at": _moment(message.deleted_at if is_there else None),
    }


def _named(member: Member) -> dict[str, str]:
    return {"member": member.public_id, "name": member.name}


def _moment(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
