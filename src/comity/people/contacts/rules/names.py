"""A person's name as it is compared: read from whatever parts a card has, then judged part by part."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from rapidfuzz.distance import OSA

from comity.foundation.core.text import fold

from .nicknames import formal

_HONORIFICS = frozenset(
    "mr mrs ms miss mx dr prof professor herr frau hr fr sir dame lady lord rev mag ing dipl phd mba msc bsc md"
    " cpa esq mme mlle sr sra dott".split()
)
_GENERATIONS = {"jr": "2", "junior": "2", "ii": "2", "iii": "3", "iv": "4", "sr": "1", "senior": "1"}
_PARTICLES = frozenset("van von der den de del della di da dos du la le el al bin ibn zu zum ter ten".split())
_NOT_LETTER = re.compile(r"[^a-z0-9]+")
_BRACKETS = re.compile(r"\([^)]*\)")
_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"})
_LENGTH_FOR_ONE_SLIP = 4
_LENGTH_FOR_TWO_SLIPS = 7
_LENGTH_FOR_A_STEM = 3
_FAINTLY_LIKE = 0.6


class Agreement(IntEnum):
    """How well one part of two names agrees, worst first."""

    DIFFERS = 0
    ABSENT = 1
    FAINT = 2
    INITIAL = 3
    SLIP = 4
    VARIANT = 5
    EXACT = 6


@dataclass(frozen=True, slots=True)
class Part:
    """Given or family names: the folded words, and the spellings of all of them run together."""

    words: tuple[str, ...] = ()
    spellings: frozenset[str] = frozenset()
    initials_only: bool = False

    @property
    def text(self) -> str:
        return "".join(self.words)

    def __bool__(self) -> bool:
        return bool(self.words)


@dataclass(frozen=True, slots=True)
class Name:
    """A name in two parts, with the mark that tells a father from a son."""

    given: Part = Part()
    family: Part = Part()
    generation: str = ""
    parted: bool = True  # False where we split a formatted name, and may have guessed the order wrongly

    def __bool__(self) -> bool:
        return bool(self.given) or bool(self.family)


@dataclass(frozen=True, slots=True)
class Likeness:
    """What two names say about each other; ``swapped`` when given and family names changed places."""

    given: Agreement
    family: Agreement
    swapped: bool = False


def words(text: str) -> tuple[str, ...]:
    """Return the folded words of a name; an apostrophe joins, every other sign parts."""
    plain = fold(text).replace("'", "").replace("`", "")
    return tuple(word for word in _NOT_LETTER.split(plain) if word)


@lru_cache(maxsize=65536)
def part(text: str) -> Part:
    """Read one part of a name; both usual spellings of an umlaut are kept."""
    plain = words(text)
    other = words(text.casefold().translate(_GERMAN))
    return Part(
        plain, frozenset({"".join(plain), "".join(other)} - {""}), bool(plain) and _are_initials(plain)
    )


def _are_initials(plain: tuple[str, ...]) -> bool:
    return all(len(word) == 1 for word in plain)


def read_name(
    given: str = "", family: str = "", middle: str = "", full: str = "", suffix: str = "", nickname: str = ""
) -> Name:
    """Read a name from its parts, or from the formatted name where there are none."""
    generation = next((_GENERATIONS[word] for word in words(suffix) if word in _GENERATIONS), "")
    parted = bool(given.strip() or family.strip())
    if not parted:
        given, family, found = _split(full or nickname)
        generation = generation or found
    given_words = [word for word in given.split() if _bare(word) not in _HONORIFICS] or given.split()
    return Name(part(" ".join([*given_words, *middle.split()])), part(family), generation, parted)


def is_title(word: str) -> bool:
    """Tell whether a word stands beside a name and is no part of it: Dr, PhD, jr."""
    return _bare(word) in _HONORIFICS or _bare(word) in _GENERATIONS


def is_particle(word: str) -> bool:
    return _bare(word) in _PARTICLES


def _bare(word: str) -> str:
    return _NOT_LETTER.sub("", fold(word))


def _split(full: str) -> tuple[str, str, str]:
    """Part a formatted name: `Family, Given`, or the last word with its particles is the family name."""
    text = _BRACKETS.sub(" ", full)
    before, comma, after = text.partition(",")
    kept = [word for word in after.split() if _bare(word) not in _HONORIFICS]
    if comma and kept and not all(_bare(word) in _GENERATIONS for word in kept):
        return after, before, ""
    generation = "".join(_GENERATIONS.get(_bare(word), "") for word in after.split())[:1]
    names = [word for word in before.split() if _bare(word) and _bare(word) not in _HONORIFICS]
    if len(names) > 2 and _bare(names[-1]) in _GENERATIONS:
        generation = _GENERATIONS[_bare(names.pop())]
    if len(names) < 2:
        return " ".join(names), "", generation
    start = len(names) - 1
    while start > 1 and _bare(names[start - 1]) in _PARTICLES:
        start -= 1
    return " ".join(names[:start]), " ".join(names[start:]), generation


def is_slip(a: str, b: str) -> bool:
    """Tell whether two words differ by no more than typing errors; the shortest may not differ at all."""
    longest = max(len(a), len(b))
    if longest < _LENGTH_FOR_ONE_SLIP:
        return a == b
    allowed = 1 + (longest >= _LENGTH_FOR_TWO_SLIPS) + longest // 12
    return OSA.distance(a, b, score_cutoff=allowed) <= allowed


def _is_another_name(a: str, b: str) -> bool:
    """Tell whether two spellings a slip apart are as likely two names: John and Joan, Paul and Paula, Mary and Gary."""
    if max(len(a), len(b)) <= _LENGTH_FOR_ONE_SLIP:
        return set(a) != set(b)
    return a[0] != b[0] or a.rstrip("aeiouy") == b.rstrip("aeiouy")


def _like(a: Part, b: Part) -> float:
    return max(OSA.normalized_similarity(x, y) for x in a.spellings for y in b.spellings)


@lru_cache(maxsize=16384)
def compare_part(a: Part, b: Part, *, pet_names: bool) -> Agreement:
    """Judge one part of two names; the order of the two does not matter."""
    if not a or not b:
        return Agreement.ABSENT
    if a is b or not a.spellings.isdisjoint(b.spellings):
        return Agreement.EXACT
    if a.initials_only or b.initials_only:
        return Agreement.INITIAL if _initials_fit(a, b) else Agreement.DIFFERS
    if pet_names and formal(a.words[0]) & formal(b.words[0]):
        return Agreement.VARIANT
    shared = set(a.words) & set(b.words) - _PARTICLES
    if any(len(word) >= _LENGTH_FOR_A_STEM for word in shared):
        return Agreement.VARIANT  # one of several given names, half of a double name
    slips = [(x, y) for x in a.spellings for y in b.spellings if is_slip(x, y)]
    if pet_names and len(a.words) != len(b.words) and is_slip(a.words[0], b.words[0]):
        slips.append((a.words[0], b.words[0]))
    if slips:
        another = pet_names and all(_is_another_name(x, y) for x, y in slips)
        return Agreement.FAINT if another else Agreement.SLIP
    return Agreement.FAINT if _like(a, b) >= _FAINTLY_LIKE else Agreement.DIFFERS


def _initials_fit(a: Part, b: Part) -> bool:
    short, long = (a, b) if a.initials_only else (b, a)
    starts = "".join(word[0] for word in long.words)
    wanted = short.text
    return starts.startswith(wanted) or wanted.startswith(starts)


def compare(a: Name, b: Name) -> Likeness:
    """Judge two names as written and with given and family name exchanged; the better reading counts."""
    straight = Likeness(
        compare_part(a.given, b.given, pet_names=True), compare_part(a.family, b.family, pet_names=False)
    )
    if min(straight.given, straight.family) >= Agreement.SLIP:
        return straight
    crossed = sorted(
        (
            compare_part(a.given, b.family, pet_names=False),
            compare_part(a.family, b.given, pet_names=False),
        )
    )
    # An exchange is believed when both halves are found again, or one to the letter where nothing else fits.
    half = crossed[1] is Agreement.EXACT and max(straight.given, straight.family) <= Agreement.FAINT
    if crossed[0] >= Agreement.SLIP or (half and crossed[0] is not Agreement.ABSENT):
        return Likeness(crossed[0], crossed[1], swapped=True)
    return straight
