"""One card of the viewer's own book, with where each part of it came from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Concat
from django.http import Http404
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from comity.people.contacts.enums import OriginKind, ValueKind
from comity.people.contacts.models import Contact, ContactValue, Origin
from comity.people.contacts.rules.lines import href_of
from comity.people.members.models import Member


@dataclass(frozen=True, slots=True)
class LineView:
    """One value as the page shows it."""

    kind: str
    kind_name: str
    label: str
    value: str
    href: str
    came: str

    @property
    def icon(self) -> str:
        if self.kind == ValueKind.DATE and self.label.casefold() == "birthday":
            return "cake"
        return _ICONS.get(self.kind, "circle")

    @property
    def name(self) -> str:
        """Return what the line is in as few words as say it: a link or a day goes by its own name, if it has one."""
        label = self.label.casefold()
        if not label or label in _PLACES or self.kind not in _NAMED_BY_LABEL:
            return self.kind_name
        return str(_WORDS.get(label, self.label))

    @property
    def note(self) -> str:
        """Return the word beside the name: home, work."""
        return self.label if self.name == self.kind_name else ""

    @property
    def shown(self) -> str:
        """Return the value as people read it: links without their scheme, days in the reader's language."""
        if self.kind == ValueKind.URL:
            return (
                self.value.removeprefix("https://").removeprefix("http://").removeprefix("www.").rstrip("/")
            )
        return day_in_words(self.value) if self.kind == ValueKind.DATE else self.value


@dataclass(frozen=True, slots=True)
class CardView:
    """What stands on a card, and from where it came."""

    lines: tuple[LineView, ...]
    organization_came: str
    title_came: str
    name_came: str
    card_came: str

    @property
    def email(self) -> str:
        """Return the first address on the card, or nothing."""
        return next((line.value for line in self.lines if line.kind == ValueKind.EMAIL), "")

    @property
    def others(self) -> list[LineView]:
        """Return the lines that came from elsewhere than the card."""
        return [line for line in self.lines if line.came != self.card_came]


def own_card(viewer: Member, public_id: str) -> Contact:
    """Return a card of the viewer's own book, one query; for every other id there is no such page."""
    card = (
        Contact.objects.visible_to(viewer)
        .select_related("origin", "merged_into", "member")
        .filter(public_id=public_id)
        .first()
    )
    if card is None:
        raise Http404
    return card


def card_of(viewer: Member, contact: Contact) -> CardView:
    """Return what stands on the card; two queries."""
    origins = {contact.origin_id: contact.origin}
    origins |= Origin.objects.filter(owner=viewer).in_bulk(sorted(set(contact.field_origins.values())))

    def came(field: str) -> str:
        return told(origins.get(contact.field_origins.get(field, contact.origin_id)))

    lines = sorted(
        lines_on(viewer, contact).select_related("origin"),
        key=lambda row: (_ORDER[row.kind], row.position, row.pk),
    )
    return CardView(
        lines=tuple(
            LineView(
                kind=row.kind,
                kind_name=str(ValueKind(row.kind).label),
                label=row.label,
                value=row.value,
                href=href_of(row.kind, row.value),
                came=told(row.origin),
            )
            for row in lines
        ),
        organization_came=came("organization"),
        title_came=came("title"),
        name_came=came("full_name"),
        card_came=told(contact.origin),
    )


def lines_on(viewer: Member, contact: Contact) -> QuerySet[ContactValue]:
    """Return what stands on a card, without the address of a page that its member put there and that is closed now."""
    head, _id, tail = reverse("members:page", args=["-"]).rpartition("-")
    page = Concat(Value(head), "public_id", Value(tail))
    line = ExpressionWrapper(OuterRef("value"), CharField())
    closed = Member.objects.filter(is_active=False).annotate(line=line, page=page)
    theirs = Q(kind=ValueKind.URL, origin__kind=OriginKind.MEMBER)
    rows = ContactValue.objects.visible_to(viewer).filter(contact=contact)
    return rows.exclude(theirs & Exists(closed.filter(line__endswith=F("page"))))


def told(origin: Origin | None) -> str:
    """Return in words where something came from; nothing for what the owner typed."""
    if origin is None or origin.kind == OriginKind.TYPED:
        return ""
    return str(origin)


def day_in_words(value: str) -> str:
    """Return a day as it is read, also one without a year; what is no day stays as it is."""
    try:
        if value.startswith("--"):
            return date_format(date.fromisoformat(f"2000-{value[2:]}"), "MONTH_DAY_FORMAT")
        return date_format(date.fromisoformat(value), "DATE_FORMAT")
    except ValueError:
        return value


_ICONS: dict[str, str] = {
    ValueKind.EMAIL: "mail",
    ValueKind.PHONE: "phone",
    ValueKind.URL: "link",
    ValueKind.ADDRESS: "map-pin",
    ValueKind.DATE: "calendar",
    ValueKind.IM: "message-circle",
    ValueKind.RELATION: "users-round",
}
_NAMED_BY_LABEL = {ValueKind.URL, ValueKind.DATE, ValueKind.RELATION, ValueKind.IM}
_PLACES: Final = {"home", "work", "other"}
_WORDS: Final = {"birthday": _("birthday"), "anniversary": _("anniversary"), "linkedin": "LinkedIn"}
_ORDER = {kind: place for place, kind in enumerate(ValueKind.values)}
