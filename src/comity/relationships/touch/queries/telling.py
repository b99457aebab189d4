"""What notices say, on their page and in letters, asked anew when they are read or sent."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from comity.foundation.core.direction import isolated
from comity.people.members.models import Member
from comity.people.notifications.registry import Act, Line
from comity.relationships.touch.queries.follow_ups import FollowUpRow, due_follow_ups
from comity.relationships.touch.queries.nudges import NudgeRow, valid_nudges

_ACTS = ("touch.spoke", "touch.snooze", "touch.not_this")


def nudge_lines(reader: Member, subjects: Sequence[str]) -> dict[str, Line]:
    """Return what still holds of these nudges; the queries of ``valid_nudges``."""
    return {row.public_id: _nudge(row) for row in valid_nudges(reader, timezone.now(), only=subjects)}


def follow_up_lines(reader: Member, subjects: Sequence[str]) -> dict[str, Line]:
    """Return what is still to be done of these; one query."""
    rows = due_follow_ups(reader, timezone.now(), only=subjects, most=len(subjects))
    return {row.public_id: _follow_up(row) for row in rows}


def _nudge(row: NudgeRow) -> Line:
    return Line(
        text=_("Get back to %(name)s. %(why)s") % {"name": isolated(row.name), "why": row.why},
        url=reverse("pages:person", args=[row.contact_id]),
        acts=tuple(Act(key, row.public_id) for key in _ACTS),
        detail=row.said.after(""),
    )


def _follow_up(row: FollowUpRow) -> Line:
    on = date_format(row.due_on, "DATE_FORMAT")
    return Line(
        text=_("%(name)s: %(what)s") % {"name": isolated(row.name), "what": isolated(row.what)},
        url=reverse("pages:person", args=[row.contact_id]),
        acts=(Act("touch.done", row.public_id),),
        detail=_("For %(on)s.") % {"on": on},
    )
