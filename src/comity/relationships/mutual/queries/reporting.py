"""What between two can be reported by who reads it: the note of a request, a favour's words, the word with its answer."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from comity.people.members.models import Member
from comity.people.moderation.registry import Reported
from comity.relationships.mutual.queries.favours import asks_among
from comity.relationships.mutual.queries.requests import still_waiting


def reported_note(viewer: Member, public_id: str) -> Reported | None:
    """Return the words of a request that waits for the viewer, for a report. One query."""
    row = still_waiting(viewer, [public_id], timezone.now()).get(public_id)
    if row is None or not row.note_for(viewer):
        return None
    name = _("What %(name)s wrote with a request for a mutual tie") % {"name": row.asker.name}
    return Reported(name, row.note, row.asker)


def reported_favour(viewer: Member, public_id: str) -> Reported | None:
    """Return the words of a favour that has reached the viewer, for a report. One query."""
    for ask in asks_among(viewer, [public_id]):
        if ask.asked_id == viewer.pk and ask.what_for(viewer):
            return Reported(_("A favour %(name)s asks") % {"name": ask.asker.name}, ask.what, ask.asker)
    return None


def reported_answer(viewer: Member, public_id: str) -> Reported | None:
    """Return the word with an answer to a favour the viewer asked, for a report. One query."""
    for ask in asks_among(viewer, [public_id]):
        if ask.asker_id == viewer.pk and ask.word_for(viewer):
            name = _("What %(name)s answered to a favour") % {"name": ask.asked.name}
            return Reported(name, ask.word, ask.asked)
    return None
