"""What there is to say to people whom it is time to get back to: the last topic, and their news."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from comity.people.contacts.models import Contact
from comity.people.members.models import Member
from comity.relationships.ties.enums import Kind, Status
from comity.relationships.ties.models import Interaction, InteractionPerson
from comity.relationships.touch.registry import news


@dataclass(frozen=True, slots=True)
class Said:
    """One person's last topic, and what is new with them; each a sentence, or empty."""

    topic: str = ""
    news: str = ""

    def after(self, why: str) -> str:
        """Return a reason with what there is to say behind it."""
        return " ".join(filter(None, (why, self.news, self.topic)))


def says_of(viewer: Member, ids: Sequence[int], at: datetime) -> dict[int, Said]:
    """Return what there is to say to these people, by card; one query, and one for each app that has news."""
    if not ids:
        return {}
    found = {key: told(viewer, ids, at) for key, told in news.items()}
    return {
        contact: Said(topic, next((told[contact] for told in found.values() if contact in told), ""))
        for contact, topic in _topics(viewer, ids)
    }


def _topics(viewer: Member, ids: Sequence[int]) -> list[tuple[int, str]]:
    # From each person's days to what happened on them, never joined: a database that has not looked at its tables yet
    # would go through everything that ever happened.
    there = Interaction.objects.filter(
        pk=OuterRef("interaction"), status=Status.CONFIRMED, pending_import=None
    ).order_by()
    days = InteractionPerson.objects.filter(contact=OuterRef("pk"), counts_on__isnull=False)
    days = days.order_by("-counts_on", "-interaction_id")

    def last(what: str, of: QuerySet[Interaction]) -> Subquery:
        told = days.annotate(told=Subquery(of.values(what))).filter(told__isnull=False)
        return Subquery(told.values("told")[:1])

    rows = (
        Contact.objects.filter(
            pk__in=ids
        )  # by the owner too, it would go through their whole book for these few
        .annotate(topic=last("summary", there.exclude(summary="")), kind=last("kind", there))
        .order_by()
        .values_list("pk", "owner", "topic", "kind", "tie__last_on")
    )
    return [(pk, _sentence(topic, kind, on)) for pk, owner, topic, kind, on in rows if owner == viewer.pk]


def _sentence(topic: str | None, kind: str | None, on: date | None) -> str:
    if topic:
        return _("Last time: %(topic)s") % {"topic": topic}
    if kind and on:
        return _("Last time: %(what)s, %(on)s") % {
            "what": Kind(kind).label,
            "on": date_format(on, "DATE_FORMAT"),
        }
    return ""
