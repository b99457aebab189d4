"""How a low app lets a high one add to it: the low one owns a registry, the high one fills it in ``ready()``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, Literal, Protocol, TypeVar

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest
    from django.utils.functional import Promise

T = TypeVar("T")


class Registry(Generic[T]):
    """Named entries, in the order they were registered; a name is taken once."""

    def __init__(self, what: str) -> None:
        self.what = what
        self._entries: dict[str, T] = {}

    def register(self, key: str, entry: T) -> T:
        if self._entries.get(key, entry) is not entry:
            raise ValueError(f"{self.what} {key!r} is registered twice")
        self._entries[key] = entry
        return entry

    def __getitem__(self, key: str) -> T:
        return self._entries[key]

    def get(self, key: str) -> T | None:
        return self._entries.get(key)

    def __contains__(self, key: object) -> bool:
        return key in self._entries

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def items(self) -> Iterator[tuple[str, T]]:
        return iter(self._entries.items())

    def values(self) -> Iterator[T]:
        return iter(self._entries.values())


@dataclass(frozen=True, slots=True)
class NavigationEntry:
    """A place members go to: in the rail (five at most, so that they fit a phone) or in the account menu."""

    url_name: str
    label: str | Promise
    icon: str  # a name from lucide.dev
    order: int = 50
    menu: Literal["main", "account"] = "main"
    operators_only: bool = False
    count: Callable[[Any], int] | None = None  # how much waits there, of the signed-in member; no query


@dataclass(frozen=True, slots=True)
class SettingsPage:
    """A page of the member's own under Settings, with one line that says what can be done there."""

    url_name: str
    label: str | Promise
    text: str | Promise
    icon: str  # a name from lucide.dev
    order: int = 50


@dataclass(frozen=True, slots=True)
class TourStop:
    """One thing people come for, and the page where they find it."""

    title: str | Promise
    text: str | Promise
    url_name: str
    icon: str  # a name from lucide.dev
    order: int = 50
    operators_only: bool = False


@dataclass(frozen=True, slots=True)
class StyleSample:
    """A component an app shows on the style page: a template, and what it is drawn with."""

    title: str | Promise
    template: str
    context: Callable[[HttpRequest], dict[str, Any]] = field(default=lambda _request: {})


@dataclass(frozen=True, slots=True)
class PagePart:
    """What stands above every page of a signed-in member; its template gets the page's context and asks nothing itself."""

    template: str
    order: int = 50


@dataclass(frozen=True, slots=True)
class Exporter:
    """What an app adds to the archive of a member's account: paths in it, each with JSON or the bytes of a file."""

    files: Callable[[Any], Iterable[tuple[str, Any]]]  # takes the member
    order: int = 50


@dataclass(frozen=True, slots=True)
class Eraser:
    """How an app removes a member's own data; returns how many of what, in words for the receipt."""

    erase: Callable[[Any], Mapping[str, int]]  # takes the member
    order: int = 50  # lower first: what points at other rows goes before them


@dataclass(frozen=True, slots=True)
class Taken:
    """What becomes of one line a file says of its owner; ``added`` names what was made, for ``take_back``."""

    outcome: Literal["added", "unchanged", "skipped"]
    what: str = ""  # in the owner's own words: "Grid planner, Acme"
    why: str = ""  # a code, where it was not added
    added: tuple[str, ...] = ()  # each at most 120 characters


class ProfileIntake(Protocol):
    """Takes what a file says of its owner into their profile: adds, never changes, the same again adds nothing."""

    def look(self, owner: Any, records: Sequence[object]) -> list[Taken]:
        """Say what ``take`` would do with each record; nothing changes."""

    def take(self, owner: Any, records: Sequence[object]) -> list[Taken]:
        """Add each record that is new, within the caller's transaction."""

    def take_back(self, owner: Any, added: Iterable[str]) -> int:
        """Remove what was added and is still as it came; return how much that was."""


class Section(Protocol):
    """What an app adds to a page of another: None from ``load`` where there is nothing to draw."""

    @property
    def template(self) -> str: ...

    @property
    def load(
        self,
    ) -> Callable[[Any, Any, datetime], dict[str, Any] | None]: ...  # viewer, what the page is of

    @property
    def order(self) -> int: ...


S = TypeVar("S", bound=Section)


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a page that another app draws."""

    template: str
    context: dict[str, Any]


def blocks_of(sections: Registry[S], viewer: Any, of: Any, at: datetime) -> Iterator[tuple[S, Block]]:
    """Yield what apps add to a page, in order, each with its section; each states its queries."""
    for section in sorted(sections.values(), key=lambda section: section.order):
        context = section.load(viewer, of, at)
        if context is not None:
            yield section, Block(section.template, context)


exporters: Registry[Exporter] = Registry("exporter")
erasers: Registry[Eraser] = Registry("eraser")
navigation: Registry[NavigationEntry] = Registry("navigation entry")
page_tops: Registry[PagePart] = Registry("part above every page")
style_samples: Registry[StyleSample] = Registry("style sample")
tour: Registry[TourStop] = Registry("stop of the tour")
settings_pages: Registry[SettingsPage] = Registry("settings page")
profile_intake: Registry[ProfileIntake] = Registry("profile intake")  # `members` registers the one there is
