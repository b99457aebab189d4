"""From six letters to a code, with so many tries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from comity.people.members.models import Member
from comity.people.members.queries.blocks import not_blocked
from comity.relationships.mutual.models import MeetingHabit, Showing
from comity.relationships.mutual.queries.codes import letters_key
from comity.relationships.mutual.rules.letters import cleaned
from comity.relationships.mutual.rules.meeting import TRIES_WITHIN, Use, tries_left, use_of


@dataclass(frozen=True, slots=True)
class Guess:
    """What became of letters somebody typed; without a code, how many tries are left."""

    showing: Showing | None
    left: int


@transaction.atomic
def find_by_letters(*, by: Member, typed: str, at: datetime) -> Guess:
    """Return the code of these letters. A wrong one counts, in whatever process it was tried."""
    Member.objects.select_for_update(no_key=True).get(pk=by.pk)
    habit = MeetingHabit.objects.filter(owner=by).first() or MeetingHabit(owner=by)
    left = tries_left(habit.wrong, habit.wrong_since, now=at)
    if not left:
        return Guess(None, 0)
    if (letters := cleaned(typed)) and (found := _of_letters(by, letters, at)):
        return Guess(found, left)
    is_first = habit.wrong_since is None or abs(at - habit.wrong_since) >= TRIES_WITHIN
    habit.wrong, habit.wrong_since = (1, at) if is_first else (habit.wrong + 1, habit.wrong_since)
    habit.save()
    return Guess(None, left - 1)


def _of_letters(by: Member, letters: str, at: datetime) -> Showing | None:
    codes = Showing.objects.filter(not_blocked(by, "owner"), letters_hash=letters_key(letters))
    found = codes.filter(owner__is_active=True).select_related("owner").first()
    return found if found and use_of(found.code, now=at) in (Use.NOW, Use.LATE) else None
