"""How well a word answers what was typed: exactly, as its beginning, or but for a slip."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from .shelves import things_of

BONES = 0.5
_WHOLE = (1.0, 0.5, 0.35)  # by the number of slips
_BEGINNING = (0.8, 0.4, 0.25)
_FROM_ONE, _FROM_TWO = 3, 8
_FROM_BEGINNING = 4  # a slip in three letters of a beginning would leave two: everybody

Answer = tuple[float, str]  # from 0 to 1 how well a word answers, and the things that have it


def slips_allowed(term: str) -> int:
    """Return how many letters of ``term`` may be wrong, missing, one too many or swapped."""
    if len(term) < _FROM_ONE or term.isdigit():
        return 0
    return 2 if len(term) >= _FROM_TWO else 1


def beginning(term: str, lines: Sequence[str]) -> Iterator[Answer]:
    """Yield the words that begin with ``term``."""
    whole = f"{term} "
    for line in lines:
        if line.startswith(term):
            yield _WHOLE[0] if line.startswith(whole) else _BEGINNING[0], things_of(line)


def same(word: str, lines: Sequence[str], worth: float) -> Iterator[Answer]:
    """Yield the word itself."""
    return ((worth, things_of(line)) for line in lines if line.startswith(f"{word} "))


def slipped(term: str, lines: Sequence[str]) -> Iterator[Answer]:
    """Yield the words of which ``term`` may be a mistyped form, or a mistyped beginning."""
    allowed = slips_allowed(term)
    if not allowed:
        return
    words = [line[: line.index(" ")] for line in lines]
    # A beginning with so many slips, cut at the term's own length, has at most twice as many.
    cut = [word[: len(term)] for word in words]
    for _, _, at in extract(term, cut, scorer=OSA.distance, score_cutoff=2 * allowed, limit=None):
        if worth := _worth(term, words[at], allowed):
            yield worth, things_of(lines[at])


def _worth(term: str, word: str, allowed: int) -> float:
    """Return how well ``word``, or the best beginning of it, answers."""
    if len(term) < _FROM_BEGINNING:
        return _WHOLE[1] if OSA.distance(term, word, score_cutoff=allowed) <= allowed else 0.0
    best = 0.0
    for length in range(len(term) - allowed, len(term) + allowed + 1):
        slips = OSA.distance(term, word[:length], score_cutoff=allowed)
        if slips <= allowed:
            best = max(best, (_WHOLE if len(word) <= length else _BEGINNING)[slips])
    return best
