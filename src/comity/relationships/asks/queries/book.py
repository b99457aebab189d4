"""Whom the reader's own book holds who fits an ask: computed when they open it, shown to them alone."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from comity.foundation.core.text import fold
from comity.people.contacts.enums import ValueKind
from comity.people.contacts.models import Contact, ContactValue
from comity.people.members.models import Member
from comity.people.members.queries.companies import positions_seen_by
from comity.relationships.asks.models import Ask
from comity.relationships.asks.queries.helpers import wanted_by
from comity.relationships.asks.rules.fit import Facts, Fit, fit_of
from comity.relationships.ties.models import Tie

MOST = 8


@dataclass(frozen=True, slots=True)
class Fitting:
    """Somebody of the reader's book who fits, and by what."""

    public_id: str
    name: str
    detail: str
    by: tuple[str, ...]
    is_member: bool  # can be asked here; the others by the reader's own mail


def fitting_in_book(viewer: Member, ask: Ask) -> list[Fitting]:
    """Return who of the viewer's own book fits, the best first. Three queries, however large the book.

    Notes are not looked at: they lie encrypted, and are not what somebody is found by.
    """
    wanted = wanted_by(ask)
    tags: defaultdict[int, list[str]] = defaultdict(list)
    tagged = Tie.tags.through.objects.filter(tie__owner=viewer)
    for contact, name in tagged.values_list("tie__contact", "tag__name"):
        tags[contact].append(fold(name))
    cards = Contact.objects.visible_to(viewer).current().exclude(member=ask.asker_id)
    rows = list(
        cards.values_list("pk", "public_id", "full_name", "title", "organization", "department", "member")
    )
    said: defaultdict[int, list[tuple[str, str]]] = defaultdict(list)
    linked = {member for *_, member in rows if member}
    if linked:
        positions = positions_seen_by(viewer).filter(owner__in=linked).order_by()
        for owner, organization, title in positions.values_list("owner", "organization", "title"):
            said[owner].append((fold(organization), fold(title)))
    found: list[tuple[Fit, Fitting]] = []
    for pk, public_id, name, title, organization, department, member in rows:
        theirs = said.get(member, [])
        at = (fold(organization), *(one for one, _ in theirs))
        texts = (fold(title), fold(department), *tags[pk], *(one for _, one in theirs))
        fit = fit_of(wanted, Facts(fold(name), tuple(filter(None, at)), tuple(filter(None, texts))))
        if fit.score:
            detail = " · ".join(filter(None, (title, organization)))
            found.append((fit, Fitting(public_id, name, detail, fit.by, member is not None)))
    found.sort(key=lambda one: (-one[0].score, one[1].name))
    return [one for _, one in found[:MOST]]


def address_on(viewer: Member, contact: Contact) -> str:
    """Return the first e-mail address on a card of the viewer's; empty where there is none. One query."""
    lines = ContactValue.objects.visible_to(viewer).filter(contact=contact, kind=ValueKind.EMAIL)
    return lines.values_list("value", flat=True).first() or ""
