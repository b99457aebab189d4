"""What a member keeps about one of their people."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import Http404
from django.utils.formats import date_format
from django.utils.translation import ngettext

from comity.formats.card import Card, Value
from comity.foundation.core.enums import Precision
from comity.people.contacts.models import Contact
from comity.people.contacts.queries.card import lines_on
from comity.people.contacts.queries.known import card_from
from comity.people.members.models import Member
from comity.people.members.rules.partial_dates import PartialDate
from comity.relationships.ties.enums import Cadence, Direction, Kind, Status
from comity.relationships.ties.models import Favour, Interaction, Tie

EVENTS = 20
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
    place: str
    note: str
    is_suggested: bool
    source: str  # the file it came from; empty if the owner noted it
    others: tuple[tuple[str, str], ...]  # name and public id of those who were there too

    @property
    def icon(self) -> str:
        return _ICONS.get(self.kind, "circle")

    @property
    def when(self) -> str:
        return partial_in_words(self.on, self.precision)

    @property
    def machine_day(self) -> str:
        return str(PartialDate(self.on, self.precision))


@dataclass(frozen=True, slots=True)
class TieView:
    notes: str = ""
    how_met: str = ""
    met_place: str = ""
    met: PartialDate | None = None
    met_through: tuple[str, str] | None = None  # name and public id
    tags: tuple[str, ...] = ()
    last_on: date | None = None

    @property
    def is_empty(self) -> bool:
        """Whether the owner has written nothing yet."""
        return self == TieView(last_on=self.last_on)

    @property
    def met_in_words(self) -> str:
        """Return when they met as it is read: a year, a month, or the day."""
        return partial_in_words(self.met.on, self.met.precision) if self.met else ""


def how_often(days: int) -> str:
    """Return a cadence as it is offered, or in days: "twice a year", "every 45 days"."""
    if days in Cadence.values:
        return str(Cadence(days).label)
    return ngettext("every %(days)d day", "every %(days)d days", days) % {"days": days}


def tie_of(viewer: Member, contact: Contact) -> TieView:
    """Return the viewer's tie with a person of their book; two queries."""
    ties = Tie.objects.visible_to(viewer).select_related("met_through").prefetch_related("tags")
    tie = ties.filter(contact=contact).first()
    if tie is None:
        return TieView()
    through = tie.met_through
    return TieView(
        notes=tie.notes,
        how_met=tie.how_met,
        met_place=tie.met_place,
        met=PartialDate(tie.met_on, tie.met_precision) if tie.met_on else None,
        met_through=(through.full_name, through.public_id) if through and _is_shown(through) else None,
        tags=tuple(tag.name for tag in tie.tags.all()),
        last_on=tie.last_on,
    )


def interactions_with(viewer: Member, contact: Contact) -> QuerySet[Interaction]:
    """Return the interactions with a person, newest first, without those that were not so or are noted already."""
    with_them = Interaction.objects.visible_to(viewer).filter(presences__contact=contact)
    return with_them.exclude(status=Status.DISMISSED).unless_noted()


def history_of(viewer: Member, contact: Contact, number: str | int = 1) -> Page[Event]:
    """Return a page of the history with a person, the newest first; three queries, two where there is none."""
    with_them = _with_hushed(interactions_with(viewer, contact))
    found = with_them.select_related("origin").prefetch_related("people")
    page: Page[Any] = Paginator(found, EVENTS).get_page(number)
    page.object_list = [event_from(row, contact) for row in page.object_list]
    return page


def event_from(row: Interaction, contact: Contact | None = None) -> Event:
    """Return an interaction as a line: with whom, besides ``contact`` whose page it stands on."""
    return Event(
        public_id=row.public_id,
        kind=row.kind,
        title=_title(row),
        on=row.on,
        precision=row.precision,
        summary=row.summary,
        place=row.place,
        note=_note(row),
        is_suggested=row.status == Status.SUGGESTED,
        source=str(row.origin) if row.origin else "",
        others=tuple(
            (other.full_name, other.public_id)
            for other in row.people.all()
            if other != contact and _is_shown(other)
        ),
    )


def own_interaction(viewer: Member, public_id: str) -> Interaction:
    """Return one of the viewer's interactions that still stands; two queries; for every other id there is no such page."""
    rows = _with_hushed(Interaction.objects.visible_to(viewer).exclude(status=Status.DISMISSED))
    rows = rows.select_related("origin").prefetch_related("people")
    found = rows.filter(public_id=public_id).first()
    if found is None:
        raise Http404
    found.note = _note(found)
    return found


def _with_hushed(rows: QuerySet[Interaction]) -> QuerySet[Interaction]:
    """Say with each what a member whose account is closed wrote of the favour it counts: that is not shown meanwhile."""
    favours = Favour.objects.filter(interaction=OuterRef("pk"), words_of__is_active=False)
    return rows.annotate(hushed=Subquery(favours.values("what")[:1]))


def _note(row: Interaction) -> str:
    return "" if row.note and row.note == getattr(row, "hushed", None) else row.note


def partial_in_words(on: date, precision: str) -> str:
    """Return a day as far as it is known, in the reader's language."""
    if precision == Precision.YEAR:
        return str(on.year)
    return str(date_format(on, "YEAR_MONTH_FORMAT" if precision == Precision.MONTH else "DATE_FORMAT"))


def _is_shown(contact: Contact) -> bool:
    return not (contact.deleted_at or contact.pending_import or contact.merged_into_id)


def _title(row: Interaction) -> str:
    if row.kind != Kind.MESSAGE:
        return str(row.get_kind_display())
    count = {"count": row.count}
    if row.direction == Direction.IN:
        return ngettext("message from them", "%(count)d messages from them", row.count) % count
    if row.direction == Direction.OUT:
        return ngettext("message from you", "%(count)d messages from you", row.count) % count
    return ngettext("message", "%(count)d messages", row.count) % count


def portable_card(viewer: Member, contact: Contact) -> Card:
    """Return a person as other programs take them, with the owner's notes and tags; three queries."""
    rows = lines_on(viewer, contact)
    values = [Value(row.kind, row.value, row.label) for row in rows]  # type: ignore[arg-type]  # a choice of ours
    tie = tie_of(viewer, contact)
    photo = None
    if contact.photo:
        with contact.photo.open() as stored:
            photo = stored.read()
    return replace(card_from(contact, values), note=tie.notes, tags=tie.tags, photo=photo)
