"""What follows a card when two become one, and goes back when they come apart: notes, tags, interactions, answers."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from comity.foundation.core.enums import Precision
from comity.relationships.ties.actions.answers import give_back_answer, hand_on_answer
from comity.relationships.ties.actions.settling import refresh_last_contact
from comity.relationships.ties.models import InteractionPerson, Tie

_BETWEEN = "\n\n"
_FACTS = ("met_place", "met_on", "met_precision", "met_through", "cadence_days")
_EMPTY: dict[str, Any] = {
    "met_place": "",
    "met_on": None,
    "met_precision": Precision.DAY,
    "met_through_id": None,
    "cadence_days": None,
}


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
        told["facts"] = _fill(tie, old)
        tie.save(update_fields=["notes", "how_met", *_FACTS, "changed_at"])
        told["tags"] = sorted(new_tags)
    told["through"] = _meet_through(kept, gone)
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
        for name in told.get("facts", ()):
            if getattr(tie, name) == getattr(old, name):
                setattr(tie, name, _EMPTY[name])
        tie.save(update_fields=["notes", "how_met", *_FACTS, "changed_at"])
    ours = Q(met_through=kept) | Q(met_through=None)
    Tie.objects.filter(ours, pk__in=told.get("through", ())).update(met_through=gone)
    _refresh(kept, gone)


def _fill(tie: Tie, old: Tie) -> list[str]:
    """Give the kept tie the facts it lacks; return which. A day goes together with how exactly it is known."""
    lacks = [
        name for name in ("met_place", "met_on", "met_through_id", "cadence_days") if not getattr(tie, name)
    ]
    filled = [name for name in lacks if getattr(old, name)]
    if old.met_through_id == tie.contact_id and "met_through_id" in filled:
        filled.remove("met_through_id")
    filled += ["met_precision"] if "met_on" in filled else []
    for name in filled:
        setattr(tie, name, getattr(old, name))
    return filled


def _meet_through(kept: int, gone: int) -> list[int]:
    """Let those met through the one be met through the other; nobody is met through themself."""
    ties = Tie.objects.filter(met_through=gone)
    moved = list(ties.values_list("pk", flat=True))
    ties.filter(contact=kept).update(met_through=None)
    Tie.objects.filter(pk__in=moved).exclude(contact=kept).update(met_through=kept)
    return moved


def _refresh(*contacts: int) -> None:
    tie = Tie.objects.select_related("owner").filter(contact__in=contacts).first()
    person = (
        InteractionPerson.objects.select_related("interaction__owner").filter(contact__in=contacts).first()
    )
    owner = tie.owner if tie else person.interaction.owner if person else None
    if owner is not None:
        refresh_last_contact(owner, list(contacts))
