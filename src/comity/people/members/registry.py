"""What apps above tell this one."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from comity.foundation.core.registry import Registry

Acquaintances = Callable[[int], Iterable[int]]

# By app: the members (by id) whom a member (by id) is linked with by an act of both.
acquaintances: Registry[Acquaintances] = Registry("source of acquaintances")
