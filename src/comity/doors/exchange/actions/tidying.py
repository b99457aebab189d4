"""Uploaded files do not stay: at most a week, and no longer than they are needed."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from comity.doors.exchange.actions.queueing import start_next
from comity.doors.exchange.actions.uploads import drop_file, forget_cards
from comity.doors.exchange.enums import State
from comity.doors.exchange.models import Import
from comity.doors.exchange.rules.states import ENDED, RUNNING

KEEP_FILES = timedelta(days=7)


def tidy_imports(now: datetime) -> int:
    """Drop files and found cards of imports that ended, and give up those that waited a week; return how many."""
    waiting = Import.objects.exclude(state__in=(*ENDED, *RUNNING)).filter(created_at__lt=now - KEEP_FILES)
    ended = Import.objects.filter(state__in=ENDED).exclude(file="")
    pks = [*waiting.values_list("pk", flat=True), *ended.values_list("pk", flat=True)]
    for pk in pks:
        with transaction.atomic():
            upload = Import.objects.select_for_update().get(pk=pk)
            if upload.state in RUNNING:
                continue
            if upload.state not in ENDED:
                upload.state, upload.asked, upload.ended_at = State.CANCELLED, "", now
            drop_file(upload)
            upload.save()
            forget_cards(upload)
        start_next(upload.owner_id)
    return len(pks)
