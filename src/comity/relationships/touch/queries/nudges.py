"""The nudges that still hold: asked anew whenever one is shown or sent."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from comity.people.members.models import Member
from comity.people.members.rules.days import is_paused
from comity.relationships.touch.enums import About, Stage
from comity.relationships.touch.models import Nudge, Pace, Quiet
from comity.relationships.touch.queries.facts import (
    day_since,
    facts_of,
    not_yet_counted,
    pace_of,
    tag_cadence_of,
    today_of,
    zone_of,
)
from comity.relationships.touch.queries.says import Said, says_of
from comity.relationships.touch.queries.words import why_nudged
from comity.relationships.touch.rules.rhythm import Facts, rhythm_of
from comity.relationships.touch.rules.week import MOST_A_WEEK, OPEN_FOR

_TIE = (
    "contact__tie__contact", "contact__tie__evidence", "contact__tie__evidence_on", "contact__tie__half_life", "contact__tie__cadence_days",
    "contact__tie__rhythm_days", "contact__tie__first_on", "contact__tie__last_on", "contact__tie__last_both_on",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class NudgeRow:
    """Somebody to get back to, and why."""

    public_id: str
    contact_id: str  # public
    name: str
    detail: str
    stage: Stage
    why: str
    said: Said = field(default_factory=Said)

    @property
    def reason(self) -> str:
        return self.said.after(self.why)

    @property
    def word(self) -> str:
        """Say how far it has come, once it is more than due."""
        return "" if self.stage == Stage.DUE else str(self.stage.label)


def valid_nudges(
    viewer: Member,
    at: datetime,
    *,
    pace: Pace | None = None,
    only: Collection[str] | None = None,
) -> list[NudgeRow]:
    """Return the viewer's open nudges about people with whom nothing happened since, the newest first.

    ``only`` are public ids. One query where there are none, else three, and one for each app that has news; one more
    without ``pace``.
    """
    pace = pace or pace_of(viewer)
    found = open_nudges(viewer, at, pace, only=only)
    unknown = not_yet_counted([nudge.contact_id for nudge in found], zone_of(viewer))
    held = held_nudges(viewer, at, pace, found, unknown)
    said = says_of(viewer, [contact for contact, _ in held], at)
    return [replace(row, said=said[contact]) for contact, row in held]


def open_nudges(
    viewer: Member, at: datetime, pace: Pace, *, only: Collection[str] | None = None
) -> list[Nudge]:
    """Return the viewer's nudges that nobody answered or put off, held or not. One query."""
    today = today_of(viewer, at)
    return [] if is_paused(pace.paused_until, today) else list(_open(viewer, at, today, only))


def held_nudges(
    viewer: Member, at: datetime, pace: Pace, found: Sequence[Nudge], unknown: Mapping[int, date]
) -> list[tuple[int, NudgeRow]]:
    """Return those of the nudges ``found`` that hold, by card and without what there is to say. No query.

    ``unknown`` are days that the ties do not know yet.
    """
    today = today_of(viewer, at)
    ties = [nudge.contact.tie for nudge in found if hasattr(nudge.contact, "tie")]
    tags = {one.contact_id: one.tag_cadence for one in found if one.tag_cadence}  # type: ignore[attr-defined]
    facts = facts_of(ties, tags, (), today)
    return [
        (nudge.contact_id, _row(nudge, known, today))
        for nudge in found
        if (known := facts.get(nudge.contact_id))
        and _still(viewer, pace, nudge, known, unknown.get(nudge.contact_id), at)
    ]


def _open(viewer: Member, at: datetime, today: date, only: Collection[str] | None) -> QuerySet[Nudge]:
    quiet = Quiet.objects.filter(contact=OuterRef("contact"), about=About.NUDGE)
    quiet = quiet.filter(Q(until=None) | Q(until__gt=today))
    nudges = Nudge.objects.visible_to(viewer).current().filter(answered_at=None, made_at__gt=at - OPEN_FOR)
    if only is not None:
        nudges = nudges.filter(public_id__in=only)
    card = ("contact__public_id", "contact__full_name", "contact__title", "contact__organization")
    return (
        nudges.exclude(Exists(quiet))
        .annotate(tag_cadence=tag_cadence_of("contact"))
        .select_related("contact__tie")
        .only(
            "public_id", "contact_id", "made_at", "made_on", "reason", "rhythm", "basis", "last_on", "last_both_on",
            "contact__created_at", *card, *_TIE,
        )[: 3 * MOST_A_WEEK]
    )  # fmt: skip


def _still(
    viewer: Member, pace: Pace, nudge: Nudge, known: Facts, unknown: date | None, at: datetime
) -> bool:
    """Tell whether nothing was noted since, and the silence is still longer than the rhythm of today.

    A rhythm that nobody chose may be another once what the tie does not know yet is counted: until then nothing is told.
    """
    if unknown and not known.is_chosen:
        return False
    last = max((day for day in (known.last_on, unknown) if day), default=None)
    if last is not None and (nudge.last_on is None or last > nudge.last_on):
        return False
    days = max(nudge.rhythm if not known.is_chosen else 0, rhythm_of(known)[0])
    silent = day_since(viewer, pace, at, last) - max(known.since, last or known.since)
    return silent.days >= days


def _row(nudge: Nudge, known: Facts, today: date) -> NudgeRow:
    card = nudge.contact
    return NudgeRow(
        public_id=nudge.public_id,
        contact_id=card.public_id,
        name=card.full_name,
        detail=" · ".join(filter(None, (card.title, card.organization))),
        stage=Stage(nudge.reason),
        why=why_nudged(known, today),
    )
