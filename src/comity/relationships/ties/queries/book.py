"""A member's book as a list: filtered first, then ranked or sorted, then cut into pages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from comity.foundation.search.queries import search
from comity.people.contacts.enums import OriginKind
from comity.people.contacts.models import Contact, ContactValue, Origin
from comity.people.contacts.queries.scope import KIND, scope_of
from comity.people.members.models import Member
from comity.relationships.ties.enums import Sort, StrengthWord
from comity.relationships.ties.models import Tag, Tie
from comity.relationships.ties.rules.strength import evidence_at, strength_at, word_of

_NEW_FOR = 180  # days


@dataclass(frozen=True, slots=True)
class Look:
    """How the owner looks at their book."""

    q: str = ""
    tag: str = ""
    organization: str = ""
    has: str = ""
    came: str = ""
    quiet: str = ""
    archived: bool = False
    sort: str = Sort.NAME

    @property
    def is_narrowed(self) -> bool:
        return any((self.q, self.tag, self.organization, self.has, self.came, self.quiet))

    def query_string(self) -> str:
        """Return the look as an address has it, without what is as usual."""
        usual = Look()
        said = {name: getattr(self, name) for name in self.__dataclass_fields__}
        return urlencode(
            {
                name: "1" if value is True else value
                for name, value in said.items()
                if value != getattr(usual, name)
            }
        )


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person in the list."""

    public_id: str
    name: str
    detail: str
    photo: bool
    last_on: date | None
    word: str  # how close they are; empty where nothing happened
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Choices:
    """What the owner can filter by."""

    tags: tuple[str, ...]
    files: tuple[str, ...]


def people_ids(viewer: Member, look: Look, on: date) -> QuerySet[Contact, int] | list[int]:
    """Return whom the viewer looks at, best or first in order first; lazily, or after a search's few queries."""
    people = _narrowed(viewer, look)
    if look.q:
        within = people.order_by("sort_key", "pk")
        return [hit.object_id for hit in search(scope_of(viewer), KIND, look.q, within=within)]
    if look.sort == Sort.CLOSE:
        return _closest_first(people, on)
    orders = {
        Sort.NAME: ("sort_key", "pk"),
        Sort.LAST: (F("tie__last_on").desc(nulls_last=True), "sort_key", "pk"),
        Sort.RECENT: ("-created_at", "-pk"),
    }
    return people.order_by(*orders[Sort(look.sort)]).values_list("pk", flat=True)


def everybody_found(viewer: Member, look: Look, on: date) -> list[str]:
    """Return the public ids of all whom the viewer looks at; one query, and those of a search."""
    found = people_ids(viewer, look, on)
    return list(Contact.objects.visible_to(viewer).filter(pk__in=found).values_list("public_id", flat=True))


def _closest_first(people: QuerySet[Contact], on: date) -> list[int]:
    """Return people by strength on a day, then by name; one query, as each tie fades at a pace of its own."""
    scored = people.order_by("sort_key", "pk").values_list(
        "pk", "tie__evidence", "tie__evidence_on", "tie__half_life"
    )
    left = [(pk, evidence_at(evidence or 0.0, since, half, on)) for pk, evidence, since, half in scored]
    return [pk for pk, _ in sorted(left, key=lambda one: -one[1])]


def _narrowed(viewer: Member, look: Look) -> QuerySet[Contact]:
    people = Contact.objects.visible_to(viewer).filter(
        merged_into=None, archived_at__isnull=not look.archived
    )
    if look.tag:
        tagged = Tie.tags.through.objects.filter(tag__owner=viewer, tag__name=look.tag)
        people = people.filter(pk__in=tagged.values("tie__contact"))
    if look.organization:
        people = people.filter(organization__iexact=look.organization)
    if look.has:
        lines = ContactValue.objects.filter(contact=OuterRef("pk"), kind=look.has, pending_import=None)
        people = people.filter(Exists(lines))
    if look.came:
        people = people.filter(origin__owner=viewer, origin__file=look.came)
    if look.quiet:
        # Of whom nothing is noted at all, as long as they are in the book.
        since = timezone.localdate() - timedelta(days=int(look.quiet))
        people = people.filter(Q(tie__last_on__lt=since) | Q(tie__last_on=None, created_at__date__lt=since))
    return people


def rows_of(viewer: Member, ids: Sequence[int], on: date) -> list[PersonRow]:
    """Return these people in this order, with how close they are on a day; two queries."""
    people = Contact.objects.visible_to(viewer).filter(pk__in=ids)
    card = ("pk", "public_id", "full_name", "title", "organization", "photo")
    tie = ("tie__pk", "tie__last_on", "tie__evidence", "tie__evidence_on", "tie__half_life")
    found = list(people.values_list(*card, *tie))
    tags: defaultdict[int | None, list[str]] = defaultdict(list)
    through = Tie.tags.through.objects.filter(tie__in=[row[len(card)] for row in found if row[len(card)]])
    for of, name in through.order_by("tag__name").values_list("tie", "tag__name"):
        tags[of].append(name)
    rows = {
        pk: PersonRow(
            public_id,
            name,
            " · ".join(filter(None, (title, at))),
            bool(photo),
            last,
            _word(last, strength_at(evidence, since, half, on), on) if last else "",
            tuple(tags[of]),
        )
        for pk, public_id, name, title, at, photo, of, last, evidence, since, half in found
    }
    return [rows[pk] for pk in ids if pk in rows]


def _word(last: date, strength: float, on: date) -> str:
    """Return how close somebody is; whom one has lost sight of is not called new."""
    word = word_of(strength)
    return "" if word == StrengthWord.NEW and (on - last).days > _NEW_FOR else str(word.label)


def choices_of(viewer: Member) -> Choices:
    """Return what there is to filter by; two queries."""
    files = Origin.objects.filter(owner=viewer, kind=OriginKind.IMPORT).exclude(file="")
    return Choices(
        tags=tuple(Tag.objects.filter(owner=viewer).values_list("name", flat=True)),
        files=tuple(dict.fromkeys(files.order_by("-at").values_list("file", flat=True))),
    )
