"""What sources say becomes suggestions: added once, moved while nobody answered, and never touched after."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from comity.foundation.core.text import clean_line
from comity.people.members.models import Member
from comity.relationships.sources.queries.people import people_by_address
from comity.relationships.sources.rules.suggestions import Suggestion, fair_kind
from comity.relationships.ties.enums import Status
from comity.relationships.ties.models import Interaction, InteractionPerson

_AT_ONCE = 300


@dataclass(slots=True)
class Made:
    """How many suggestions came, changed and went."""

    added: int = 0
    moved: int = 0
    gone: int = 0


@transaction.atomic
def suggest(*, to: Member, found: Sequence[Suggestion], gone: Collection[str] = ()) -> Made:
    """Suggest what a source says happened with people of the member's book; ``gone`` are keys that hold no more.

    What was confirmed or dismissed stays as it is, and nobody becomes a card. The caller sees to it that one source of a
    member is taken in once at a time; two at once add nothing twice either.
    """
    made = Made()
    known = people_by_address(to, (key for one in found for key in one.people))
    for start in range(0, len(found), _AT_ONCE):
        _take(to, found[start : start + _AT_ONCE], known, made)
    named = sorted(gone)
    for start in range(0, len(named), _AT_ONCE):
        _drop(to, named[start : start + _AT_ONCE], made)
    return made


def _take(to: Member, found: Sequence[Suggestion], known: dict[str, int], made: Made) -> None:
    keys = {one.key for one in found} | {one.twin for one in found if one.twin}
    rows = Interaction.objects.select_for_update().filter(owner=to, key__in=keys)
    there = {row.key: row for row in rows}
    new: dict[str, tuple[Interaction, list[int]]] = {}
    for one in found:
        people = list(dict.fromkeys(known[key] for key in one.people if key in known))
        kind = fair_kind(one, len(people))
        row = there.get(one.key)
        if row is not None:
            if row.status == Status.SUGGESTED:
                _move(row, one, kind, people, made)
        elif kind and one.twin not in there and one.key not in new:
            made_of = Interaction(
                owner=to, key=one.key, source=one.source, status=Status.SUGGESTED, **_fields(one, kind)
            )
            new[one.key] = (made_of, people)
    Interaction.objects.bulk_create((row for row, _people in new.values()), ignore_conflicts=True)
    written = dict(
        Interaction.objects.filter(
            public_id__in=[row.public_id for row, _people in new.values()]
        ).values_list("public_id", "pk")
    )
    InteractionPerson.objects.bulk_create(
        InteractionPerson(interaction_id=written[row.public_id], contact_id=contact)
        for row, people in new.values()
        if row.public_id in written
        for contact in people
    )
    made.added += len(written)


def _move(row: Interaction, one: Suggestion, kind: str | None, people: list[int], made: Made) -> None:
    """Bring a suggestion nobody answered up to date."""
    there = set(row.presences.values_list("contact_id", flat=True))
    if kind is None:
        row.delete()
        made.gone += 1
        return
    fields = _fields(one, kind)
    if there == set(people) and all(getattr(row, name) == value for name, value in fields.items()):
        return
    for name, value in fields.items():
        setattr(row, name, value)
    row.save(update_fields=[*fields, "changed_at"])
    row.presences.exclude(contact__in=people).delete()
    InteractionPerson.objects.bulk_create(
        InteractionPerson(interaction=row, contact_id=contact) for contact in people if contact not in there
    )
    made.moved += 1


def _drop(to: Member, keys: Sequence[str], made: Made) -> None:
    rows = Interaction.objects.filter(owner=to, key__in=keys, status=Status.SUGGESTED)
    made.gone += rows.count()
    rows.delete()


def _fields(one: Suggestion, kind: str) -> dict[str, Any]:
    return {
        "kind": kind,
        "direction": one.direction,
        "on": one.on,
        "summary": clean_line(one.summary, 300),
        "place": clean_line(one.place, 200),
    }
