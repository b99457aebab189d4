"""One thread as a member of it reads it: a page of messages, the newest at its end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter

from django.db.models import Exists, OuterRef, Subquery
from django.db.models.functions import Coalesce

from comity.people.members.models import Member
from comity.people.messaging.enums import State, Writing
from comity.people.messaging.models import Message, ReceiptsWish, Seat, Thread
from comity.people.messaging.queries.leaving import Left, left_in
from comity.people.messaging.queries.naming import FORMER, Company, companies_of
from comity.people.messaging.queries.there import free_for, there_for
from comity.people.messaging.rules.gate import writing_in
from comity.people.messaging.rules.times import may_edit, may_undo, shows_reading

A_PAGE = 30


@dataclass(frozen=True, slots=True)
class Said:
    """A message as one reader may see it; a gap has no words, and one of somebody who is not there no name."""

    public_id: str
    pk: int
    author: Member | None  # None: a former member
    text: str
    at: datetime
    is_own: bool
    is_deleted: bool
    is_hidden: bool  # by a decision: a gap to all but its author
    is_edited: bool
    may_edit: bool
    may_put_back: bool
    read_by: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return self.author.name if self.author else str(FORMER)


@dataclass(frozen=True, slots=True)
class ThreadView:
    """What a thread's page shows."""

    thread: Thread
    seat: Seat
    company: Company
    said: tuple[Said, ...]
    left: tuple[Left, ...]  # between what was said
    has_earlier: bool
    is_newest: bool
    writing: Writing

    @property
    def lines(self) -> list[Said | Left]:
        """Return what was said, and between it who left then."""
        return sorted([*self.said, *self.left], key=attrgetter("at"))

    @property
    def newest(self) -> str:
        """Return the public id of the newest message on the page; empty where nothing is said yet."""
        return self.said[-1].public_id if self.said else ""

    @property
    def is_live(self) -> bool:
        """Tell whether something more may be said at the end of this page."""
        return self.is_newest and not self.is_closed

    @property
    def is_closed(self) -> bool:
        return self.company.is_alone or self.thread.ended_at is not None

    @property
    def may_leave(self) -> bool:
        """Tell whether those who stay would still be two."""
        return len(self.company.people) > 1

    @property
    def began_by_reader(self) -> bool:
        return self.thread.asker_id == self.seat.member_id

    @property
    def asks_reader(self) -> bool:
        return self.thread.state == State.WAITING and not self.began_by_reader


def thread_for(
    viewer: Member, public_id: str, now: datetime, *, before: str = "", until: str = "", after: str = ""
) -> ThreadView | None:
    """Return the newest page of a thread, or the one that ends ``before`` or with (``until``) a message of it.

    Of the newest page only what came ``after`` a message, where one is named. None where the thread is not there for
    the viewer.

    Nine queries at most, however many messages; eleven where more than two write.
    """
    seats = Seat.objects.filter(member=viewer, left_at=None, thread__public_id=public_id)
    seat = seats.filter(thread__in=Thread.objects.visible_to(viewer)).select_related("thread").first()
    if seat is None:
        return None
    thread = seat.thread
    company = companies_of(viewer, [thread])[thread.pk]
    rows = Message.objects.visible_to(viewer).filter(thread=thread)
    if before:
        rows = rows.filter(pk__lt=rows.filter(public_id=before).values("pk")[:1])
    if until:
        rows = rows.filter(pk__lte=rows.filter(public_id=until).values("pk")[:1])
    if after:
        rows = rows.filter(pk__gt=rows.filter(public_id=after).values("pk")[:1])
    found = list(rows.select_related("author").order_by("-pk")[: A_PAGE + 1])
    shown = found[:A_PAGE][::-1]
    others = {message.author_id: message.author for message in shown if message.author is not None}
    there = there_for(viewer, others.values())
    readers = _readers(viewer, thread, company) if shown else {}
    said = tuple(_said(message, viewer, there, readers, now) for message in shown)
    return ThreadView(
        thread=thread,
        seat=seat,
        company=company,
        said=said,
        left=_between(
            left_in(viewer, thread),
            said,
            is_first=len(found) <= A_PAGE and not after,
            is_last=not (before or until),
        ),
        has_earlier=len(found) > A_PAGE,
        is_newest=not (before or until),
        writing=_writing(viewer, thread, company),
    )


