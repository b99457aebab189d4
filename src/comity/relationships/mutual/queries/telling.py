"""What is said of mutual ties in notices, as its reader may see it at that moment."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from comity.people.members.models import Member
from comity.people.notifications.registry import Act, Line
from comity.relationships.mutual.models import MutualTie
from comity.relationships.mutual.queries.requests import still_waiting


def lines_of_requests(reader: Member, subjects: Sequence[str]) -> dict[str, Line]:
    """Say who asks; one query."""
    waiting = still_waiting(reader, subjects, timezone.now())
    return {
        public_id: Line(
            _("%(name)s would like a mutual tie with you.") % {"name": row.asker.name},
            reverse("mutual:requests"),
            (Act("mutual.accept", public_id), Act("mutual.decline", public_id)),
            row.note,
        )
        for public_id, row in waiting.items()
    }


def lines_of_ties(reader: Member, subjects: Sequence[str]) -> dict[str, Line]:
    """Say with whom the reader has a mutual tie now; one query."""
    ties = MutualTie.objects.visible_to(reader).live().filter(public_id__in=subjects)
    found = {tie.public_id: tie.of(reader) for tie in ties.select_related("one", "other")}
    return {
        public_id: Line(
            _("You and %(name)s have a mutual tie now.") % {"name": other.name},
            reverse("mutual:tie", args=[other.public_id]),
        )
        for public_id, other in found.items()
        if other.is_active
    }
