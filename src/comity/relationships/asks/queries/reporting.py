from __future__ import annotations

from django.utils.translation import gettext as _

from comity.people.members.models import Member
from comity.people.moderation.registry import Reported
from comity.relationships.asks.queries.reaches import reach_for


def reported_ask(viewer: Member, public_id: str) -> Reported | None:
    """Return an ask that is before the viewer, for a report: one thing, whomever it is before. One query."""
    reach = reach_for(viewer, public_id)
    if reach is None:
        return None
    name = _("What %(name)s is looking for") % {"name": reach.ask.asker.name}
    return Reported(name, reach.ask.text, reach.ask.asker, about=reach.ask.public_id)
