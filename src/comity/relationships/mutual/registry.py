"""What apps above do when two members have met."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from comity.foundation.core.registry import Registry
from comity.people.contacts.models import Contact
from comity.people.members.models import Member


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
