"""What apps above tell this one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from comity.foundation.core.registry import Registry

Acquaintances = Callable[[int], Iterable[int]]

# By app: the members (by id) whom a member (by id) is linked with by an act of both.
acquaintances: Registry[Acquaintances] = Registry("source of acquaintances")


# By app: what follows when a member (by id) has other positions than before; called within that transaction.
positions_changed: Registry[Callable[[int], object]] = Registry("follower of positions")


@dataclass(frozen=True, slots=True)
class TodayCard:
    """A block of Today: what ``load`` returns is drawn by ``template``; None where there is nothing to say."""

    template: str
    load: Callable[[Any, datetime], dict[str, Any] | None]  # takes the viewer; states its query count
    order: int = 50


today_cards: Registry[TodayCard] = Registry("card of Today")
