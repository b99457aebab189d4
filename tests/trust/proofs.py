"""What an app names for the proofs, in one place of its tests: a module ``trust.py`` with ``PROOFS`` (docs/trust.md)."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from unittest import mock

from hypothesis.strategies import SearchStrategy

from tests.trust.scene import COUNTERPART, STRANGER, Scene

TESTS = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True)
class Switch:
    """A rule that can be switched off in the process of a test, to show that a check sees what it holds back.

    ``rules`` are the places where it is asked (``package.module.Class.method``); ``instead`` takes their place.
    """

    rules: tuple[str, ...]
    instead: Callable[..., Any]

    @contextmanager
    def off(self) -> Iterator[None]:
        with ExitStack() as stack:
            for rule in self.rules:
                stack.enter_context(mock.patch(rule, self.instead))
            yield


@dataclass(frozen=True, slots=True)
class Word:
    """A word of Ada's (its label in tests/contracts/canary.py) that a stranger meets as soon as its rule is off."""

    label: str
    rule: Switch


@dataclass(frozen=True, slots=True)
class Secret:
    """What may differ between two worlds while ``hidden_from`` are answered the same, byte for byte.

    ``ready`` makes what both worlds have in common, ``plant`` lets the owner of the scene do what differs; both return
    nothing. With ``rule`` off, one of those it is hidden from must be answered otherwise.
    """

    name: str
    values: SearchStrategy[Any]
    plant: Callable[[Scene, Any], object]
    rule: Switch
    example: tuple[Any, Any]  # the pair of values that the control looks at
    ready: Callable[[Scene], object] = lambda _scene: None
    hidden_from: tuple[str, ...] = (COUNTERPART, STRANGER)


@dataclass(frozen=True, slots=True)
class Race:
    """Acts that meet in one state, eight at once.

    ``ready`` makes the state, ``acts`` says what is done to it, each in a thread of its own; ``holds`` asserts what must
    be so whoever was first. An act may end in one of ``refusals``; any other error breaks the race.
    """

    name: str
    ready: Callable[[], Any]
    acts: Callable[[Any], Sequence[Callable[[], object]]]
    holds: Callable[[Any, list[object]], object]
    refusals: tuple[type[Exception], ...] = ()


Rows = Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Proofs:
    """All that one app names.

    The others of Ada's life (tests/contracts/life.py) go by their first names in lower case: ``told`` are the words of hers
    each of them may read, ``opens`` the rows of access.py that open to them as to Ada, ``shut`` those that are not there
    for them although they open to members.
    """

    words: Sequence[Word] = ()
    told: Rows = field(default_factory=dict)
    opens: Rows = field(default_factory=dict)
    shut: Rows = field(default_factory=dict)
    secrets: Sequence[Secret] = ()
    races: Sequence[Race] = ()


@cache
def all_proofs() -> dict[str, Proofs]:
    """Return the proofs of every app, by its folder under ``tests``."""
    found = {}
    for path in sorted(TESTS.glob("*/**/trust.py")):
        folder = path.parent.relative_to(TESTS).as_posix()
        module = importlib.import_module(f"tests.{folder.replace('/', '.')}.trust")
        found[folder] = module.PROOFS
    return found


def together(part: str) -> dict[str, set[str]]:
    """Return ``told``, ``opens`` or ``shut`` of all apps."""
    found: dict[str, set[str]] = {}
    for proofs in all_proofs().values():
        for who, names in getattr(proofs, part).items():
            found.setdefault(who, set()).update(names)
    return found


def named(part: str) -> list[Any]:
    """Return ``words``, ``secrets`` or ``races`` of all apps."""
    return [one for proofs in all_proofs().values() for one in getattr(proofs, part)]


# ------------------------------------------------------------------------------------------- rules, switched off
def everything(rows: Any, _viewer: Any = None, **_more: Any) -> Any:
    """What ``visible_to`` would return if everybody saw everything."""
    return rows.all()
