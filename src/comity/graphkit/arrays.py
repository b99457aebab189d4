"""The few array types everything here is made of."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Ids: TypeAlias = NDArray[np.int32]
Strengths: TypeAlias = NDArray[np.uint8]
Words: TypeAlias = NDArray[np.uint64]
Keys: TypeAlias = NDArray[np.int64]
Longs: TypeAlias = NDArray[np.int64]
Bools: TypeAlias = NDArray[np.bool_]

SCALE = 250
"""A strength of 250 is 1.0: a whole number from 1 to 250 says how sure a tie is to carry an introduction."""
