"""What one interaction does to the ties of those who were there: it counts, or counts no longer.

Nothing here reads a tie's history while what holds it stays of one class: the sum of the evidence moves in closed
form, and the newest days come from an index. Five queries each time (six for messages, as of a day's
messages only the most telling counts), two more for the first of a tie, up to four more where the class changes, and
those of what follows a tie (registry: after_settling).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Count, OuterRef, QuerySet, Subquery

from comity.people.members.models import Member
from comity.relationships.ties.actions.settling import refresh_last_contact, write_scores
from comity.relationships.ties.enums import Kind
from comity.relationships.ties.models import Interaction, InteractionPerson, Tie
from comity.relationships.ties.rules.rhythm import GAPS, rhythm_of
from comity.relationships.ties.rules.strength import MEETING, Happened, counted_on, decay, half_life_of


@transaction.atomic
def count_in(*, by: Member, interaction: Interaction) -> None:
    """Let a confirmed interaction that was just written count for each of those present; twice is as once."""
    _count(by, interaction, counts=True)


@transaction.atomic
def count_out(*, by: Member, interaction: Interaction) -> None:
    """Let an interaction count no longer; called before it is changed or taken away, while it is still confirmed."""
    _count(by, interaction, counts=False)


def _count(by: Member, interaction: Interaction, *, counts: bool) -> None:
    company = list(interaction.presences.values_list("contact_id", "counts_on"))
    people = [contact for contact, on in company if (on is None) is counts]
    if not people:
        return
    day = next((on for _, on in company if on), None) or counted_on(
        interaction.on, interaction.precision, interaction.created_at.date()
    )
    one = Happened(
        interaction.kind,
        interaction.direction,
        day,
        len(company),
        interaction.is_mutual,
        interaction.is_thanked,
    )
    ties = _locked(by, people)
    interaction.presences.update(counts_on=day if counts else None, is_both=one.is_both)
    weights = _weights(one, interaction, people)
    changed = []
    for tie in _with_days(ties):
        _move(tie, one, weights[tie.contact_id], counts=counts)
        if _class_of(tie) != tie.half_life:
            changed.append(tie.contact_id)
    write_scores([tie for tie in ties if tie.contact_id not in changed])
    if changed:
        refresh_last_contact(by, changed, without=None if counts else interaction)


def _locked(by: Member, people: Collection[int]) -> list[Tie]:
    """Return the ties of these people, held until the end of the transaction; missing ones are made."""
    found = Tie.objects.select_for_update().filter(owner=by, contact__in=people).order_by("pk")
    ties = list(found.defer("notes"))
    if missing := set(people) - {tie.contact_id for tie in ties}:
        Tie.objects.bulk_create(
            (Tie(owner=by, contact_id=pk) for pk in sorted(missing)), ignore_conflicts=True
        )
        ties = list(found.defer("notes"))
    return ties


def _weights(one: Happened, interaction: Interaction, people: Collection[int]) -> dict[int, float]:
    """Return by how much each tie's evidence moves: a day's messages count as the most telling of them."""
    if one.kind != Kind.MESSAGE:
        return dict.fromkeys(people, one.weight)
    company = InteractionPerson.objects.filter(interaction=OuterRef("interaction")).order_by()
    that_day = (
        InteractionPerson.objects.filter(contact__in=people, counts_on=one.on, interaction__kind=Kind.MESSAGE)
        .exclude(interaction=interaction)
        .annotate(others=Subquery(company.values("interaction").annotate(n=Count("pk")).values("n")))
        .values_list("contact", "interaction__direction", "others")
    )
    most: defaultdict[int, float] = defaultdict(float)
    for contact, direction, others in that_day:
        most[contact] = max(most[contact], Happened(Kind.MESSAGE, direction, one.on, others).weight)
    return {contact: max(one.weight - most[contact], 0.0) for contact in people}


def _with_days(ties: list[Tie]) -> list[Tie]:
    """Write to these ties, unsaved, their first and newest days and the rhythm of those; one query."""
    days = InteractionPerson.objects.filter(contact=OuterRef("contact"), counts_on__isnull=False)
    # Not "=": what Django makes of that, the bare column, keeps SQLite from using the index.
    both, one_way = days.filter(is_both__in=[True]), days.filter(is_both__in=[False])

    def pick(which: QuerySet[InteractionPerson], order: str) -> Subquery:
        return Subquery(which.order_by(order).values("counts_on")[:1])

    rows: Any = Tie.objects.filter(pk__in=[tie.pk for tie in ties]).values_list("pk")
    found = rows.annotate(
        first_both=pick(both, "counts_on"),
        first_one_way=pick(one_way, "counts_on"),
        last_one_way=pick(one_way, "-counts_on"),
        both_0=pick(both, "-counts_on"),
    )
    # Each day from the one after it: SQLite 3.40 forgets the offset of a correlated SELECT DISTINCT.
    for place in range(GAPS):
        earlier = both.filter(counts_on__lt=OuterRef(f"both_{place}"))
        found = found.annotate(**{f"both_{place + 1}": pick(earlier, "-counts_on")})
    seen: dict[int, list[date | None]] = {pk: list(some) for pk, *some in found}
    for tie in ties:
        first_both, first_one_way, last_one_way, *last_both = seen[tie.pk]
        newest_days = [day for day in last_both if day]
        tie.first_on = min((day for day in (first_both, first_one_way) if day), default=None)
        tie.last_on = max((day for day in (*newest_days, last_one_way) if day), default=None)
        tie.last_both_on = newest_days[0] if newest_days else None
        tie.rhythm_days = rhythm_of(newest_days)
    return ties


def _move(tie: Tie, one: Happened, weight: float, *, counts: bool) -> None:
    sign = 1 if counts else -1
    tie.meetings = max(tie.meetings + sign * (one.kind in MEETING), 0)
    tie.together = max(tie.together + sign * (one.others > 1), 0)
    if tie.last_on is None:
        tie.evidence, tie.evidence_on = 0.0, None
        return
    since = tie.evidence_on or one.on
    # The day of the sum never moves back: that would blow up what rounding left of evidence that was taken away.
    tie.evidence_on = max(since, one.on)
    left = tie.evidence * decay((tie.evidence_on - since).days, tie.half_life)
    moved = weight * decay((tie.evidence_on - one.on).days, tie.half_life)
    tie.evidence = max(left + sign * moved, 0.0)


def _class_of(tie: Tie) -> int:
    return half_life_of(
        meetings=tie.meetings,
        together=tie.together,
        shares_work=tie.shares_work,
        first_on=tie.first_on,
        last_on=tie.last_on,
    )
