"""What can be reported, as the apps that show it declare it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise

from comity.foundation.core.registry import Registry


@dataclass(frozen=True, slots=True)
class Reported:
    """A thing as the one who reports it sees it now."""

    name: str  # in words: "The page of Ben Sørensen"
    was: str  # what it says; kept with the report, for operators alone
    responsible: Any  # its author
    # The thing itself, where this is one of several ways to it: reports of it come together however it was reached.
    kind: str = ""
    about: str = ""

    def thing(self, kind: str, about: str) -> tuple[str, str]:
        """Return kind and public id of what a report by this way is about."""
        return self.kind or kind, self.about or about


@dataclass(frozen=True, slots=True)
class Reportable:
    """One kind of thing that members may report.

    ``access`` takes a member and a public id and returns None for what is not there for them. ``hide`` and ``show``
    take the public id and the moment, within the decision's transaction; without ``hide`` operators are not offered it,
    without ``show`` an appeal that succeeds leaves it to the owner to show the thing again. What is gone meanwhile
    they leave alone.
    """

    label: str | Promise  # for the operator's queue: "A member's page"
    access: Callable[[Any, str], Reported | None]
    hide: Callable[[str, datetime], None] | None = None
    show: Callable[[str, datetime], None] | None = None
    hide_words: str | Promise = ""  # what hiding does, in the words of the decision: "Hide it from others"
    differs: bool = False  # by who reads it: then its author is not shown what it said to who reported it


reportables: Registry[Reportable] = Registry("kind of thing that can be reported")

REPORTED = "moderation.reported"  # the quota of reports, by what they are about
