"""What the owner's book says, as matching and comparing need it; nobody else's book is ever looked at."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from comity.doors.exchange.rules.changes import NAMES, WORK, Facts
from comity.people.contacts.enums import OriginKind
from comity.people.contacts.models import Contact, ContactValue, Origin
from comity.people.contacts.rules.lines import normal_of
from comity.people.contacts.rules.matching import Known
from comity.people.members.models import Member
from comity.relationships.ties.models import Tie

_FIELDS = (*NAMES, *WORK)
_CHUNK = 2_000
_KINDS = {"email": "emails", "phone": "phones", "url": "urls", "address": "addresses"}


def known_people(owner: Member) -> Iterator[Known]:
    """Yield everybody in the owner's book for matching; two queries per 2,000 people."""
    cards = Contact.objects.visible_to(owner).filter(merged_into=None).order_by("pk")
    last = 0
    while rows := list(
        cards.filter(pk__gt=last).values_list(
            "pk",
            "given",
            "family",
            "middle",
            "suffix",
            "nickname",
            "full_name",
            "organization",
            "title",
            "card_uid",
            "public_id",
        )[:_CHUNK]
    ):
        last = rows[-1][0]
        values = _values(owner, [row[0] for row in rows])
        for pk, given, family, middle, suffix, nickname, full, organization, title, uid, public_id in rows:
            found = values.get(pk, {})
            if not (given or family) and (
                full == organization or any(full in said for said in found.values())
            ):
                full = ""  # what a card without a name is known by tells no name
            yield Known(
                id=pk, given=given, family=family, middle=middle, suffix=suffix, nickname=nickname, full=full,
                organization=organization, title=title, uid=uid or public_id, birthday=next(iter(found.get("birthday", ())), ""),
                **{name: tuple(found.get(name, ())) for name in _KINDS.values()},
            )  # fmt: skip


def _values(owner: Member, pks: Collection[int]) -> dict[int, dict[str, list[str]]]:
    found: dict[int, dict[str, list[str]]] = {}
    rows = ContactValue.objects.visible_to(owner).filter(contact__in=pks)
    for contact, kind, label, value in rows.values_list("contact_id", "kind", "label", "value").order_by(
        "pk"
    ):
        name = _KINDS.get(kind) or ("birthday" if kind == "date" and label == "birthday" else "")
        if name:
            found.setdefault(contact, {}).setdefault(name, []).append(value)
    return found


def facts_of(owner: Member, pks: Collection[int], *, region: str) -> dict[int, Facts]:
    """Return what stands on these cards of the owner; five queries."""
    cards = Contact.objects.visible_to(owner).filter(pk__in=pks)
    typed = set(Origin.objects.filter(owner=owner, kind=OriginKind.TYPED).values_list("pk", flat=True))
    values: dict[int, set[tuple[str, str]]] = {}
    unlabelled: dict[int, set[tuple[str, str]]] = {}
    lines = ContactValue.objects.visible_to(owner).filter(contact__in=pks)
    for contact, kind, value, label in lines.values_list("contact_id", "kind", "value", "label"):
        key = (kind, normal_of(kind, value, region))
        values.setdefault(contact, set()).add(key)
        if not label:
            unlabelled.setdefault(contact, set()).add(key)
    ties = Tie.objects.visible_to(owner).filter(contact__in=pks)
    notes = dict(ties.values_list("contact_id", "notes"))
    tags: dict[int, set[str]] = {}
    for contact, name in ties.filter(tags__isnull=False).values_list("contact_id", "tags__name"):
        tags.setdefault(contact, set()).add(name.casefold())
    return {
        card.pk: Facts(
            fields={name: getattr(card, name) for name in _FIELDS},
            by_hand=frozenset(
                name
                for name in _FIELDS
                if card.field_origins.get(name, card.origin_id) in typed
                and (getattr(card, name) or name in card.field_origins)
            ),
            values=frozenset(values.get(card.pk, ())),
            unlabelled=frozenset(unlabelled.get(card.pk, ())),
            notes=notes.get(card.pk, ""),
            tags=frozenset(tags.get(card.pk, ())),
        )
        for card in cards
    }
