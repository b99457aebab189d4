"""What is said of introductions in notices, as its reader may see it at that moment."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from comity.people.members.models import Member
from comity.people.notifications.registry import Act, Line
from comity.relationships.introductions.enums import Stage, Word
from comity.relationships.introductions.models import Introduction
from comity.relationships.introductions.queries.introductions import (
    Seen,
    my_introductions,
    waiting_introductions,
)
from comity.relationships.introductions.rules.stages import Who


def lines_of_turns(reader: Member, subjects: Sequence[str]) -> dict[str, Line]:
    """Say what waits for the reader; one query."""
    wanted = set(subjects)
    return {
        seen.row.public_id: _turn(seen)
        for seen in waiting_introductions(reader, timezone.now())
        if seen.row.public_id in wanted
    }


def _turn(seen: Seen) -> Line:
    row = seen.row
    url = reverse("introductions:introduction", args=[row.public_id])
    name = {"name": row.seeker.name}
    if seen.who is Who.TARGET:
        said = {**name, "by": row.introducer.name if row.introducer else ""}
        acts = (Act("introductions.yes", row.public_id), Act("introductions.no", row.public_id))
        text = _("%(by)s would like to introduce %(name)s to you.") % said
        return Line(text, url, acts, row.line)
    acts = (Act("introductions.no", row.public_id),)
    return Line(_("%(name)s asks you for an introduction.") % name, url, acts, row.note)


def lines_of_made(reader: Member, subjects: Sequence[str]) -> dict[str, Line]:
    """Say who is introduced to whom now; one query."""
    wanted = set(subjects)
    found = {}
    for seen in my_introductions(reader, timezone.now()):
        row = seen.row
        if row.public_id not in wanted or row.stage != Stage.MADE or row.target is None:
            continue
        text = _("%(name)s and you are introduced.") % {"name": row.target.name}
        if seen.who is not Who.SEEKER:
            text = _("%(one)s and %(other)s are introduced.") % {
                "one": row.seeker.name,
                "other": row.target.name,
            }
        found[row.public_id] = Line(text, reverse("introductions:introduction", args=[row.public_id]))
    return found


def lines_of_words(reader: Member, subjects: Sequence[str]) -> dict[str, Line]:
    """Say with which word an introducer answered; one query."""
    rows = Introduction.objects.visible_to(reader).filter(
        public_id__in=subjects, seeker=reader, stage=Stage.WORD, introducer__is_active=True
    )
    return {
        row.public_id: Line(
            _("%(name)s says: %(word)s") % {"name": row.introducer.name, "word": Word(row.word).label},
            reverse("introductions:introduction", args=[row.public_id]),
        )
        for row in rows.select_related("introducer")
    }
