"""The reminder that LinkedIn's archive should be there by now."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext as _

from comity.doors.exchange.models import Import
from comity.people.members.models import Member
from comity.people.notifications.models import Notice
from comity.people.notifications.registry import Line

ARCHIVE: Final = "exchange.archive"  # the kind of notice; its subject is the moment at which it was asked for


def archive_has_come(owner: Member, since: datetime) -> bool:
    """Tell whether the owner brought a file of LinkedIn's since then; one query."""
    return Import.objects.visible_to(owner).filter(created_at__gt=since, kind__startswith="linkedin").exists()


def archive_lines(reader: Member, subjects: Sequence[str]) -> dict[str, Line]:
    """Say what to do with the archive, where it has not come; one query for each of what was asked."""
    line = Line(
        _("LinkedIn should have written to you by now."),
        reverse("exchange:upload"),
        detail=_(
            "Its link works for 72 hours: download the ZIP and bring it here as it is. If LinkedIn has not written yet, "
            "it will; there is nothing to do until then."
        ),
    )
    return {
        asked_at: line
        for asked_at in subjects
        if not archive_has_come(reader, datetime.fromisoformat(asked_at))
    }


def archive_card(viewer: Member, at: datetime) -> dict[str, Any] | None:
    """Return the reminder while it is not read and the archive has not come; one query, two where it waits."""
    unread = Notice.objects.visible_to(viewer).unread().filter(kind=ARCHIVE)
    if not (notice := unread.order_by("-created_at").first()):
        return None
    line = archive_lines(viewer, [notice.about]).get(notice.about)
    return {"notice": notice, "line": line} if line else None
