"""The moment an import becomes visible, all at once."""

from __future__ import annotations

from collections import defaultdict

from django.db import transaction
from django.utils import timezone

from comity.doors.exchange.actions.columns import set_columns
from comity.doors.exchange.actions.staging import count_outcomes
from comity.doors.exchange.actions.steps import Run
from comity.doors.exchange.enums import Outcome, State
from comity.doors.exchange.models import FieldChange, FoundInteraction
from comity.people.contacts.models import Contact, ContactValue
from comity.relationships.ties.models import Interaction


def complete(run: Run) -> None:
    """Show everything the import brought, in one short transaction."""
    upload = run.upload
    counts = count_outcomes(upload)
    with transaction.atomic():
        run.move(State.DONE, completed_at=timezone.now(), counts=counts)
        for model in (Contact, ContactValue, Interaction):
            model._default_manager.filter(pending_import=upload.pk).update(pending_import=None)
        _change_fields(upload.pk, upload.origin_id)
        more = FoundInteraction.objects.filter(upload=upload, outcome=Outcome.MERGED)
        rows = more.values_list("interaction", "count", "direction")
        set_columns(Interaction, ["count", "direction"], [row for row in rows if row[0]])


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
