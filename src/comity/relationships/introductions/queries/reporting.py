from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from comity.people.members.models import Member
from comity.people.moderation.registry import Reported
from comity.relationships.introductions.queries.introductions import introduction_for
from comity.relationships.introductions.rules.stages import Who


def reported_note(viewer: Member, public_id: str) -> Reported | None:
    """Return the note of an introduction the viewer reads, for a report. One query."""
    seen = introduction_for(viewer, public_id, timezone.now())
    if seen is None or seen.who is Who.SEEKER:
        return None
    name = _("Why %(name)s would like to be introduced") % {"name": seen.row.seeker.name}
    return Reported(name, seen.row.note, seen.row.seeker)
