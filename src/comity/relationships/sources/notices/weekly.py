"""The part of the weekly letter that asks whether what was suggested took place, and what its buttons do."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.db.models import QuerySet
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comity.foundation.core.direction import isolated
from comity.people.members.models import Member
from comity.people.notifications.registry import Act, Line, Section
from comity.relationships.ties.models import Interaction
from comity.relationships.ties.queries.suggestions import suggested_to

PAGE: Final = "/suggestions/"
LISTED: Final = 10
CONFIRM, DISMISS, CONFIRM_ALL = "sources.confirm", "sources.dismiss", "sources.confirm_all"


def to_confirm(member: Member, at: datetime) -> Section | None:
    """Say what waits for an answer: each with a yes and a no, and all at once where all are listed. Three queries."""
    waiting = suggested_to(member)
    count = waiting.count()
    if not count:
        return None
    acts = (Act(CONFIRM_ALL, at.isoformat()),) if 1 < count <= LISTED else ()
    said = ngettext("%(count)d may have taken place", "%(count)d may have taken place", count) % {
        "count": count
    }
    first = Line(said, PAGE, acts, _("Your calendars, mails and imports say so; you know."))
    rows = waiting.prefetch_related("people")[:LISTED]
    return Section(_("To confirm"), (first, *map(_line, rows)))


def about(member: Member, public_id: str) -> str:
    """Say what a button of one line is about; raises ``LookupError`` where nothing waits any more."""
    row = suggested_to(member).prefetch_related("people").filter(public_id=public_id).first()
    if row is None:
        raise LookupError
    return _words(row)


def about_all(member: Member, until: str) -> str:
    count = listed(member, until).count()
    if not count:
        raise LookupError
    return ngettext(
        "%(count)d thing you were asked about", "%(count)d things you were asked about", count
    ) % {"count": count}


def listed(member: Member, until: str) -> QuerySet[Interaction]:
    """Return what a letter of that moment listed, as it was: what changed since is not answered by it."""
    moment = parse_datetime(until)
    return suggested_to(member).filter(changed_at__lte=moment) if moment else Interaction.objects.none()


def _line(row: Interaction) -> Line:
    acts = (Act(CONFIRM, row.public_id), Act(DISMISS, row.public_id))
    return Line(_words(row), PAGE, acts, row.summary)


def _words(row: Interaction) -> str:
    names = ", ".join(
        one.full_name for one in row.people.all() if not one.deleted_at and not one.merged_into_id
    )
    return _("%(what)s: %(names)s, %(on)s") % {
        "what": str(row.get_kind_display()).capitalize(),
        "names": isolated(names),
        "on": date_format(row.on, "DATE_FORMAT"),
    }
