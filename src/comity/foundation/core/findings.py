"""What was looked at of the instance, and what to do about it: `comity doctor` and the operator's page tell it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from comity.foundation.core.registry import Registry

Level = Literal["fine", "advise", "mend", "refuse"]


def gettext_noop(text: str) -> str:
    """Mark a text for the catalogue; Django's own reads the settings, and some looks come before those."""
    return text


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at, and what to do about it: may be done, must be mended, or refused at start.

    ``text`` and ``way_out`` are marked for the catalogue; ``about`` fills their braces. Commands stand in backticks.
    """

    name: str
    level: Level
    text: str
    way_out: str = ""
    about: Mapping[str, object] = field(default_factory=dict)

    @property
    def said(self) -> str:
        return self.text.format(**self.about)

    @property
    def mend(self) -> str:
        return self.way_out.format(**self.about)

    @property
    def must_be_mended(self) -> bool:
        return self.level in ("mend", "refuse")


@dataclass(frozen=True, slots=True)
class Check:
    """One look at the instance; ``asks_others`` where other machines must answer, which may take a while."""

    look: Callable[[], Iterable[Finding]]
    asks_others: bool = False


checks: Registry[Check] = Registry("check of the instance")
