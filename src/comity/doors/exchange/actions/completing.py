"""The moment an import becomes visible, all at once."""

from __future__ import annotations

from collections import defaultdict
from functools import partial

from django.db import transaction
from django.utils import timezone

from comity.doors.exchange.actions.about import take_about
from comity.doors.exchange.actions.additions import write_additions
from comity.doors.exchange.actions.columns import set_columns
from comity.doors.exchange.actions.settling import MANY
from comity.doors.exchange.actions.staging import count_outcomes
from comity.doors.exchange.actions.steps import Run
from comity.doors.exchange.actions.uploads import forget_cards
from comity.doors.exchange.enums import Answer, Outcome, State
from comity.doors.exchange.models import FieldChange, FoundInteraction, FoundPerson, Import
from comity.foundation.core.queue import enqueue
from comity.foundation.core.statistics import look_anew
from comity.people.contacts.models import Apart, Contact, ContactValue
from comity.relationships.ties.models import Interaction, InteractionPerson, Tie


def complete(run: Run) -> None:
    """Show everything the import brought, in one short transaction."""
    upload = run.upload
    counts = count_outcomes(upload)
    with transaction.atomic():
        transaction.on_commit(partial(upload.file.storage.delete, str(upload.file.name)))
        run.move(State.DONE, completed_at=timezone.now(), counts=counts, file="")
        for model in (Contact, ContactValue, Interaction):
            model._default_manager.filter(pending_import=upload.pk).update(pending_import=None)
        _change_fields(upload.pk, upload.origin_id)
        write_additions(upload)
        more = FoundInteraction.objects.filter(upload=upload, outcome=Outcome.MERGED)
        rows = more.values_list("interaction", "count", "direction")
        set_columns(Interaction, ["count", "direction"], [row for row in rows if row[0]])
        _keep_apart(upload)
        take_about(upload)
        enqueue("exchange.settle", {"import": upload.pk}, unique=f"exchange.settle:{upload.pk}")
        enqueue("contacts.compare", {"owner": upload.owner_id}, unique=f"compare:{upload.owner_id}")
    forget_cards(upload)
    if sum(counts.values()) >= MANY:
        look_anew(Contact, ContactValue, Interaction, InteractionPerson, Tie)


def _keep_apart(upload: Import) -> None:
    """Remember whom the owner called two people, so that nobody asks again."""
    doubts = FoundPerson.objects.filter(upload=upload, answer=Answer.APART, contact__isnull=False)
    told = list(doubts.values_list("contact_id", "candidate_id", "twin__contact_id", "others"))
    named = {pk for _, known, twin, others in told for pk in (known, twin, *others) if pk}
    here = set(Contact.objects.filter(owner=upload.owner, pk__in=named).values_list("pk", flat=True))
    pairs = {
        tuple(sorted((one, other)))
        for one, known, twin, others in told
        for other in (known, twin, *others)
        if one and other in here and one != other
    }
    Apart.objects.bulk_create(
        (Apart(owner=upload.owner, one_id=one, other_id=other) for one, other in sorted(pairs)),
        ignore_conflicts=True,
    )


def _change_fields(upload: int, origin: int | None) -> None:
    """Write changed fields; a card its owner has changed in the meantime keeps what it says."""
    wanted: dict[int, dict[str, FieldChange]] = defaultdict(dict)
    for change in FieldChange.objects.filter(upload=upload):
        wanted[change.contact_id][change.field] = change
    rows: dict[tuple[str, ...], list[tuple[object, ...]]] = defaultdict(list)
    stale = []
    for contact in Contact.objects.filter(pk__in=wanted):
        changes = wanted[contact.pk]
        fresh = {name: change for name, change in changes.items() if getattr(contact, name) == change.before}
        stale += [change.pk for name, change in changes.items() if name not in fresh]
        if fresh:
            names = tuple(sorted(fresh))
            origins = {**contact.field_origins, **dict.fromkeys(names, origin)}
            rows[names].append((contact.pk, *(fresh[name].after for name in names), origins))
    for names, lines in rows.items():
        set_columns(Contact, [*names, "field_origins"], lines)
    FieldChange.objects.filter(pk__in=stale).delete()
