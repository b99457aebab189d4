"""What of introductions can be reported by those who read it: why somebody seeks one, and the lines of who leads them on."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from comity.people.members.models import Member
from comity.people.moderation.registry import Reported
from comity.relationships.introductions.queries.introductions import LINES, introduction_for
from comity.relationships.introductions.rules.stages import Who


def reported_note(viewer: Member, public_id: str) -> Reported | None:
    """Return the note of an introduction the viewer reads, for a report. Two queries.

    Out of a sealed ask it is the ask that is reported: its seeker must not learn by a decision how far it came.
    """
    seen = introduction_for(viewer, public_id, timezone.now())
    if seen is None or seen.who is Who.SEEKER or not seen.note:
        return None
    row = seen.row
    name = _("Why %(name)s would like to be introduced") % {"name": row.seeker.name}
    if row.reach is not None:
        return Reported(name, seen.note, row.seeker, kind="ask", about=row.reach.ask.public_id)
    return Reported(name, seen.note, row.seeker)


def reported_line(name: str, viewer: Member, public_id: str) -> Reported | None:
    """Return one of the lines (by its field) as the viewer reads it, for a report. Two queries.

    Once the introduction is made it is a message, and reported there.
    """
    seen = introduction_for(viewer, public_id, timezone.now())
    if seen is None or seen.who is LINES[name] or not seen.shows_lines:
        return None
    by, said = (seen.introducer, seen.line) if name == "line" else (seen.middle, seen.middle_line)
    if by is None or not said:
        return None
    return Reported(_("What %(name)s wrote with an introduction") % {"name": by.name}, said, by)
