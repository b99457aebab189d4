"""Which people are worth comparing: those that share at least one key with the card."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator
from functools import lru_cache

from .names import Part
from .nicknames import formal
from .traits import Traits

Key = tuple[str, *tuple[Hashable, ...]]

_SOUNDS = (("sch", "s"), ("ph", "f"), ("ck", "k"), ("th", "t"), ("gh", "g"), ("sh", "s"), ("ch", "k"))
_SAME_SOUND = str.maketrans("cqzwyjd", "kksviit")
_SOFT = re.compile(r"[aeiouyh]")
_DOUBLED = re.compile(r"(.)\1+")
# A key that so many people share tells them apart no more; who is meant is found under a rarer one.
_MOST_UNDER = {"street": 12, "code": 20, "door": 20, "birthday": 20}
_MOST_UNDER_ANY_OTHER = 40
_STREET_START = 4
_SHORTEST_LINE = 5


@lru_cache(maxsize=65536)
def sound(text: str) -> str:
    """Return the consonants of a word as they sound, roughly: words that are confused have one sound."""
    for written, spoken in _SOUNDS:
        text = text.replace(written, spoken)
    text = text.translate(_SAME_SOUND)
    return _DOUBLED.sub(r"\1", text[:1] + _SOFT.sub("", text[1:]))


def strong_keys(traits: Traits) -> Iterator[Key]:
    """Yield the keys that name one person as a rule."""
    if traits.uid:
        yield "uid", traits.uid
    for link in traits.links:
        yield "link", link.key
    for email in traits.emails:
        yield "email", email
    for phone in traits.phones:
        if phone.key:
            yield "phone", phone.key
        yield "ending", phone.suffix


def most_under(key: Key) -> int:
    """Return how many people a key may have and still be worth following."""
    return _MOST_UNDER.get(key[0], _MOST_UNDER_ANY_OTHER)


def weak_keys(traits: Traits, *, asking: bool = False) -> Iterator[Key]:
    """Yield the keys under which a card with slips in some fields is still found by others.

    ``asking``: for a card that is looked up, not stored; the two differ where one has only an initial.
    """
    if traits.birthday:
        yield "birthday", traits.birthday
    yield from _name_keys(traits.name.given, traits.name.family, asking=asking)
    for address in traits.addresses:
        for line in address.lines:
            if address.number and line.street:
                yield "door", address.number, line.letters[:_STREET_START]
            if len(line.letters) >= _SHORTEST_LINE:
                yield "street", line.letters
        for code in address.codes if address.number else ():
            yield "code", code, address.number
    if traits.organization:
        for word in (*traits.name.given.words[:1], *traits.name.family.words[-1:]):
            yield "work", traits.organization, sound(word)


def _name_keys(given: Part, family: Part, *, asking: bool) -> Iterator[Key]:
    yield "name", *sorted((*given.words, *family.words))
    given_sounds = _sounds(given)
    family_sounds = {sound(spelling) for spelling in family.spellings} or {""}
    for full_name in given_sounds:
        for family_name in family_sounds:
            # The pair in the order of the alphabet, so that given and family name may change places.
            first, second = sorted((full_name, family_name))
            yield "sounds", first, second
            # A full name asks for those who have but an initial, an initial asks for everybody.
            if asking or given.initials_only:
                yield "short", family_name, full_name[:1]
            if given.initials_only or not asking:
                yield "long", family_name, full_name[:1]


def _sounds(given: Part) -> set[str]:
    if not given:
        return {""}
    return {sound(name) for name in formal(given.words[0])} | {sound(text) for text in given.spellings}
