"""A tie's strength as graphs hold it: a whole number from 1 to 250."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from comity.graphkit import SCALE
from comity.relationships.ties.rules.strength import KAPPA


def codes_of(evidence: ArrayLike, days: ArrayLike, half_lives: ArrayLike) -> NDArray[np.uint8]:
    """Return the strengths of ties whose evidence was counted so many ``days`` ago; a tie of no evidence is 1.

    The arithmetic of ``ties.rules.strength.strength_at``, for many at once.
    """
    since = np.maximum(np.asarray(days, np.float64), 0.0)
    halves = np.asarray(half_lives, np.float64)
    left = np.asarray(evidence, np.float64) * np.exp2(
        np.where(halves > 0, -since / np.where(halves > 0, halves, 1.0), 0.0)
    )
    strengths = 1.0 - np.exp(-left / KAPPA)
    return np.clip(np.rint(strengths * SCALE), 1, SCALE).astype(np.uint8)
