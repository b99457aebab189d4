"""What a member keeps about one of their people."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import ngettext

from comity.formats.card import Card, Value
from comity.people.contacts.models import Contact, ContactValue
from comity.people.contacts.queries.known import card_from
from comity.people.members.models import Member
from comity.relationships.ties.enums import Kind, Status
from comity.relationships.ties.models import Interaction, Tie

_ICONS: dict[str, str] = {
    Kind.MET: "coffee",
    Kind.VIDEO: "video",
    Kind.CALL: "phone",
    Kind.MESSAGE: "mail",
    Kind.EVENT: "calendar-days",
    Kind.FAVOUR: "hand-heart",
}


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the history with a person."""

    public_id: str
    kind: str
    title: str
    on: date
    precision: str
    summary: str
    is_suggested: bool
    source: str  # the file it came from; empty if the owner noted it
    others: tuple[tuple[str, str], ...]  # name and public id of those who were there too

    @property
    def icon(self) -> str:
        return _ICONS.get(self.kind, "circle")


@dataclass(frozen=True, slots=True)
class TieView:
    notes: str = ""
    how_met: str = ""
    tags: tuple[str, ...] = ()
    last_on: date | None = None


def tie_of(viewer: Member, contact: Contact) -> TieView:
    """Return the viewer's tie with a person of their book; two queries."""
    tie = Tie.objects.visible_to(viewer).filter(contact=contact).prefetch_related("tags").first()
    if tie is None:
        return TieView()
    return TieView(tie.notes, tie.how_met, tuple(tag.name for tag in tie.tags.all()), tie.last_on)


def history_of(viewer: Member, contact: Contact, most: int) -> list[Event]:
    """Return the newest interactions with a person, one more than ``most`` if there are more; two queries."""
    found = (
        Interaction.objects.visible_to(viewer)
        .filter(presences__contact=contact)
        .exclude(status=Status.DISMISSED)
        .select_related("origin")
        .prefetch_related("people")[: most + 1]
    )
    return [
        Event(
            public_id=row.public_id,
            kind=row.kind,
            title=_title(row),
            on=row.on,
            precision=row.precision,
            summary=row.summary,
            is_suggested=row.status == Status.SUGGESTED,
            source=str(row.origin) if row.origin else "",
            others=tuple(
                (other.full_name, other.public_id)
                for other in row.people.all()
                if other.pk != contact.pk and _is_shown(other)
            ),
        )
        for row in found
    ]


def _is_shown(contact: Contact) -> bool:
    return not (contact.deleted_at or contact.pending_import or contact.merged_into_id)


def _title(row: Interaction) -> str:
    if row.kind == Kind.MESSAGE and row.count > 1:
        return ngettext("%(count)d message", "%(count)d messages", row.count) % {"count": row.count}
    return str(row.get_kind_display())


def portable_card(viewer: Member, contact: Contact) -> Card:
    """Return a person as other programs take them, with the owner's notes and tags; three queries."""
    rows = ContactValue.objects.visible_to(viewer).filter(contact=contact)
    values = [Value(row.kind, row.value, row.label) for row in rows]  # type: ignore[arg-type]  # a choice of ours
    tie = tie_of(viewer, contact)
    photo = None
    if contact.photo:
        with contact.photo.open() as stored:
            photo = stored.read()
    return replace(card_from(contact, values), note=tie.notes, tags=tie.tags, photo=photo)
