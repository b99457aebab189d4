"""Who sits in a thread, and what it is called, as one member may see it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from comity.people.members.models import Member
from comity.people.messaging.models import Seat, Thread
from comity.people.messaging.queries.there import there_for

FORMER: Promise = gettext_lazy("A former member")  # erased, suspended, blocked: each looks like the others


@dataclass(frozen=True, slots=True)
class Company:
    """The others in a thread who are there for its reader, by name; ``title`` is what the thread is called."""

    people: tuple[Member, ...]
    title: str

    @property
    def names(self) -> str:
        return ", ".join(member.name for member in self.people) or str(FORMER)

    @property
    def heading(self) -> str:
        return self.title or self.names

    @property
    def is_one(self) -> bool:
        return len(self.people) == 1 and not self.title

    @property
    def is_alone(self) -> bool:
        return not self.people


def companies_of(viewer: Member, threads: Sequence[Thread]) -> dict[int, Company]:
    """Return by thread who else sits there. Two queries."""
    seats = Seat.objects.taken().filter(thread__in=threads).exclude(member=viewer.pk)
    by_thread: dict[int, list[Member]] = defaultdict(list)
    for seat in seats.select_related("member").order_by("pk"):
        by_thread[seat.thread_id].append(seat.member)
    there = there_for(viewer, _all(by_thread.values()))
    return {
        thread.pk: Company(
            tuple(member for member in by_thread[thread.pk] if member.pk in there), thread.title
        )
        for thread in threads
    }


def _all(groups: Iterable[list[Member]]) -> list[Member]:
    return [member for group in groups for member in group]