def has_news(viewer: Member, public_id: str, after: str) -> bool:
    """Tell whether something was said in a thread after a message of it. One query; raise ``Thread.DoesNotExist``."""
    said = Message.objects.visible_to(viewer).filter(thread=OuterRef("pk"))
    known = Message.objects.visible_to(viewer).filter(public_id=after).values("pk")[:1]
    newer = said.filter(pk__gt=Coalesce(Subquery(known), 0))
    threads = Thread.objects.visible_to(viewer).filter(public_id=public_id)
    return threads.annotate(has_news=Exists(newer)).values_list("has_news", flat=True).get()


def own_message(viewer: Member, public_id: str) -> Message | None:
    """Return a message the viewer wrote and did not delete. One query."""
    mine = Message.objects.with_words_for(viewer).filter(author=viewer, public_id=public_id)
    return mine.select_related("thread").first()


def _between(
    left: Sequence[Left], said: Sequence[Said], *, is_first: bool, is_last: bool
) -> tuple[Left, ...]:
    """Keep who left while these messages were the ones being said."""
    since = None if is_first or not said else said[0].at
    until = None if is_last or not said else said[-1].at
    return tuple(
        one for one in left if (since is None or one.at >= since) and (until is None or one.at <= until)
    )


def _writing(viewer: Member, thread: Thread, company: Company) -> Writing:
    began = thread.asker_id == viewer.pk
    is_asked = began and thread.state != State.OPEN
    is_free = is_asked and bool(free_for(viewer, [member.pk for member in company.people]))
    return writing_in(State(thread.state), began=began, is_free=is_free)


@dataclass(frozen=True, slots=True)
class _Reader:
    name: str
    read: int
    since: datetime
    own_since: datetime


def _readers(viewer: Member, thread: Thread, company: Company) -> dict[int, _Reader]:
    """Return how far those have read who want receipts, if the viewer does; one or two queries."""
    if thread.state != State.OPEN or not company.people:
        return {}
    wishes = dict(
        ReceiptsWish.objects.filter(owner__in=[viewer, *company.people]).values_list("owner", "since")
    )
    own_since = wishes.pop(viewer.pk, None)
    if own_since is None or not wishes:
        return {}
    read = dict(Seat.objects.filter(thread=thread, member__in=wishes).values_list("member", "read"))
    return {
        member.pk: _Reader(member.name, read[member.pk], wishes[member.pk], own_since)
        for member in company.people
        if member.pk in wishes
    }


def _said(
    message: Message, viewer: Member, there: set[int], readers: dict[int, _Reader], now: datetime
) -> Said:
    is_own = message.author_id == viewer.pk
    is_there = is_own or message.author_id in there
    is_deleted = is_there and message.deleted_at is not None
    is_hidden = is_there and not is_deleted and message.hidden_at is not None
    has_words = is_there and not is_deleted and (is_own or not is_hidden)
    return Said(
        public_id=message.public_id,
        pk=message.pk,
        author=message.author if is_there else None,
        text=message.text if has_words else "",
        at=message.created_at,
        is_own=is_own,
        is_deleted=is_deleted,
        is_hidden=is_hidden,
        is_edited=has_words and message.edited_at is not None,
        may_put_back=is_own and is_deleted and _may_put_back(message, now),
        may_edit=is_own and has_words and may_edit(written_at=message.created_at, now=now),
        read_by=tuple(
            one.name
            for one in readers.values()
            if is_own
            and one.read >= message.pk
            and shows_reading(
                written_at=message.created_at, author_since=one.own_since, reader_since=one.since
            )
        ),
    )


def _may_put_back(message: Message, now: datetime) -> bool:
    return message.deleted_at is not None and may_undo(done_at=message.deleted_at, now=now)
