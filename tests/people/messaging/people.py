"""Members who write to each other, and a gate that tests open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from comity.people.members.models import Member
from comity.people.messaging.actions.opening import open_thread
from comity.people.messaging.actions.writing import write_in_thread, write_to_member
from comity.people.messaging.models import Message, Thread
from comity.people.messaging.registry import write_gates

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)


def later(minutes: int = 1) -> datetime:
    return NOW + timedelta(minutes=minutes)


@contextmanager
def gate_open(*pairs: tuple[Member, Member]) -> Iterator[None]:
    """Let each of two write to the other freely, as a mutual tie does."""
    ids = {(one.pk, other.pk) for pair in pairs for one, other in (pair, pair[::-1])}

    def gate(viewer: int, members: Sequence[int]) -> set[int]:
        return {pk for pk in members if (viewer, pk) in ids}

    write_gates.register("tests", gate)
    try:
        yield
    finally:
        write_gates._entries.pop("tests")


def introduced(*members: Member, source: str = "introduction:1", words: str = "") -> Thread:
    return open_thread(
        members=members, title="An introduction", source=source, first_words=words, by=members[0], at=NOW
    )


def write(by: Member, other: Member, text: str = "Hello.", minutes: int = 0) -> Message:
    return write_to_member(by=by, other=other, text=text, at=later(minutes))


def answer(by: Member, thread: Thread, text: str = "Hello back.", minutes: int = 1) -> Message:
    return write_in_thread(by=by, public_id=thread.public_id, text=text, at=later(minutes))


def talking(one: Member, other: Member) -> Thread:
    """Return a thread in which both have written."""
    thread = write(one, other).thread
    answer(other, thread)
    thread.refresh_from_db()
    return thread


def old_enough(*members: Member) -> None:
    """Let accounts be older than a week."""
    Member.objects.filter(pk__in=[member.pk for member in members]).update(joined_at=NOW - timedelta(days=30))
