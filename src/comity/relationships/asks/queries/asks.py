"""An asker's own asks, as they may see them: waiting, somebody can, nothing came of it; never who was reached."""

from __future__ import annotations

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
    yes: Reach | None = None  # of who said yes

    @property
    def helper(self) -> Member | None:
        """Who said yes."""
        return self.yes.helper if self.yes else None

    @property
    def says(self) -> str:
        return str(self.state.label)


def own_asks(viewer: Member, now: datetime) -> list[OwnAsk]:
    """Return the viewer's asks, the last first, withdrawn ones last of all. Two queries."""
    asks = list(Ask.objects.visible_to(viewer).exclude(state=State.WITHDRAWN))
    said = Reach.objects.filter(ask__in=[ask.pk for ask in asks], state=Reached.YES, helper__is_active=True)
    yes = {reach.ask_id: reach for reach in said.select_related("helper")}
    return [_own(ask, yes.get(ask.pk), now) for ask in asks]


def own_ask(viewer: Member, public_id: str, now: datetime) -> OwnAsk | None:
    """Return one ask of the viewer's. Two queries."""
    ask = Ask.objects.visible_to(viewer).select_related("asker").filter(public_id=public_id).first()
    if ask is None:
        return None
    said = Reach.objects.filter(ask=ask, state=Reached.YES, helper__is_active=True)
    return _own(ask, said.select_related("helper").first(), now)


def _own(ask: Ask, yes: Reach | None, now: datetime) -> OwnAsk:
    state = state_at(State(ask.state), expires_at=ask.expires_at, now=now)
    kind = kinds.get(ask.kind)
    return OwnAsk(ask, state, str(kind.label) if kind else "", yes)
