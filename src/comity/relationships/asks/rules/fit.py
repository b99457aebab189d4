"""How likely somebody can help with an ask: of members by what they show the asker, of cards by their owner's book."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b
from typing import Final

_SMALL: Final = frozenset(
    "the and for with from who that has have had about into some any can could would worked works working work someone "
    "somebody looking der die das und für mit von wer hat aus ein eine einen einem einer bei als auch jemand jemanden "
    "suche arbeitet gearbeitet".split()
)
_SHORTEST: Final = 3
_LEGAL: Final = frozenset("ag gmbh se kg inc ltd llc plc bv sa co corp company".split())


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an ask looks for, every text folded."""

    organization: str = ""
    person: str = ""
    words: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one who may fit, every text folded."""

    name: str = ""
    organizations: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fit:
    """How well somebody fits, and by what: codes for the words a page has."""

    score: int = 0
    by: tuple[str, ...] = ()


def words_of(*texts: str) -> frozenset[str]:
    """Return the words of folded texts that say something."""
    cut = (word.strip(".,;:!?()'\"-") for text in texts for word in text.split())
    return frozenset(word for word in cut if len(word) >= _SHORTEST and word not in _SMALL)


def same_organization(wanted: str, said: str) -> bool:
    """Tell whether two spellings may mean one organisation: the words of the shorter one begin the longer."""
    short, long = sorted((_bare(wanted), _bare(said)), key=len)
    return bool(short) and long[: len(short)] == short


def _bare(name: str) -> tuple[str, ...]:
    words = tuple(word.strip(".,") for word in name.split())
    return tuple(word for word in words if word and word not in _LEGAL) or words


def fit_of(wanted: Wanted, facts: Facts) -> Fit:
    """Say how well somebody fits what is wanted; nothing in common is no fit."""
    score = 0
    by: list[str] = []
    if wanted.person and wanted.person.split() and set(wanted.person.split()) <= set(facts.name.split()):
        score, by = score + 8, [*by, "person"]
    if wanted.organization:
        if any(same_organization(wanted.organization, one) for one in facts.organizations):
            score, by = score + 6, [*by, "organization"]
        elif any(f" {wanted.organization} " in f" {text} " for text in facts.texts):
            score, by = score + 4, [*by, "mentioned"]
    common = len(wanted.words & words_of(*facts.texts))
    if common:
        score, by = score + min(common, 3), [*by, "topic"]
    return Fit(score, tuple(by))


def lot(by: str, member: int | str) -> bytes:
    """Return the lot that ``by`` draws for a member, the same each time."""
    return blake2b(f"{by}:{member}".encode(), digest_size=8).digest()


def chosen(ask: str, fits: Iterable[tuple[int, int, bool]], most: int) -> list[int]:
    """Return which members (id, fit, has room) are asked, in their turns: who fits best, then who has room, then by lot.

    The turns are by fit and lot alone: by its own turn, an account of the asker's would read whether another's week is full.
    The lot is drawn by the ask, so that nothing is learnt from who comes first.
    """

    def by_turn(one: tuple[int, int, bool]) -> tuple[int, bytes]:
        member, fit, _ = one
        return -fit, lot(ask, member)

    def by_choice(one: tuple[int, int, bool]) -> tuple[int, bool, bytes]:
        fit, drawn = by_turn(one)
        return fit, not one[2], drawn

    return [member for member, _, _ in sorted(sorted(fits, key=by_choice)[:most], key=by_turn)]
