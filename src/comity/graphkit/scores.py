"""How much one tie in common says, by how many ties its owner lends.

Sums are of whole numbers, so that every way of adding them up gives the same score.
"""

from __future__ import annotations

from enum import StrEnum
from functools import cache

import numpy as np

from comity.graphkit.arrays import SCALE, Longs

ONE = 1 << 30
"""A coefficient of 1.0."""
WIDEST = 65_535
"""More ties than this count as this many."""
TIE = SCALE * SCALE
"""The greatest product of an own tie and the next."""
COUNTED_AS = WIDEST + 1
"""Where in a table of coefficients it stands what a strength of 0, 1, 2, ... counts as."""


class Score(StrEnum):
    """What a tie in common counts for: one; 1 / ln(1 + degree) (Adamic, Adar 2003); 1 / degree (Zhou 2009).

    Tempered is between the last two, 1 / degree ** 0.75; weighted, strengths count by their square root (docs/benchmarks.md).
    """

    COMMON = "common"
    ADAMIC_ADAR = "adamic-adar"
    RESOURCE = "resource"
    TEMPERED = "tempered"


@cache
def coefficients(score: Score) -> Longs:
    """Return what a tie of somebody with 0, 1, 2, ... ties counts for, in parts of ``ONE``; then ``counted_as``."""
    degrees = np.arange(WIDEST + 1, dtype=np.float64)
    if score is Score.COMMON:
        table = np.ones_like(degrees)
    elif score is Score.ADAMIC_ADAR:
        table = 1 / np.log1p(np.maximum(degrees, 1))
    elif score is Score.TEMPERED:
        root = np.sqrt(np.maximum(degrees, 1))
        table = 1 / (root * np.sqrt(root))
    else:
        table = 1 / np.maximum(degrees, 1)
    return np.concatenate((np.rint(table * ONE).astype(np.int64), counted_as(score)))


@cache
def counted_as(score: Score) -> Longs:
    """Return as what a strength of 0, 1, 2, ... counts where ties are weighted, in parts of ``SCALE``."""
    strengths = np.arange(SCALE + 1, dtype=np.float64)
    return np.rint(np.sqrt(strengths * SCALE) if score is Score.TEMPERED else strengths).astype(np.int64)


def term(coefficient: int, own: int, tie: int, *, is_weighted: bool) -> int:
    """Return what one tie adds; weighted, a tie counts as much as its path is strong, by what strengths are counted as."""
    return (coefficient * own * tie) >> 16 if is_weighted else coefficient


def unit(*, is_weighted: bool) -> float:
    """Return the score of one in a sum of terms."""
    return (1 << 16) / TIE / ONE if is_weighted else 1 / ONE


def score_of(total: int, *, is_weighted: bool) -> float:
    """Return a sum of terms as a score."""
    return total * unit(is_weighted=is_weighted)
