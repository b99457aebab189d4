"""What asks something of members, as the apps above declare it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise

from comity.foundation.core.registry import Registry


@dataclass(frozen=True, slots=True)
class Counter:
    """One kind of thing that is asked of members: its name, and how many reached each of them.

    ``count`` takes ids of members and two moments, and answers for what reached them from the first on, before the
    second; who was asked nothing may be left out. One query. What waits for room has reached nobody yet.
    """

    label: str | Promise
    count: Callable[[Sequence[int], datetime, datetime], Mapping[int, int]]


counters: Registry[Counter] = Registry("counter of what is asked of a member")
