"""What is said of asks in notices, as its reader may see it at that moment."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from comity.foundation.core.direction import isolated
from comity.people.members.models import Member
from comity.people.notifications.registry import Act, Line
from comity.relationships.asks.enums import State
from comity.relationships.asks.models import Ask, Reach
from comity.relationships.asks.queries.asks import own_asks


def lines_of_reached(reader: Member, subjects: Sequence[str]) -> dict[str, Line]:
    """Say who is looking for something; one query."""
    rows = Reach.objects.waiting_for(reader, timezone.now()).filter(public_id__in=subjects)
    return {
        reach.public_id: Line(
            _("%(name)s is looking for something you may help with.")
            % {"name": isolated(reach.ask.asker.name)},
            reverse("asks:reach", args=[reach.public_id]),
            (Act("asks.can", reach.public_id), Act("asks.not_now", reach.public_id)),
            reach.ask.text,
        )
        for reach in rows.select_related("ask__asker")
    }


def lines_of_yes(reader: Member, subjects: Sequence[str]) -> dict[str, Line]:
    """Say that somebody can help; two queries."""
    return {
        own.ask.public_id: Line(
            _("%(name)s says that they can help.") % {"name": isolated(own.helper.name)}
            if own.helper
            else _("Somebody can help with what you asked."),
            reverse("asks:ask", args=[own.ask.public_id]),
            (),
            own.ask.text,
        )
        for own in own_asks(reader, timezone.now())
        if own.ask.public_id in set(subjects) and own.state == State.YES
    }


def lines_of_over(reader: Member, subjects: Sequence[str]) -> dict[str, Line]:
    """Say that the day has come, and that there is more to do; one query."""
    rows = Ask.objects.visible_to(reader).filter(public_id__in=subjects, state=State.OVER, hidden_at=None)
    return {
        ask.public_id: Line(
            _("Nobody could help by the date you set. There are other ways."),
            reverse("asks:ask", args=[ask.public_id]),
            (),
            ask.text,
        )
        for ask in rows
    }
