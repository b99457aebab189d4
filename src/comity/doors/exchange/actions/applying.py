"""Bringing in what was found: in batches that nobody sees, until one short transaction shows them all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from comity.doors.exchange.actions.cards import add_cards, extend_cards
from comity.doors.exchange.actions.completing import complete
from comity.doors.exchange.actions.history import OF_A_DAY, add_history
from comity.doors.exchange.actions.queueing import start_next
from comity.doors.exchange.actions.settling import settle_new
from comity.doors.exchange.actions.steps import BATCH, Progress, Run, Stopped, silent, take
from comity.doors.exchange.enums import Outcome, Phase, State
from comity.doors.exchange.models import FoundInteraction, FoundPerson, Import
from comity.people.contacts.enums import OriginKind
from comity.people.contacts.models import Contact, Origin


def apply_import(pk: int, *, on_progress: Progress = silent) -> None:
    """Bring a read import into the book; what a worker that died has brought already stays and is not repeated."""
    run = take(pk, expect=State.READY, to=State.APPLYING, on_progress=on_progress)
    if run is None:
        return
    try:
        _apply(run)
    except Stopped:
        return
    start_next(run.upload.owner_id)


def _apply(run: Run) -> None:
    upload = run.upload
    _name_origin(run)
    _follow_the_book(run)
    people = FoundPerson.objects.filter(upload=upload, outcome__in=(Outcome.ADDED, Outcome.MERGED))
    done = people.filter(is_applied=True).count()
    run.start(Phase.PEOPLE, total=people.count(), done=done)
    _in_batches(run, people.filter(outcome=Outcome.ADDED, is_applied=False), add_cards)
    _resolve_twins(run)
    _in_batches(run, people.filter(outcome=Outcome.MERGED, is_applied=False), extend_cards)
    days = FoundInteraction.objects.filter(upload=upload, outcome=Outcome.ADDED)
    run.start(Phase.HISTORY, total=days.count(), done=days.filter(is_applied=True).count())
    _in_batches(run, days.filter(is_applied=False).values_list(*OF_A_DAY, named=True), add_history)
    settle_new(run)
    complete(run)


def _in_batches(
    run: Run, waiting: QuerySet[Any, Any], write: Callable[[Import, Sequence[Any]], None]
) -> None:
    last = 0
    while batch := list(waiting.filter(pk__gt=last).order_by("pk")[:BATCH]):
        last = batch[-1].pk
        with run.step(len(batch)):
            write(run.upload, batch)


def _name_origin(run: Run) -> None:
    """Write once where the values will have come from."""
    upload = run.upload
    if upload.origin is None:
        with run.step():
            upload.origin = Origin.objects.create(
                owner=upload.owner,
                kind=OriginKind.IMPORT,
                ref=upload.pk,
                file=upload.file_name,
                at=timezone.now(),
            )
            Import.objects.filter(pk=upload.pk).update(origin=upload.origin)


def _follow_the_book(run: Run) -> None:
    """The book may have changed since the file was read: follow merged cards, and add who is gone."""
    found = FoundPerson.objects.filter(upload=run.upload)
    with run.step():
        for person in found.filter(contact__merged_into__isnull=False).select_related("contact"):
            merged: Contact | None = person.contact
            while merged and merged.merged_into_id:
                merged = merged.merged_into
            found.filter(pk=person.pk).update(contact=merged)
        gone = found.filter(outcome=Outcome.MERGED, contact=None, is_applied=False).exclude(
            twin__isnull=False
        )
        gone.update(outcome=Outcome.ADDED)


def _resolve_twins(run: Run) -> None:
    """Whoever the owner said is somebody else in the same file gets that one's card."""
    waiting = FoundPerson.objects.filter(upload=run.upload, outcome=Outcome.MERGED, contact=None)
    with run.step():
        # Round by round: the other one may itself be a third.
        while known := list(waiting.filter(twin__contact__isnull=False).select_related("twin")):
            for person in known:
                waiting.filter(pk=person.pk).update(contact=person.twin and person.twin.contact_id)
