"""What apps above do when two members have met, or are tied or lent otherwise than before."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from comity.foundation.core.registry import Registry
from comity.people.contacts.models import Contact
from comity.people.members.models import Member

TIES_ASKED: Final = "mutual.asked"  # the quota: different members who were asked for a mutual tie


@dataclass(frozen=True, slots=True)
class AfterMeeting:
    """Something that follows a confirmed meeting for each of the two, within its transaction, and is taken back with it.

    ``begin`` takes the owner, the other one's card in their book, the day to get back to them (None: not wished), and
    the moment the meeting was confirmed; ``take_back`` takes the same owner, card and moment. ``keeps`` is asked after that
    whether the owner has something of their own with the card, which stays then.
    """

    begin: Callable[[Member, Contact, date | None, datetime], None]
    take_back: Callable[[Member, Contact, datetime], None]
    keeps: Callable[[Contact], bool] = lambda _card: False


after_meeting: Registry[AfterMeeting] = Registry("consequence of a meeting")

# By app: what follows when members (pairs of ids) may be tied or lent otherwise than before; within that transaction.
lending_changed: Registry[Callable[[Iterable[tuple[int, int]]], None]] = Registry("follower of lending")


def tell_lending_changed(pairs: Iterable[tuple[int, int]]) -> None:
    """Call whoever follows lending."""
    changed = list(pairs)
    for follow in lending_changed.values():
        follow(changed)
