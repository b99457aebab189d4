"""One old tie worth waking."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import islice
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from comity.foundation.core.id_sets import among
from comity.people.members.models import Member
from comity.people.members.rules.days import is_paused
from comity.relationships.ties.models import Tie
from comity.relationships.touch.enums import About
from comity.relationships.touch.models import Nudge, Pace, Quiet, Rhythm
from comity.relationships.touch.queries.facts import (
    day_since,
    not_yet_counted,
    pace_of,
    today_of,
    zone_of,
)
from comity.relationships.touch.queries.says import Said, says_of
from comity.relationships.touch.queries.words import why_dormant
from comity.relationships.touch.rules.week import OPEN_FOR

_LOOKED_AT = 5
_NEAREST = 50


@dataclass(frozen=True, slots=True)
class DormantRow:
    """Somebody whom the viewer knew well and has not heard of for long."""

    contact_id: str  # public
    name: str
    detail: str
    why: str
    said: Said = field(default_factory=Said)

    @property
    def reason(self) -> str:
        return self.said.after(self.why)


def dormant_for(viewer: Member, at: datetime, *, pace: Pace | None = None) -> DormantRow | None:
    """Return one dormant tie: in one week the strongest once, in the next one that leads to other people.

    One query where there is none, else four and one for each app that has news; one more without ``pace``.
    """
    pace = pace or pace_of(viewer)
    found = open_dormant(viewer, at, pace)
    unknown = not_yet_counted([row.contact_id for row in found], zone_of(viewer))
    held = held_dormant(viewer, at, pace, found, unknown)
    if held is None:
        return None
    contact, row = held
    return replace(row, said=says_of(viewer, [contact], at)[contact])


def dormant_people(viewer: Member, at: datetime, *, most: int) -> list[DormantRow]:
    """Return up to ``most`` dormant ties, the one of Today first. Four queries at most."""
    pace = pace_of(viewer)
    found = open_dormant(viewer, at, pace, looked_at=_LOOKED_AT * most)
    unknown = not_yet_counted([row.contact_id for row in found], zone_of(viewer))
    return [row for _card, row in islice(_held(viewer, at, pace, found, unknown), most)]


def open_dormant(viewer: Member, at: datetime, pace: Pace, *, looked_at: int = _LOOKED_AT) -> list[Any]:
    """Return the first of the dormant ties, as Rhythms with the last day. One query where there is none, else two.

    Only of the first fifty is it asked whether they were put off or away, and of all, by a third query, where they
    all were: a database that has not looked at its tables yet would ask it of every one.
    """
    today = today_of(viewer, at)
    if is_paused(pace.paused_until, today):
        return []
    order = [*(["-is_bridge"] if today.isocalendar().week % 2 else []), "-once", "pk"]
    asleep = Rhythm.objects.filter(owner=viewer, wakes_on__lte=today, once__gt=0).order_by(*order)
    first = list(asleep.values_list("pk", flat=True)[:_NEAREST])
    rows = _dormant(viewer, at, today).order_by(*order)
    found = list(rows.filter(among("pk", first))[:looked_at]) if first else []
    return found or (list(rows[:looked_at]) if len(first) == _NEAREST else [])


def held_dormant(
    viewer: Member, at: datetime, pace: Pace, found: Sequence[Any], unknown: Mapping[int, date]
) -> tuple[int, DormantRow] | None:
    """Return the first of those ``found`` that is dormant, with its card and without what there is to say. No query.

    ``unknown`` are days that the ties do not know yet.
    """
    return next(_held(viewer, at, pace, found, unknown), None)


def _held(
    viewer: Member, at: datetime, pace: Pace, found: Sequence[Any], unknown: Mapping[int, date]
) -> Iterator[tuple[int, DormantRow]]:
    today = today_of(viewer, at)
    for row in found:
        last_on: date | None = row.last_on
        if row.contact_id in unknown or last_on is None or row.wakes_on is None:
            continue
        if day_since(viewer, pace, at, last_on) >= row.wakes_on:
            yield row.contact_id, _row(row, last_on, today)


def _dormant(viewer: Member, at: datetime, today: date) -> QuerySet[Rhythm]:
    quiet = Quiet.objects.filter(contact=OuterRef("contact"), about=About.DORMANT)
    opened = Nudge.objects.filter(contact=OuterRef("contact"), answered_at=None, made_at__gt=at - OPEN_FOR)
    # Asked of those who are shown alone: joined, the ties of all would be read before they are sorted.
    last_on = Subquery(Tie.objects.filter(contact=OuterRef("contact")).values("last_on"))
    return (
        Rhythm.objects.visible_to(viewer)
        .current()
        .filter(wakes_on__lte=today, once__gt=0)
        .exclude(Exists(quiet.filter(Q(until=None) | Q(until__gt=today))))
        .exclude(Exists(opened))
        .select_related("contact")
        .annotate(last_on=last_on)
        .only(
            "wakes_on", "is_bridge", "once", "contact__public_id", "contact__full_name", "contact__title",
            "contact__organization",
        )
    )  # fmt: skip


def _row(row: Rhythm, last_on: date, today: date) -> DormantRow:
    card = row.contact
    return DormantRow(
        contact_id=card.public_id,
        name=card.full_name,
        detail=" · ".join(filter(None, (card.title, card.organization))),
        why=why_dormant(last_on, today, is_bridge=row.is_bridge),
    )
