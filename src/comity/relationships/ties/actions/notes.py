"""What one member keeps about one person: notes, how they met, and the words they sort people by."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import models, transaction

from comity.foundation.core.enums import Precision
from comity.foundation.core.text import clean_line, clean_text
from comity.people.contacts.actions.finding import reindex
from comity.people.contacts.models import Contact
from comity.people.members.models import Member
from comity.people.members.rules.partial_dates import PartialDate
from comity.relationships.ties.models import Tag, Tie

LONGEST_TAG = 60


class ThroughOneself(Exception):
    """Nobody is met through themself."""


@dataclass(frozen=True, slots=True)
class Facts:
    """Where, when and through whom of the book (by id) one met a person."""

    place: str = ""
    on: PartialDate | None = None
    through: int | None = None


@transaction.atomic
def write_tie(
    *, by: Member, contact: Contact, notes: str, how_met: str, tags: Iterable[str], facts: Facts | None = None
) -> Tie:
    """Make notes, how they met and tags what is given here; without ``facts`` those stay."""
    contact = Contact.objects.select_for_update().visible_to(by).get(pk=contact.pk)
    tie, _ = Tie.objects.get_or_create(owner=by, contact=contact)
    tie.notes = clean_text(notes)
    tie.how_met = clean_line(how_met, 300)
    if facts is not None:
        _write_facts(by, tie, facts)
    tie.save(update_fields=["notes", "how_met", *_FACTS, "changed_at"])
    tie.tags.set(tags_named(by, tags))
    drop_unused_tags(by)
    reindex(by, [contact.pk])
    return tie


_FACTS = ("met_place", "met_on", "met_precision", "met_through")


def _write_facts(by: Member, tie: Tie, facts: Facts) -> None:
    if facts.through == tie.contact_id:
        raise ThroughOneself
    on = facts.on
    tie.met_place = clean_line(facts.place, 200)
    tie.met_on, tie.met_precision = (on.on, on.precision) if on else (None, Precision.DAY)
    book = Contact.objects.visible_to(by).filter(merged_into=None)
    tie.met_through = book.get(pk=facts.through) if facts.through else None


@transaction.atomic
def tag_contacts(*, by: Member, ids: Sequence[str], tag: str) -> list[str]:
    """Give people a tag; return the public ids of those who did not have it."""
    named = tags_named(by, [tag])
    if not named:
        return []
    new = _people(by, ids).exclude(tie__tags=named[0])
    found = dict(new.values_list("pk", "public_id"))
    Tie.objects.bulk_create((Tie(owner=by, contact_id=pk) for pk in found), ignore_conflicts=True)
    through = Tie.tags.through
    ties = Tie.objects.filter(contact__in=found).values_list("pk", flat=True)
    through.objects.bulk_create(through(tie_id=tie, tag_id=named[0].pk) for tie in ties)
    reindex(by, found)
    return list(found.values())


@transaction.atomic
def untag_contacts(*, by: Member, ids: Sequence[str], tag: str) -> list[str]:
    """Take a tag off people; return the public ids of those who had it."""
    had = _people(by, ids).filter(tie__tags__name=tag, tie__tags__owner=by)
    found = dict(had.values_list("pk", "public_id"))
    through = Tie.tags.through
    through.objects.filter(tie__contact__in=found, tag__name=tag).delete()
    drop_unused_tags(by)
    reindex(by, found)
    return list(found.values())


def tags_named(owner: Member, names: Iterable[str]) -> list[Tag]:
    """Return the owner's tags of these names, in whatever case they are written; those that are missing are made.

    The first spelling stays: "choir" is "Choir" once more.
    """
    wanted: dict[str, str] = {}
    for name in filter(None, (clean_line(name, LONGEST_TAG) for name in names)):
        wanted.setdefault(name.casefold(), name)
    if not wanted:
        return []
    _make_tags(owner, wanted)
    return list(_tags_by_case(owner, wanted).values())


def _make_tags(owner: Member, wanted: dict[str, str]) -> None:
    here = _tags_by_case(owner, wanted)
    missing = [name for folded, name in wanted.items() if folded not in here]
    Tag.objects.bulk_create((Tag(owner=owner, name=name) for name in missing), ignore_conflicts=True)


def _tags_by_case(owner: Member, wanted: dict[str, str]) -> dict[str, Tag]:
    """Return tags by case-folded name; where there are two of one name already, the one spelt as ``wanted``."""
    found: dict[str, Tag] = {}
    for tag in Tag.objects.filter(owner=owner).order_by("pk"):
        folded = tag.name.casefold()
        if folded in wanted and (folded not in found or tag.name == wanted[folded]):
            found[folded] = tag
    return found


def _people(owner: Member, ids: Sequence[str]) -> models.QuerySet[Contact]:
    return Contact.objects.visible_to(owner).filter(public_id__in=ids)


def drop_unused_tags(owner: Member) -> None:
    """Forget the owner's tags that nobody bears."""
    Tag.objects.filter(owner=owner, ties=None).delete()
