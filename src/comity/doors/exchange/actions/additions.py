"""Notes, tags and labels for cards the book had: prepared in batches, written when all becomes visible, taken back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from django.utils import timezone

from comity.doors.exchange.actions.columns import insert_rows, set_columns
from comity.doors.exchange.actions.notes import give_tags, tag_key
from comity.doors.exchange.actions.steps import BATCH
from comity.doors.exchange.models import CardAddition, FoundPerson, Import
from comity.doors.exchange.rules.changes import says
from comity.foundation.core.ids import new_public_id
from comity.people.contacts.models import Contact, ContactValue
from comity.relationships.ties.enums import Lending
from comity.relationships.ties.models import Tie

_BETWEEN = "\n\n"
# A tie that says nothing is none: the import made it, and its date would pass for the owner's work.
_BARE = {
    "notes": "", "how_met": "", "met_place": "", "met_on": None, "met_through": None, "tags": None,
    "cadence_days": None, "lends": Lending.ASK, "half_life": 0, "first_on": None,
}  # fmt: skip


def prepare_additions(upload: Import, people: Sequence[FoundPerson]) -> None:
    """Keep what found people add to their cards until the import completes, within the caller's transaction."""
    CardAddition.objects.bulk_create(
        CardAddition(
            upload=upload,
            contact_id=person.contact_id or 0,
            note=person.note if new.get("note") else "",
            tags=new.get("tags", []),
            labels=new.get("labels", []),
        )
        for person in people
        if (new := person.changes) and any(new.get(name) for name in ("note", "tags", "labels"))
    )


def write_additions(upload: Import) -> None:
    """Write what was prepared, and remember of it only what was new still; ten queries for each 500 cards."""
    for additions in _batches(upload):
        ties = _ties_of(upload, [one.contact_id for one in additions if one.note or one.tags])
        before = {one.pk: _extent(one) for one in additions}
        _write_notes(ties, additions)
        given = defaultdict(list)
        for tie, name in give_tags(
            upload.owner, [(ties[a.contact_id].pk, a.tags) for a in additions if a.tags]
        ):
            given[tie].append(name)
        labelled = _write_labels(additions)
        for one in additions:
            one.tags = given.pop(ties[one.contact_id].pk, []) if one.tags else []
            one.labels = [label for label in one.labels if (one.contact_id, *label) in labelled]
        stale = [one for one in additions if _extent(one) != before[one.pk]]
        set_columns(
            CardAddition,
            ["note", "tags", "labels"],
            [(one.pk, one.note, one.tags, one.labels) for one in stale],
        )


def _extent(one: CardAddition) -> tuple[bool, int, int]:
    return bool(one.note), len(one.tags), len(one.labels)


def take_additions_back(upload: Import) -> None:
    """Take words, tags and labels off again where they stand as the import wrote them."""
    if upload.completed_at is None:  # nothing of it was written
        CardAddition.objects.filter(upload=upload).delete()
        return
    for additions in _batches(upload):
        moved = dict(
            Contact.objects.filter(pk__in=[one.contact_id for one in additions])
            .exclude(merged_into=None)
            .values_list("pk", "merged_into")
        )
        for one in additions:  # what two cards said is on the one that was kept
            one.contact_id = moved.get(one.contact_id) or one.contact_id
        ties = {
            tie.contact_id: tie
            for tie in Tie.objects.filter(owner=upload.owner, contact__in={a.contact_id for a in additions})
        }
        _take_notes(ties, additions)
        _take_tags(ties, additions)
        _take_labels(additions)
        Tie.objects.filter(pk__in=[tie.pk for tie in ties.values()], **_BARE).delete()
    CardAddition.objects.filter(upload=upload).delete()


def _batches(upload: Import) -> Iterator[list[CardAddition]]:
    rows = iter(CardAddition.objects.filter(upload=upload).order_by("contact_id", "pk"))
    while batch := list(islice(rows, BATCH)):
        yield batch


def _ties_of(upload: Import, contacts: Iterable[int]) -> dict[int, Tie]:
    """Return the ties with these people; those that are missing are made."""
    wanted = set(contacts)
    rows = Tie.objects.filter(owner=upload.owner, contact__in=wanted)
    missing = wanted - set(rows.values_list("contact_id", flat=True))
    now = timezone.now()
    insert_rows(
        Tie,
        ("contact", "public_id"),
        [(contact, new_public_id()) for contact in sorted(missing)],
        owner=upload.owner_id,
        created_at=now,
        changed_at=now,
    )
    return {tie.contact_id: tie for tie in rows.all()}


def _write_notes(ties: dict[int, Tie], additions: Iterable[CardAddition]) -> None:
    changed = {}
    for one in additions:
        if not one.note:
            continue
        tie = ties[one.contact_id]
        if says(tie.notes, one.note):
            one.note = ""
        else:
            tie.notes = _BETWEEN.join(filter(None, (tie.notes, one.note)))
            changed[tie.pk] = tie.notes
    set_columns(Tie, ["notes"], list(changed.items()))


def _take_notes(ties: dict[int, Tie], additions: Iterable[CardAddition]) -> None:
    changed = {}
    for one in reversed(list(additions)):
        tie = ties.get(one.contact_id)
        if one.note and tie and one.note in tie.notes:
            before, _, after = tie.notes.rpartition(one.note)
            between = _BETWEEN if before.strip() and after.strip() else ""
            tie.notes = before.removesuffix(_BETWEEN) + between + after.removeprefix(_BETWEEN)
            changed[tie.pk] = tie.notes
    set_columns(Tie, ["notes"], list(changed.items()))


def _take_tags(ties: dict[int, Tie], additions: Iterable[CardAddition]) -> None:
    wanted = {
        (ties[one.contact_id].pk, tag_key(tag))
        for one in additions
        for tag in one.tags
        if one.contact_id in ties
    }
    through = Tie.tags.through
    rows = through.objects.filter(tie__in={tie for tie, _ in wanted}).values_list("pk", "tie_id", "tag__name")
    gone = [pk for pk, tie, name in rows if (tie, tag_key(name)) in wanted]
    through.objects.filter(pk__in=gone).delete()


def _write_labels(additions: Iterable[CardAddition]) -> set[tuple[int, str, str, str]]:
    """Label lines that have no label; return which, as (card, kind, normal form, label)."""
    wanted = {
        (a.contact_id, kind, normal): label
        for a in reversed(list(additions))
        for kind, normal, label in a.labels
    }
    rows = _lines(wanted, label="")
    set_columns(ContactValue, ["label"], [(pk, wanted[key]) for key, pk in rows.items()])
    return {(*key, wanted[key]) for key in rows}


def _take_labels(additions: Iterable[CardAddition]) -> None:
    wanted = {(a.contact_id, kind, normal): label for a in additions for kind, normal, label in a.labels}
    for label in set(wanted.values()):
        rows = _lines({key for key, said in wanted.items() if said == label}, label=label)
        ContactValue.objects.filter(pk__in=rows.values()).update(label="")


def _lines(wanted: Iterable[tuple[int, str, str]], *, label: str) -> dict[tuple[int, str, str], int]:
    """Return the first line of each (card, kind, normal form) that bears this label."""
    keys = set(wanted)
    rows = ContactValue.objects.filter(contact__in={contact for contact, _, _ in keys}, label=label)
    found: dict[tuple[int, str, str], int] = {}
    for pk, contact, kind, normal in rows.order_by("position", "pk").values_list(
        "pk", "contact_id", "kind", "normal"
    ):
        if (contact, kind, normal) in keys:
            found.setdefault((contact, kind, normal), pk)
    return found
