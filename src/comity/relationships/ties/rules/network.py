"""What the picture of a network tells of each person: the ring, whether it fades, and beside whom they stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from comity.relationships.ties.enums import StrengthWord

RINGS = (StrengthWord.CLOSE, StrengthWord.SOLID, StrengthWord.ACQUAINTED, StrengthWord.NEW)  # from the middle
GROUPS = 5  # so many colours can be told apart
_QUIET_DAYS, _RHYTHMS = 180, 2


def is_fading(last_on: date | None, rhythm_days: int | None, on: date) -> bool:
    """Tell whether half a year went by without contact, and twice as long as usual between these two."""
    return last_on is not None and (on - last_on).days > max(_QUIET_DAYS, _RHYTHMS * (rhythm_days or 0))


def groups_of(words: Sequence[Sequence[str]]) -> tuple[tuple[str, ...], list[int]]:
    """Return the commonest words and, for each person, which of them is theirs, from 1; 0 for none.

    ``words`` has the tags of each person, or their organisation. A word of one person alone makes no group.
    """
    counts = Counter(word for theirs in words for word in set(theirs))
    common = sorted((word for word in counts if counts[word] > 1), key=lambda word: (-counts[word], word))
    groups = tuple(common[:GROUPS])
    places = {word: place for place, word in enumerate(groups, start=1)}
    return groups, [min((places[word] for word in theirs if word in places), default=0) for theirs in words]
