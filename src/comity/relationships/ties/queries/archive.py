"""What a member takes along of their ties: cards are named by their public ids."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Q

from comity.people.members.models import Member
from comity.people.members.rules.partial_dates import PartialDate
from comity.relationships.ties.models import Interaction, Tie


def ties_for_archive(owner: Member) -> Iterable[tuple[str, Any]]:
    """Yield the files of the archive."""
    yield "ties/ties.json", list(_ties(owner))
    yield "ties/interactions.json", list(_interactions(owner))


def _ties(owner: Member) -> Iterator[dict[str, Any]]:
    kept = Tie.objects.visible_to(owner).filter(contact__merged_into=None)
    for tie in kept.select_related("contact", "met_through").prefetch_related("tags").order_by("pk"):
        met = (tie.met_place, tie.met_on, tie.met_through, tie.cadence_days)
        if tie.notes or tie.how_met or any(met) or tie.tags.all():
            through = tie.met_through
            yield {
                "contact": tie.contact.public_id,
                "notes": tie.notes,
                "how_met": tie.how_met,
                "met_place": tie.met_place,
                "met_on": str(PartialDate(tie.met_on, tie.met_precision)) if tie.met_on else "",
                "met_through": through.public_id if through and not through.deleted_at else "",
                "cadence_days": tie.cadence_days,
                "tags": [tag.name for tag in tie.tags.all()],
            }


def _interactions(owner: Member) -> Iterator[dict[str, Any]]:
    shown = Q(people__deleted_at=None, people__merged_into=None)
    rows = Interaction.objects.visible_to(owner).filter(shown).distinct().order_by("on", "pk")
    for row in rows.prefetch_related("people").iterator(chunk_size=2000):
        yield {
            "id": row.public_id,
            "kind": row.kind,
            "direction": row.direction,
            "on": row.on.isoformat(),
            "precision": row.precision,
            "count": row.count,
            "summary": row.summary,
            "place": row.place,
            "note": row.note,
            "source": row.source,
            "status": row.status,
            "people": [person.public_id for person in row.people.all() if not person.deleted_at],
        }
