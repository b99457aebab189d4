from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from comity.people.members.models import Member
from comity.people.moderation.registry import Reported
from comity.relationships.mutual.queries.requests import still_waiting


def reported_note(viewer: Member, public_id: str) -> Reported | None:
    """Return the words of a request that waits for the viewer, for a report. One query."""
    row = still_waiting(viewer, [public_id], timezone.now()).get(public_id)
    if row is None or not row.note_for(viewer):
        return None
    name = _("What %(name)s wrote with a request for a mutual tie") % {"name": row.asker.name}
    return Reported(name, row.note, row.asker)
