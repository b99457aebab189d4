"""Which asks have something happen to them by themselves."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from comity.relationships.asks.enums import Reached, State
from comity.relationships.asks.models import Ask, Reach
from comity.relationships.asks.rules.states import MOST, PARALLEL


def with_something_due(now: datetime) -> QuerySet[Ask]:
    """Return open asks whose day has come, or somebody's turn, or whose first three step back. No query of its own."""
    of_it = Reach.objects.filter(ask=OuterRef("pk"))
    in_turn = of_it.filter(
        Q(place__lt=OuterRef("most") - (MOST - PARALLEL)) | Q(ask__turn_at__lte=now), state=Reached.QUEUED
    )
    steps_back = of_it.filter(state=Reached.WAITING, ask__turn_at__lte=now, reached_at__lt=F("ask__turn_at"))
    is_open = Ask.objects.filter(state=State.OPEN, asker__is_active=True)
    return is_open.filter(Q(expires_at__lte=now) | Exists(in_turn) | Exists(steps_back))
