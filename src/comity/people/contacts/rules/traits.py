"""What is compared of a person: every value in its normal form, read once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from comity.foundation.core.text import fold

from .addresses import Address, read_address
from .keys import Day, Link, Phone, birthday_key, email_key, link_key, organization_key, phone_key
from .names import Name, read_name

if TYPE_CHECKING:
    from comity.formats.card import Card

_MOST_SIGNS = 300  # of one value: comparing takes time with the square of the length
_MOST_VALUES = 25  # of one kind on one card: a card with hundreds of numbers must not cost a minute


@dataclass(frozen=True, slots=True)
class Known:
    """A person already in the book, as plain values."""

    id: int | str
    given: str = ""
    family: str = ""
    middle: str = ""
    suffix: str = ""
    nickname: str = ""
    full: str = ""
    organization: str = ""
    title: str = ""
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    urls: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    birthday: str = ""
    uid: str = ""


@dataclass(frozen=True, slots=True)
class Traits:
    """The comparable form of one card."""

    name: Name
    organization: str
    title: str
    emails: frozenset[str]
    phones: frozenset[Phone]
    links: frozenset[Link]
    addresses: tuple[Address, ...]
    birthday: Day | None
    uid: str


def traits_of(person: Known, region: str) -> Traits:
    """Read what is comparable of a person; ``region`` is the country of telephone numbers without one."""
    parts = (person.given, person.family, person.middle, person.full, person.suffix, person.nickname)
    name = read_name(*(text[:_MOST_SIGNS] for text in parts))
    return Traits(
        name=name,
        organization=organization_key(person.organization[:_MOST_SIGNS]),
        title=fold(person.title[:_MOST_SIGNS]),
        emails=frozenset(filter(None, map(email_key, _some(person.emails)))),
        phones=frozenset(filter(None, (phone_key(phone, region) for phone in _some(person.phones)))),
        links=frozenset(filter(None, map(link_key, _some(person.urls)))),
        addresses=tuple(filter(None, map(read_address, _some(person.addresses)))),
        birthday=birthday_key(person.birthday),
        uid=person.uid.strip(),
    )


def known_from_card(card: Card, id: int | str = 0) -> Known:  # noqa: A002
    """Return a card's values in the form of a person in the book."""
    birthdays = (
        v.value for v in card.values if v.kind == "date" and v.label.casefold() in {"birthday", "bday"}
    )
    return Known(
        id=id,
        given=card.given,
        family=card.family,
        middle=card.middle,
        suffix=card.suffix,
        nickname=card.nickname,
        full=card.full,
        organization=card.organization,
        title=card.title,
        emails=card.values_of("email"),
        phones=card.values_of("phone"),
        urls=card.values_of("url"),
        addresses=card.values_of("address"),
        birthday=next(birthdays, ""),
        uid=card.uid,
    )


def _some(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(value[:_MOST_SIGNS] for value in tuple(values)[:_MOST_VALUES])
