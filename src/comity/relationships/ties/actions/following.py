"""What follows a card when two become one, and goes back when they come apart: notes, tags, interactions, answers."""

from __future__ import annotations

from typing import Any

from comity.relationships.ties.actions.answers import give_back_answer, hand_on_answer
from comity.relationships.ties.actions.settling import refresh_last_contact
from comity.relationships.ties.models import InteractionPerson, Tie

_BETWEEN = "\n\n"


def move_tie(kept: int, gone: int) -> dict[str, Any]:
    """Join notes, tags and answers, and let the kept person have been where the other was."""
    there = InteractionPerson.objects.filter(contact=kept).values("interaction")
    moving = InteractionPerson.objects.filter(contact=gone).exclude(interaction__in=there)
    moved = list(moving.values_list("pk", flat=True))
    InteractionPerson.objects.filter(pk__in=moved).update(contact=kept)
    told: dict[str, Any] = {"presences": moved, "tags": []}
    told["answer"] = hand_on_answer(kept, gone)
    old = Tie.objects.filter(contact=gone).first()
    if old is not None:
        tie, _ = Tie.objects.get_or_create(contact_id=kept, defaults={"owner_id": old.owner_id})
        new_tags = set(old.tags.values_list("pk", flat=True)) - set(tie.tags.values_list("pk", flat=True))
        tie.tags.add(*new_tags)
        tie.notes = _BETWEEN.join(filter(None, (tie.notes, old.notes)))
        if not tie.how_met and old.how_met:
            tie.how_met = told["how_met"] = old.how_met
        tie.save(update_fields=["notes", "how_met", "changed_at"])
        told["tags"] = sorted(new_tags)
    _refresh(kept, gone)
    return told


def restore_tie(kept: int, gone: int, told: dict[str, Any]) -> None:
    """Give back what was moved; notes the owner wrote since stay with the kept person."""
    if told.get("answer"):
        give_back_answer(kept, gone)
    InteractionPerson.objects.filter(pk__in=told["presences"], contact=kept).update(contact=gone)
    old, tie = (Tie.objects.filter(contact=pk).first() for pk in (gone, kept))
    if old is not None and tie is not None:
        tie.tags.remove(*told["tags"])
        if old.notes:
            tie.notes = "" if tie.notes == old.notes else tie.notes.removesuffix(_BETWEEN + old.notes)
        if tie.how_met == told.get("how_met"):
            tie.how_met = ""
        tie.save(update_fields=["notes", "how_met", "changed_at"])
    _refresh(kept, gone)


def _refresh(*contacts: int) -> None:
    tie = Tie.objects.select_related("owner").filter(contact__in=contacts).first()
    person = (
        InteractionPerson.objects.select_related("interaction__owner").filter(contact__in=contacts).first()
    )
    owner = tie.owner if tie else person.interaction.owner if person else None
    if owner is not None:
        refresh_last_contact(owner, list(contacts))
