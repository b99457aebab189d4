"""What of insiders can be reported by those who see it: an offer, and what the other wrote about twenty minutes."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from comity.people.members.models import Member
from comity.people.moderation.registry import Reported
from comity.relationships.insiders.queries.bookings import one_booking
from comity.relationships.insiders.queries.offers import one_offer


def reported_offer(viewer: Member, public_id: str) -> Reported | None:
    """Return an offer as the viewer sees it, for a report. Two queries at most."""
    seen = one_offer(viewer, public_id)
    if seen is None:
        return None
    name = _("What %(name)s offers") % {"name": seen.owner.name}
    said = (seen.offer.topics, str(seen.position) if seen.position else "")
    return Reported(name, "\n".join(filter(None, said)), seen.owner)


def reported_booking(viewer: Member, public_id: str) -> Reported | None:
    """Return what the other of two wrote about twenty minutes, as the viewer reads it, for a report. One query.

    What each of the two wrote is a thing of its own.
    """
    view = one_booking(viewer, public_id, timezone.now())
    if view is None:
        return None
    row, said = view.booking, view.words
    theirs = (said.topics, said.place if view.shows_place else "") if view.is_asker else (said.what,)
    word = said.word if row.word_by != row.side_of(viewer) else ""
    was = "\n".join(filter(None, (*theirs, word)))
    if not was:
        return None
    name = _("What %(name)s wrote about twenty minutes") % {"name": view.other.name}
    return Reported(name, was, view.other, kind=f"booking_{row.side_of(view.other)}")
