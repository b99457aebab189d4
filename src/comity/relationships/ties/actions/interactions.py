"""What happened between a member and their people: noted, put right, confirmed, dismissed, and taken back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from comity.foundation.core.enums import Precision
from comity.foundation.core.text import clean_line, clean_text
from comity.people.contacts.models import Contact
from comity.people.members.models import Member
from comity.relationships.ties.actions.scoring import count_in, count_out
from comity.relationships.ties.enums import Direction, Source, Status
from comity.relationships.ties.models import Interaction, InteractionPerson
from comity.relationships.ties.queries.oneself import is_oneself


class NotYet(Exception):
    """What has not happened cannot be noted."""


class WithOneself(Exception):
    """Nobody meets themself; holds the name on the card."""


@dataclass(frozen=True, slots=True)
class Happening:
    """What can be said of an interaction besides who was there."""

    kind: str
    on: date
    precision: str = Precision.DAY
    direction: str = Direction.BOTH
    summary: str = ""
    place: str = ""
    note: str = ""

    @property
    def fields(self) -> dict[str, Any]:
        """Return the columns: what is not known of the day is the first."""
        month = 1 if self.precision == Precision.YEAR else self.on.month
        day = self.on.day if self.precision == Precision.DAY else 1
        return {
            "kind": self.kind,
            "on": date(self.on.year, month, day),
            "precision": self.precision,
            "direction": self.direction,
            "summary": clean_line(self.summary, 300),
            "place": clean_line(self.place, 200),
            "note": clean_text(self.note),
        }


@transaction.atomic
def log_interaction(
    *,
    by: Member,
    contacts: Sequence[Contact],
    kind: str,
    on: date,
    summary: str,
    today: date,
    precision: str = Precision.DAY,
    direction: str = Direction.BOTH,
    place: str = "",
    note: str = "",
    source: str = Source.TYPED,
) -> Interaction:
    """Note something that happened with these people of the member's book; ``today`` is the member's own day."""
    happening = Happening(kind, on, precision, direction, summary, place, note)
    people = _people(by, contacts, happening, today)
    interaction = Interaction.objects.create(owner=by, source=source, **happening.fields)
    _write_people(interaction, people)
    count_in(by=by, interaction=interaction)
    return interaction


@transaction.atomic
def edit_interaction(
    *, by: Member, public_id: str, contacts: Sequence[Contact], happening: Happening, today: date
) -> Interaction:
    """Make an interaction and who was there what is given here; one that was taken off the list is not there."""
    found = _locked(by).exclude(status=Status.DISMISSED).get(public_id=public_id)
    people = _people(by, contacts, happening, today)
    counts = found.status == Status.CONFIRMED
    before = set(found.presences.values_list("contact_id", flat=True))
    if counts:
        count_out(by=by, interaction=found)
    for name, value in happening.fields.items():
        setattr(found, name, value)
    found.save(update_fields=[*happening.fields, "changed_at"])
    # Who cannot be seen, as their card lies among the deleted ones, stays.
    shown = Contact.objects.visible_to(by).filter(pk__in=before).values("pk")
    found.presences.filter(contact__in=shown).exclude(contact__in=people).delete()
    _write_people(found, [person for person in people if person.pk not in before])
    if counts:
        count_in(by=by, interaction=found)
    return found


@transaction.atomic
def set_status(*, by: Member, public_id: str, status: Status) -> Status:
    """Confirm a suggestion, dismiss what is not so, or take either back; return what it was before."""
    return _move(by, _locked(by).get(public_id=public_id), status)


@transaction.atomic
def answer_suggestions(*, by: Member, ids: Iterable[str], status: Status) -> list[str]:
    """Confirm or dismiss what was only suggested; return the public ids of those it still was."""
    return _move_all(by, ids, Status.SUGGESTED, status)


@transaction.atomic
def suggest_again(*, by: Member, ids: Iterable[str], status: Status) -> list[str]:
    """Take such an answer back, where it still stands."""
    return _move_all(by, ids, status, Status.SUGGESTED)


def _move_all(by: Member, ids: Iterable[str], old: Status, new: Status) -> list[str]:
    found = list(_locked(by).filter(public_id__in=list(ids), status=old).order_by("pk"))
    for interaction in found:
        _move(by, interaction, new)
    return [interaction.public_id for interaction in found]


def _locked(by: Member) -> QuerySet[Interaction]:
    return Interaction.objects.select_for_update().visible_to(by)


def _move(by: Member, found: Interaction, status: Status) -> Status:
    before = Status(found.status)
    if before == status:
        return before
    if before == Status.CONFIRMED:
        count_out(by=by, interaction=found)
    found.status = status
    found.save(update_fields=["status", "changed_at"])
    if status == Status.CONFIRMED:
        count_in(by=by, interaction=found)
    return before


def _people(by: Member, contacts: Sequence[Contact], happening: Happening, today: date) -> list[Contact]:
    """Return whom of these the member knows; it must have happened, and with somebody else."""
    if happening.fields["on"] > today:
        raise NotYet
    wanted = [contact.pk for contact in contacts]
    mine = list(Contact.objects.visible_to(by).filter(pk__in=wanted, merged_into=None))
    if not mine:
        raise Contact.DoesNotExist
    if oneself := is_oneself(by, mine):
        raise WithOneself(oneself.full_name)
    return mine


def _write_people(interaction: Interaction, people: Iterable[Contact]) -> None:
    InteractionPerson.objects.bulk_create(
        InteractionPerson(interaction=interaction, contact=contact) for contact in people
    )
