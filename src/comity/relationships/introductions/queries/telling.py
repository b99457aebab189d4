"""What is said of introductions in notices, as its reader may see it at that moment."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from comity.foundation.core.direction import isolated
from comity.people.members.models import Member
from comity.people.notifications.registry import Act, Line
from comity.relationships.introductions.enums import Stage, Word
from comity.relationships.introductions.queries.introductions import (
    Seen,
    my_introductions,
    waiting_introductions,
)
from comity.relationships.introductions.rules.stages import Who


def lines_of_turns(reader: Member, subjects: Sequence[str]) -> dict[str, Line]:
    """Say what waits for the reader; two queries."""
    wanted = set(subjects)
    return {
        seen.row.public_id: _turn(seen)
        for seen in waiting_introductions(reader, timezone.now())
        if seen.row.public_id in wanted
    }


def _turn(seen: Seen) -> Line:
    row = seen.row
    url = reverse("introductions:introduction", args=[row.public_id])
    name = {"name": isolated(row.seeker.name)}
    if seen.who is Who.TARGET:
        said = {**name, "by": isolated(seen.introducer.name if seen.introducer else "")}
        both = (Act("introductions.yes", row.public_id), Act("introductions.no", row.public_id))
        text = _("%(by)s would like to introduce %(name)s to you.") % said
        return Line(text, url, both, seen.line)
    acts = (Act("introductions.no", row.public_id),)
    return Line(_("%(name)s asks you for an introduction.") % name, url, acts, seen.note)


def lines_of_made(reader: Member, subjects: Sequence[str]) -> dict[str, Line]:
    """Say who is introduced to whom now; two queries."""
    wanted = set(subjects)
    found = {}
    for seen in my_introductions(reader, timezone.now()):
        row = seen.row
        if row.public_id not in wanted or row.stage != Stage.MADE or seen.target is None:
            continue
        text = _("%(name)s and you are introduced.") % {"name": isolated(seen.target.name)}
        if seen.who is not Who.SEEKER:
            text = _("%(one)s and %(other)s are introduced.") % {
                "one": isolated(row.seeker.name),
                "other": isolated(seen.target.name),
            }
        found[row.public_id] = Line(text, reverse("introductions:introduction", args=[row.public_id]))
    return found


def lines_of_words(reader: Member, subjects: Sequence[str]) -> dict[str, Line]:
    """Say with which word an introducer answered; two queries."""
    wanted = set(subjects)
    return {
        seen.row.public_id: Line(
            _("%(name)s says: %(word)s")
            % {"name": isolated(seen.introducer.name), "word": Word(seen.row.word).label},
            reverse("introductions:introduction", args=[seen.row.public_id]),
        )
        for seen in my_introductions(reader, timezone.now())
        if seen.row.public_id in wanted and seen.stage is Stage.WORD and seen.introducer is not None
    }
