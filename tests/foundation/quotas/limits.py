"""A quota that is small enough for a test to reach."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from unittest import mock

from comity.foundation.quotas.registry import quotas


@contextmanager
def at_most(kind: str, number: int) -> Iterator[None]:
    """Let a day allow so many, to young accounts and operators too."""
    small = replace(quotas[kind], per_day=number, per_day_young=number, per_day_operator=None)
    with mock.patch.dict(quotas._entries, {kind: small}):
        yield
