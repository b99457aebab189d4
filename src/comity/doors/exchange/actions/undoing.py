"""Taking an import back whole: hidden at once, then removed in batches; what its owner changed since stays."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from comity.doors.exchange.actions.about import take_about_back
from comity.doors.exchange.actions.additions import take_additions_back
from comity.doors.exchange.actions.columns import set_columns
from comity.doors.exchange.actions.queueing import ask, start_next
from comity.doors.exchange.actions.steps import BATCH, Progress, Run, Stopped, silent, take
from comity.doors.exchange.enums import Outcome, Phase, State
from comity.doors.exchange.models import FieldChange, FoundInteraction, Import
from comity.doors.exchange.queries.touched import touched_cards
from comity.doors.exchange.rules.states import check_move
from comity.foundation.core.queue import enqueue
from comity.people.contacts.actions.finding import forget
from comity.people.contacts.models import Contact, ContactValue
from comity.people.contacts.registry import tell_came_or_went
from comity.people.members.models import Member
from comity.relationships.ties.actions.notes import drop_unused_tags
from comity.relationships.ties.models import Interaction


@transaction.atomic
def ask_to_undo(*, by: Member, upload: Import, keep_touched: bool = True) -> None:
    """Queue a completed import to be taken back."""
    upload = Import.objects.select_for_update().get(pk=upload.pk, owner=by)
    check_move(upload.state, State.UNDOING)
    upload.keep_touched = keep_touched
    upload.save(update_fields=["keep_touched", "changed_at"])
    ask(upload, "undo")


def undo_import(pk: int, *, on_progress: Progress = silent) -> None:
    """Take an import back; safe to run again after a worker died."""
    run = take(pk, expect=State.DONE, to=State.UNDOING, on_progress=on_progress)
    if run is None:
        return
    try:
        _hide(run)
        _remove(run)
        with transaction.atomic():
            enqueue("exchange.settle", {"import": pk}, unique=f"exchange.settle:{pk}")
            ending = State.FAILED if run.upload.problem else State.UNDONE
            run.move(ending, ended_at=timezone.now(), done=0, total=0)
    except Stopped:
        return
    start_next(run.upload.owner_id)


def _hide(run: Run) -> None:
    """Make everything the import brought invisible and restore what it changed, in one short transaction."""
    upload = run.upload
    if upload.origin_id is None:
        return
    with run.step():
        brought = Contact.objects.filter(owner=upload.owner, origin=upload.origin_id, pending_import=None)
        if upload.keep_touched:
            brought = brought.exclude(pk__in=touched_cards(upload).filter(deleted_at=None).values("pk"))
        linked = list(brought.filter(member__isnull=False).values_list("pk", flat=True))
        brought.update(pending_import=upload.pk)
        tell_came_or_went(upload.owner, linked)
        here = {"origin": upload.origin_id, "pending_import": None}
        kept = Contact.objects.filter(owner=upload.owner, origin=upload.origin_id, pending_import=None)
        ContactValue.objects.filter(**here).exclude(contact__in=kept.values("pk")).update(
            pending_import=upload.pk
        )
        Interaction.objects.filter(**here).exclude(people__in=kept.values("pk")).update(
            pending_import=upload.pk
        )
        _restore_fields(upload)
        take_additions_back(upload)
        _restore_days(upload)
        take_about_back(upload)


def _restore_fields(upload: Import) -> None:
    """Put back what fields said, where they still say what the import wrote."""
    lines = []
    contacts: dict[int, Contact] = {}
    for change in FieldChange.objects.filter(upload=upload).select_related("contact"):
        contact = contacts.setdefault(change.contact_id, change.contact)
        by_import = contact.field_origins.get(change.field) == upload.origin_id
        if not by_import or getattr(contact, change.field) != change.after:
            continue
        origins = dict(contact.field_origins)
        origins.pop(change.field)
        if change.origin_before is not None:
            origins[change.field] = change.origin_before
        contact.field_origins = origins
        lines.append((change.field, contact.pk, change.before))
    for field in {field for field, _, _ in lines}:
        rows = [(pk, before, contacts[pk].field_origins) for name, pk, before in lines if name == field]
        set_columns(Contact, [field, "field_origins"], rows)


def _restore_days(upload: Import) -> None:
    days = FoundInteraction.objects.filter(upload=upload, outcome=Outcome.MERGED, interaction__isnull=False)
    found = {day.interaction: day for day in days if day.interaction}
    rows = [
        (one.pk, found[one.pk].before["count"], found[one.pk].before["direction"])
        for one in Interaction.objects.filter(owner=upload.owner, pk__in=found)
        if (one.count, one.direction) == (found[one.pk].count, found[one.pk].direction)
    ]
    set_columns(Interaction, ["count", "direction"], rows)


def _remove(run: Run) -> None:
    """Delete what is hidden, a few hundred at a time."""
    upload = run.upload
    hidden = [
        model._default_manager.filter(pending_import=upload.pk)
        for model in (Interaction, ContactValue, Contact)
    ]
    run.start(Phase.REMOVING, total=sum(rows.count() for rows in hidden))
    for rows in hidden:
        while pks := list(rows.order_by("pk").values_list("pk", flat=True)[:BATCH]):
            with run.step(len(pks)):
                if rows.model is Contact:
                    forget(upload.owner, pks)
                rows.filter(pk__in=pks).delete()
    with run.step():
        drop_unused_tags(upload.owner)
