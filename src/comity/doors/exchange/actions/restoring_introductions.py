"""Introductions a member sought, read back from their archive as history: their own words, and whether they were made.

With whom is not restored, as links to members take both; nor what one was asked as introducer or as who is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from comity.doors.exchange.enums import Outcome
from comity.doors.exchange.snapshot.reading import derived_id
from comity.formats.account_archive import Archive
from comity.foundation.core.text import clean_text
from comity.foundation.core.time import moment_of
from comity.people.members.models import Member
from comity.relationships.introductions.actions.leading import LONGEST
from comity.relationships.introductions.enums import Outcome as Went
from comity.relationships.introductions.enums import Stage
from comity.relationships.introductions.models import Introduction
from comity.relationships.introductions.rules.stages import Who

TABLE: Final = "introductions"
OnRow = Callable[[int, str, str, str], None]  # number of the row, outcome, why, what


@transaction.atomic
def restore_introductions(by: Member, archive: Archive, heard: OnRow) -> None:
    """Bring in what ``by`` sought, over and done with; say what became of each row."""
    here = set(Introduction.objects.filter(seeker=by).values_list("public_id", flat=True))
    now = timezone.now()
    for number, written in archive.rows(TABLE):
        if written.get("my_part") != Who.SEEKER.value:
            heard(number, Outcome.SKIPPED, "takes-both", "")
            continue
        original, note = str(written.get("id") or ""), written.get("note")
        if not original or not isinstance(note, str):
            heard(number, Outcome.WRONG, "wrong-value:note" if original else "no-id", "")
            continue
        note, mine = clean_text(note)[:LONGEST], derived_id(by.public_id, original)
        if {original, mine} & here:
            heard(number, Outcome.UNCHANGED, "", note[:200])
            continue
        Introduction.objects.create(seeker=by, public_id=mine, note=note, **_history(written, now))
        here.add(mine)
        heard(number, Outcome.ADDED, "", note[:200])


def _history(written: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    made_at = moment_of(written.get("made_at"))
    is_made = written.get("stage") == Stage.MADE and made_at is not None
    outcome = written.get("outcome")
    return {
        "stage": Stage.MADE if is_made else Stage.EXPIRED,
        "created_at": min(moment_of(written.get("created_at")) or now, now),
        "expires_at": min(moment_of(written.get("expires_at")) or now, now),
        "made_at": made_at if is_made else None,
        "outcome": outcome if is_made and outcome in Went.values else "",
    }
