"""What apps above tell this one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from comity.foundation.core.registry import Registry

Acquaintances = Callable[[int], Iterable[int]]

# By app: the members (by id) whom a member (by id) is linked with by an act of both.
acquaintances: Registry[Acquaintances] = Registry("source of acquaintances")


# By app: what follows when a member (by id) has other positions than before; called within that transaction.
positions_changed: Registry[Callable[[int], object]] = Registry("follower of positions")


@dataclass(frozen=True, slots=True)
class TodayCard:
    """A block of Today: what ``load`` returns is drawn by ``template``; None where there is nothing to say.

    Cards that name a ``part`` may share one ``load``, which is called once and returns what each draws, by part.
    """

    template: str
    load: Callable[[Any, datetime], dict[str, Any] | None]  # takes the viewer; states its query count
    order: int = 50
    part: str = ""


today_cards: Registry[TodayCard] = Registry("card of Today")


# What ends when a member (the first) blocks another; called within the block's transaction, with both locked.
on_block: Registry[Callable[[Any, Any, datetime], None]] = Registry("consequence of a block")

# What follows when a block (of the second by the first) is taken back; called within that transaction.
on_unblock: Registry[Callable[[Any, Any], object]] = Registry("consequence of a block taken back")

# By app: what follows when an operator closes an account or lets it in; called within that transaction.
standing_changed: Registry[Callable[[Any], object]] = Registry("follower of standing")

# What follows when somebody who was invited is really in: called once with each Acceptance, in its transaction.
on_acceptance: Registry[Callable[[Any, datetime], None]] = Registry("consequence of an acceptance")


@dataclass(frozen=True, slots=True)
class MemberSection:
    """A block of a member's page, shown to other members; None where there is nothing."""

    template: str
    load: Callable[
        [Any, Any, datetime], dict[str, Any] | None
    ]  # viewer, owner of the page; states its query count
    order: int = 50
    at_end: bool = False  # beneath what the member says, not beneath their name


member_sections: Registry[MemberSection] = Registry("section of a member's page")


# Quotas by what they count; see ``foundation.quotas``.
OPENED: Final = "members.opened"  # pages and cards of members, by public id
LISTED: Final = "members.listed"  # names in lists of members, by public id
INVITED: Final = "members.invited"  # invitations, by address or link
