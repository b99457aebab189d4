"""An asker's own asks, as they may see them: waiting, somebody can, nothing came of it; never who was reached."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from comity.people.members.models import Member
from comity.relationships.asks.enums import Reached, State
from comity.relationships.asks.models import Ask, Reach
from comity.relationships.asks.registry import kinds
from comity.relationships.asks.rules.states import state_at


@dataclass(frozen=True, slots=True)
class OwnAsk:
    """One ask of the viewer's."""

    ask: Ask
    state: State
    kind: str
    yeses: tuple[Reach, ...] = ()  # of who said yes, the first first

    @property
    def helper(self) -> Member | None:
        """Who said yes first."""
        return self.yeses[0].helper if self.yeses else None

    @property
    def says(self) -> str:
        return str(self.state.label)


def own_asks(viewer: Member, now: datetime) -> list[OwnAsk]:
    """Return the viewer's asks, the last first, withdrawn ones last of all. Two queries."""
    return _with_yeses(list(Ask.objects.visible_to(viewer).exclude(state=State.WITHDRAWN)), now)


def own_ask(viewer: Member, public_id: str, now: datetime) -> OwnAsk | None:
    """Return one ask of the viewer's. Two queries."""
    found = Ask.objects.visible_to(viewer).select_related("asker").filter(public_id=public_id)
    return next(iter(_with_yeses(list(found), now)), None)


def _with_yeses(asks: list[Ask], now: datetime) -> list[OwnAsk]:
    said: defaultdict[int, list[Reach]] = defaultdict(list)
    rows = Reach.objects.filter(ask__in=[ask.pk for ask in asks], state=Reached.YES, helper__is_active=True)
    for reach in rows.select_related("helper").order_by("answered_at", "pk"):
        said[reach.ask_id].append(reach)
    return [_own(ask, tuple(said[ask.pk]), now) for ask in asks]


def _own(ask: Ask, yeses: tuple[Reach, ...], now: datetime) -> OwnAsk:
    state = state_at(State(ask.state), expires_at=ask.expires_at, now=now)
    kind = kinds.get(ask.kind)
    return OwnAsk(ask, state, str(kind.label) if kind else "", yeses)
