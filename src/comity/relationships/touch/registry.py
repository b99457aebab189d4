"""What apps above tell this one: something to say to a person whom it is time to get back to."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from comity.foundation.core.registry import Registry

# By card, one sentence in the reader's language: "Now Head of Grid at Acme, by your export of 3 May."
# Takes the viewer, some of their cards and the moment; one query.
News = Callable[[Any, Sequence[int], datetime], Mapping[int, str]]

news: Registry[News] = Registry("news of people")

NUDGE = "touch.nudge"  # the kind of notice
FOLLOW_UP = "touch.follow_up"
