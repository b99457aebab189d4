"""What apps above add to asks: kinds they serve, what follows "I know someone", what else to do when nobody could, and
where else its words stand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils.functional import Promise

from comity.foundation.core.registry import Registry

if TYPE_CHECKING:
    from typing import TypeAlias

    from comity.people.contacts.models import Contact
    from comity.people.members.models import Member

    # Of asks/models, which stand above this.
    Ask: TypeAlias = Any
    Reach: TypeAlias = Any


@dataclass(frozen=True, slots=True)
class Plan:
    """Where an ask would go and what they would see, in the words its asker reads before sending it."""

    reaches: str
    sees: str
    can_send: bool = True
    url: str = ""  # where to go instead, or beside it
    url_label: str | Promise = ""


@dataclass(frozen=True, slots=True)
class AskKind:
    """One kind of ask: what it is called, an example, where one would go, and how it is sent.

    ``plan`` states its queries; ``send`` returns the address of what was sent, or raises ``LookupError``.
    """

    label: str | Promise
    example: str | Promise
    plan: Callable[[Member, Ask, datetime], Plan]
    send: Callable[[Member, Ask, datetime], str]
    order: int = 50


@dataclass(frozen=True, slots=True)
class OnYes:
    """What follows when who was asked knows somebody who is a member: that one is asked in turn.

    ``takes`` tells whether the card can be asked so; ``begin`` does it, within the answer's transaction, with both
    members held; ``began`` tells later that it was done, whatever became of it. One query.
    """

    takes: Callable[[Reach, Contact], bool]
    begin: Callable[[Reach, Contact, str, datetime], Any]
    began: Callable[[Reach], bool]
    page: Callable[
        [Member, Reach], str
    ]  # where asker or helper reads on; empty where it did not come of that. One query


@dataclass(frozen=True, slots=True)
class NextStep:
    """Something to do when the day has come and nobody could: a link, or nothing for this asker."""

    offer: Callable[[Member, Ask], tuple[str, str, str] | None]  # label, why, address
    order: int = 50


kinds: Registry[AskKind] = Registry("kind of ask")
on_yes: Registry[OnYes] = Registry("what follows a yes")
next_steps: Registry[NextStep] = Registry("next step of an ask")
# Where the words of an ask stand too: hidden with it, from a moment on or (None) not any more.
on_hidden: Registry[Callable[[Ask, datetime | None], None]] = Registry("what is hidden with an ask")
