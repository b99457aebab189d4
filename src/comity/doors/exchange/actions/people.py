"""Who a file speaks of, told apart while it is read: keys stay in memory, cards go to the database."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from dataclasses import dataclass, field

from comity.doors.exchange.rules.days import link_of, partner_key
from comity.doors.exchange.rules.values import shown_name
from comity.formats.card import Card
from comity.formats.name_order import is_east_asian
from comity.foundation.core.text import fold
from comity.people.contacts.rules.keys import email_key
from comity.people.contacts.rules.matching import Index, Known

IN, OUT = 1, 2


class SeveralOfThatName(Exception):
    """A name without a profile that more than one person bears."""


@dataclass(slots=True)
class NewPerson:
    """A person met for the first time in this batch; numbers count the people of this file from 0."""

    number: int
    name: str
    key: str
    contact: int | None = None
    candidate: int | None = None
    twin: int | None = None
    others: tuple[int, ...] = ()  # further candidates of the book
    reasons: tuple[str, ...] = ()
    is_stranger: bool = False
    profile: str = ""  # of a stranger


@dataclass(slots=True)
class Directory:
    """Exact ways to find a person: whom a message is with is never guessed. An int is a number, or ~contact."""

    links: dict[str, int] = field(default_factory=dict)
    emails: dict[str, int] = field(default_factory=dict)
    names: dict[str, int | None] = field(default_factory=dict)  # None: several bear it
    linked: set[int] = field(default_factory=set)  # who has a profile

    def learn(self, who: int, name: str, urls: Iterable[str], emails: Iterable[str]) -> None:
        for key in filter(None, map(link_of, urls)):
            self.links.setdefault(key, who)
            self.linked.add(who)
        for key in filter(None, map(email_key, emails)):
            self.emails.setdefault(key, who)
        if folded := fold(name):
            self.names[folded] = who if self.names.get(folded, who) == who else None

    def find(self, name: str, url: str = "", email: str = "") -> int | None:
        """Return who is meant, None for a stranger; raise ``SeveralOfThatName``."""
        key = link_of(url)
        if key and (who := self.links.get(key)) is not None:
            return who
        if (mailbox := email_key(email) if email else "") and (who := self.emails.get(mailbox)) is not None:
            return who
        folded = fold(name)
        if not folded or folded not in self.names:
            return None
        who = self.names[folded]
        if who is None and not key and not mailbox:
            raise SeveralOfThatName
        # Another profile than the one we know is another person of that name.
        return None if key and who in self.linked else who


@dataclass(slots=True)
class People:
    """The people of the book and of the file so far."""

    index: Index
    directory: Directory = field(default_factory=Directory)
    pks: array[int] = field(default_factory=lambda: array("q"))  # number → primary key, once written
    new: list[NewPerson] = field(default_factory=list)  # of this batch
    ways: dict[int, int] = field(default_factory=dict)  # number of a stranger → IN, OUT or both
    _of_contact: dict[int, int] = field(default_factory=dict)
    _cards: dict[int, int] = field(default_factory=dict)  # hash of a card → number

    @classmethod
    def of_book(cls, known: Iterable[Known], region: str) -> People:
        people = cls(Index(region=region))
        for person in known:
            people.index.add(person)
            people.directory.learn(~int(person.id), person.full, person.urls, person.emails)
        return people

    def place(self, card: Card) -> tuple[int, bool]:
        """Return the number of the person a card is about, and whether the file spoke of them before."""
        if (number := self._cards.get(hash(card))) is not None:
            return number, True
        match = self.index.match(card)
        same = match.id if match.certainty == "same" else None
        is_again = isinstance(same, str) or same in self._of_contact
        if isinstance(same, str):
            number = int(same)
        elif same is not None:
            number = self.numbered(~same, shown_name(card), _key_of(card), match.reasons)
        else:
            number = self._add(shown_name(card), _key_of(card), None, match.reasons)
            if match.certainty == "doubt":
                self.new[-1].candidate = match.id if isinstance(match.id, int) else None
                self.new[-1].twin = int(match.id) if isinstance(match.id, str) else None
                self.new[-1].others = tuple(one for one in match.others if isinstance(one, int))
        self.index.add_card(same if isinstance(same, int) else str(number), card)
        self._cards[hash(card)] = number
        if not is_again:
            who = ~same if isinstance(same, int) else number
            self.directory.learn(who, card.name, card.values_of("url"), card.values_of("email"))
            if is_east_asian(card.given) and is_east_asian(
                card.family
            ):  # messages may have them the other way round
                self.directory.learn(who, f"{card.given} {card.family}", (), ())
        return number, is_again

    def numbered(self, who: int, name: str, key: str, reasons: tuple[str, ...] = ()) -> int:
        """Return the number in this file of a person found in the directory."""
        if who >= 0:
            return who
        if (number := self._of_contact.get(~who)) is None:
            number = self._of_contact[~who] = self._add(name, key, ~who, reasons)
        return number

    def partner(self, name: str, url: str, way: int) -> int:
        """Return the number of whom a message is with; a stranger's ways are remembered."""
        who = self.directory.find(name, url)
        if who is None:
            who = self._add(name, partner_key(name, url), None)
            self.new[-1].is_stranger, self.new[-1].profile = True, url
            self.ways[who] = 0
            self.directory.learn(who, name, [url], [])
        number = self.numbered(who, name, partner_key(name, url))
        if number in self.ways:
            self.ways[number] |= way
        return number

    def _add(self, name: str, key: str, contact: int | None, reasons: tuple[str, ...] = ()) -> int:
        number = len(self.pks) + len(self.new)
        self.new.append(NewPerson(number, name, key, contact=contact, reasons=reasons))
        return number


def _key_of(card: Card) -> str:
    return next(filter(None, map(link_of, card.values_of("url"))), "") or partner_key(card.name, "")
