"""The threads of a member, the one with the newest message first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Page, Paginator

from comity.people.members.models import Member
from comity.people.messaging.enums import State
from comity.people.messaging.models import Message, Seat, Thread
from comity.people.messaging.queries.naming import Company, companies_of

A_PAGE = 30


@dataclass(frozen=True, slots=True)
class Row:
    """A thread in the inbox, with the beginning of what was said last; a gap has no words."""

    thread: Thread
    company: Company
    words: str
    author: str  # empty: the reader themselves
    at: datetime
    is_own: bool
    is_deleted: bool
    is_hidden: bool
    is_gone: bool  # by somebody who is not there
    is_unread: bool
    is_muted: bool
    is_sent: bool  # a first message that waits


@dataclass(frozen=True, slots=True)
class Inbox:
    """A page of threads; ``page`` is Django's, for the links to the others."""

    page: Page[Seat]
    rows: list[Row]


def inbox_for(viewer: Member, number: str | None) -> Inbox:
    """Return a page of the viewer's threads. Five queries, however many there are."""
    seats = Seat.objects.filter(member=viewer, left_at=None, thread__in=Thread.objects.in_inbox_of(viewer))
    ordered = seats.select_related("thread").order_by("-last_at", "-pk")
    page = Paginator(ordered, A_PAGE).get_page(number)
    found = list(page.object_list)
    companies = companies_of(viewer, [seat.thread for seat in found])
    said = Message.objects.select_related("author").in_bulk([seat.newest for seat in found])
    return Inbox(
        page, [_row(seat, companies[seat.thread_id], said.get(seat.newest), viewer) for seat in found]
    )


def _row(seat: Seat, company: Company, message: Message | None, viewer: Member) -> Row:
    thread = seat.thread
    is_own = message is not None and message.author_id == viewer.pk
    author = message.author if message is not None else None
    is_there = is_own or author in company.people
    is_deleted = message is not None and is_there and message.deleted_at is not None
    is_hidden = message is not None and is_there and not is_own and message.hidden_at is not None
    return Row(
        thread=thread,
        company=company,
        words=message.text if message is not None and is_there and not (is_deleted or is_hidden) else "",
        author=author.name if author and is_there and not is_own else "",
        at=seat.last_at,
        is_own=is_own,
        is_deleted=is_deleted,
        is_hidden=is_hidden and not is_deleted,
        is_gone=message is not None and not is_there,
        is_unread=seat.is_unread,
        is_muted=seat.muted_at is not None,
        is_sent=thread.asker_id == viewer.pk and thread.state in (State.WAITING, State.DECLINED),
    )
