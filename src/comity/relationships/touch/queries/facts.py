"""What is known of ties, as the rules want it; always of one owner's own book."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Max, Min, OuterRef, QuerySet, Subquery

from comity.people.members.models import Member
from comity.people.members.rules.days import day_in
from comity.relationships.ties.enums import Status
from comity.relationships.ties.models import InteractionPerson, Tie
from comity.relationships.ties.rules.strength import counted_on, strength_at, word_of
from comity.relationships.touch.enums import About
from comity.relationships.touch.models import Nudge, Pace, Quiet
from comity.relationships.touch.rules.days import day_for
from comity.relationships.touch.rules.rhythm import Facts


def zone_of(member: Member) -> str:
    return member.time_zone or settings.TIME_ZONE


def today_of(member: Member, at: datetime) -> date:
    return day_in(zone_of(member), at)


def pace_of(member: Member) -> Pace:
    """Return how the member is reminded, saved or not; one query."""
    return Pace.objects.visible_to(member).first() or Pace(owner=member, zone=zone_of(member))


def day_since(member: Member, pace: Pace, at: datetime, last_on: date | None) -> date:
    """Return the day up to which a silence is counted; see ``rules.days.day_for``."""
    zone = zone_of(member)
    moved_on = pace.moved_on if pace.zone == zone else day_in(zone, at)
    return day_for(zone, at, moved_on=moved_on, last_on=last_on)


def facts_of(
    ties: Iterable[Tie], tags: Mapping[int, int], answered: Iterable[int], today: date
) -> dict[int, Facts]:
    """Return the facts of these ties (with their contacts), by card; no query."""
    said = frozenset(answered)
    return {
        tie.contact_id: Facts(
            word=word_of(strength_at(tie.evidence, tie.evidence_on, tie.half_life, today)),
            known_on=tie.contact.created_at.date(),
            cadence=tie.cadence_days,
            tag_cadence=tags.get(tie.contact_id),
            learnt=tie.rhythm_days,
            first_on=tie.first_on,
            last_on=tie.last_on,
            last_both_on=tie.last_both_on,
            is_answered=tie.contact_id in said,
        )
        for tie in ties
    }


def ties_in(owner_id: int, contact_ids: Sequence[int]) -> QuerySet[Tie]:
    """Return ties with what the rules ask of them, and nothing sealed."""
    wanted = (
        "contact_id", "contact__created_at", "evidence", "evidence_on", "half_life", "cadence_days", "rhythm_days",
        "first_on", "last_on", "last_both_on", "together", "shares_work",
    )  # fmt: skip
    return Tie.objects.filter(owner=owner_id, contact__in=contact_ids).select_related("contact").only(*wanted)


def tag_cadences(owner_id: int, contact_ids: Sequence[int]) -> dict[int, int]:
    """Return the shortest cadence of the tags of these people, by card; one query."""
    through = Tie.tags.through.objects.filter(tie__owner=owner_id, tie__contact__in=contact_ids)
    rows = through.filter(tag__cadence__isnull=False).values_list("tie__contact")
    return dict(rows.annotate(Min("tag__cadence__days")))


def tag_cadence_of(contact: str) -> Subquery:
    """Return the same of the card a query names, for its rows to take along."""
    tags = Tie.tags.through.objects.filter(tie__contact=OuterRef(contact), tag__cadence__isnull=False)
    return Subquery(tags.order_by("tag__cadence__days").values("tag__cadence__days")[:1])


def put_off(contact_ids: Sequence[int]) -> dict[int, date | None]:
    """Return of whom the owner does not want to be reminded, and until when (None: never); one query."""
    quiet = Quiet.objects.filter(contact__in=contact_ids, about=About.NUDGE)
    return dict(quiet.values_list("contact_id", "until"))


def told_on(contact_ids: Sequence[int]) -> dict[int, date]:
    """Return the day of the last nudge about these people, by card; one query."""
    rows = Nudge.objects.filter(contact__in=contact_ids).order_by().values_list("contact")
    return dict(rows.annotate(Max("made_on")))


def not_yet_counted(contact_ids: Sequence[int], zone: str) -> dict[int, date]:
    """Return the last confirmed day that a tie does not know yet (an import was shown a moment ago).

    One query, none about nobody.
    """
    if not contact_ids:
        return {}
    rows = (
        InteractionPerson.objects.filter(contact__in=contact_ids, counts_on=None)
        .filter(interaction__status=Status.CONFIRMED, interaction__pending_import=None)
        .order_by()
        .values_list("contact", "interaction__precision")
        .annotate(on=Max("interaction__on"), noted=Max("interaction__created_at"))
    )
    found: dict[int, date] = {}
    for contact, precision, on, noted in rows:
        day = counted_on(on, precision, noted.astimezone(ZoneInfo(zone)).date())
        found[contact] = max(day, found.get(contact, day))
    return found
