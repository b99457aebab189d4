"""The verbs of the audit, each with the words people read; apps register theirs in ``ready()``."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise

from comity.foundation.core.registry import Registry


@dataclass(frozen=True, slots=True)
class Verb:
    """What was done, as in “{actor} invited {address}”; ``{…}`` takes from the entry's detail.

    ``stays`` keeps the bare act, without actor and detail, when the actor's account is erased: for what an operator
    did to the instance or to others.
    """

    text: str | Promise
    stays: bool = False


verbs: Registry[Verb] = Registry("audit verb")
