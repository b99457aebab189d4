"""What the pages that join several apps show, always from their viewer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain
from typing import Any, Final, Literal

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext

from comity.doors.exchange.enums import BACKED_UP
from comity.doors.exchange.models import Import
from comity.foundation.core.findings import Level, checks
from comity.foundation.core.models import InstanceMark, Letter
from comity.foundation.work.queries import lengths
from comity.people.companies.models import Company
from comity.people.contacts.models import Contact
from comity.people.contacts.registry import person_sections
from comity.people.members.enums import Standing
from comity.people.members.models import Member
from comity.people.members.queries.members import counts_by_standing
from comity.people.members.registry import today_cards
from comity.relationships.ties.queries.company import people_at

RECENT = 3
BACKUP_IS_OLD: Final = timedelta(days=7)
WORK_IS_LATE: Final = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Recent:
    """Somebody who came into the book lately."""

    public_id: str
    name: str
    work: str


@dataclass(frozen=True, slots=True)
class Today:
    """The first page: what waits, and whom one brought in last."""

    people: int
    recent: tuple[Recent, ...]
    imports: tuple[Import, ...]

    @property
    def is_empty(self) -> bool:
        return self.people == 0 and not self.imports


def today_for(viewer: Member) -> Today:
    """Return the viewer's first page. Three queries."""
    book = Contact.objects.visible_to(viewer).current()
    newest = book.order_by("-created_at", "-pk")[:RECENT]
    return Today(
        people=book.count(),
        recent=tuple(
            Recent(public_id, name, ", ".join(filter(None, work)))
            for public_id, name, *work in newest.values_list(
                "public_id", "full_name", "title", "organization"
            )
        ),
        imports=tuple(Import.objects.visible_to(viewer).running()[:3]),
    )


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a page that another app draws."""

    template: str
    context: dict[str, Any]


def blocks_for(viewer: Member, at: datetime) -> list[Block]:
    """Return the cards of Today that have something to say, in their order; each states its queries."""
    cards = sorted(today_cards.values(), key=lambda card: card.order)
    loaded = {load: load(viewer, at) for load in dict.fromkeys(card.load for card in cards)}
    drawn = ((card, loaded[card.load]) for card in cards)
    parts = ((card, told[card.part] if told and card.part else told) for card, told in drawn)
    return [Block(card.template, context) for card, context in parts if context is not None]


def keeping_section(viewer: Member, owner: Member, at: datetime) -> dict[str, Any]:
    """Return whether the viewer's book has a card that is linked with the owner of the page. One query."""
    linked = Contact.objects.visible_to(viewer).current().filter(member=owner)
    return {"member": owner, "card": linked.values_list("public_id", flat=True).first()}


def own_people_section(viewer: Member, company: Company, at: datetime) -> dict[str, Any]:
    """Return who of the viewer's own book is or was at a company. Seven queries at most."""
    return {"people": people_at(viewer, company, timezone.localdate(at))}


def sections_for(
    viewer: Member, contact: Contact, at: datetime
) -> dict[Literal["content", "aside"], list[Block]]:
    """Return what apps show of a person of the viewer's book, by place; each states its queries."""
    found: dict[Literal["content", "aside"], list[Block]] = {"content": [], "aside": []}
    for section in sorted(person_sections.values(), key=lambda section: section.order):
        context = section.load(viewer, contact, at)
        if context is not None:
            found[section.place].append(Block(section.template, context))
    return found


@dataclass(frozen=True, slots=True)
class Instance:
    """How an instance stands: who is in, what waits, and when it was last copied."""

    active: int
    waiting: int
    mail_leaves: bool
    letters: int
    failed_jobs: int
    work_is_late: bool
    backed_up_at: datetime | None
    backup_is_old: bool


def instance_at(now: datetime) -> Instance:
    """Look at the instance as it stands now. Four queries."""
    members, work = counts_by_standing(), lengths(now)
    backed_up = InstanceMark.objects.filter(key=BACKED_UP).values_list("made_at", flat=True).first()
    return Instance(
        active=members[Standing.ACTIVE],
        waiting=members[Standing.WAITING],
        mail_leaves=settings.MAIL_LEAVES,
        letters=Letter.objects.count(),
        failed_jobs=work.failed,
        work_is_late=work.oldest_due is not None and now - work.oldest_due > WORK_IS_LATE,
        backed_up_at=backed_up,
        backup_is_old=backed_up is None or now - backed_up > BACKUP_IS_OLD,
    )


@dataclass(frozen=True, slots=True)
class Told:
    """A finding of the doctor, in the reader's language."""

    level: Level
    said: str
    mend: str


_WORST_FIRST: Final[tuple[Level, ...]] = ("refuse", "mend", "advise", "fine")


def findings_told(*, asking_others: bool) -> list[Told]:
    """Return what `comity doctor` finds, worst first; other machines are asked only if wanted, as it may take long.

    Every check states its own queries; together they are a handful, whatever the instance holds.
    """
    looks = (check.look() for check in checks.values() if asking_others or not check.asks_others)
    found = sorted(chain.from_iterable(looks), key=lambda finding: _WORST_FIRST.index(finding.level))
    return [Told(one.level, in_words(one.text, one.about), in_words(one.way_out, one.about)) for one in found]


def in_words(text: str, about: Mapping[str, object]) -> str:
    """Return a text of a finding in the reader's language."""
    return gettext(text).format(**about) if text else ""  # an empty text would be the catalogue's header
