"""What exports said anew of people in the book: that they do something else now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from comity.doors.exchange.enums import State
from comity.doors.exchange.models import FieldChange
from comity.doors.exchange.rules.changes import is_news
from comity.foundation.core.direction import isolated
from comity.people.members.models import Member

_NEW_FOR = timedelta(days=180)
_WORK = ("title", "organization")
_READ = ("contact__title", "contact__organization", "upload__as_of", "upload__completed_at")


def job_changes(viewer: Member, contact_ids: Sequence[int], at: datetime) -> Mapping[int, str]:
    """Return who does something else since an earlier export, by card, in words; one query.

    A field that was only filled is no change, and one that has changed again since is not told.
    """
    changes = (
        FieldChange.objects.filter(contact__in=contact_ids, contact__owner=viewer, field__in=_WORK)
        .filter(upload__completed_at__gt=at - _NEW_FOR, upload__state=State.DONE)
        .exclude(before="")
        .select_related("contact", "upload")
        .only("field", "before", "after", *_READ)
        .order_by("upload__completed_at")
    )
    return {
        change.contact_id: _sentence(change)
        for change in changes
        if getattr(change.contact, change.field) == change.after
        and is_news(change.field, change.before, change.after)
    }


def _sentence(change: FieldChange) -> str:
    card, day = change.contact, change.upload.as_of or change.upload.completed_at
    words = {
        "title": isolated(card.title),
        "at": isolated(card.organization),
        "on": date_format(day, "DATE_FORMAT"),  # type: ignore[arg-type]
    }
    if card.title and card.organization:
        return _("Now %(title)s at %(at)s, by your export of %(on)s.") % words
    if card.organization:
        return _("Now at %(at)s, by your export of %(on)s.") % words
    return _("Now %(title)s, by your export of %(on)s.") % words
