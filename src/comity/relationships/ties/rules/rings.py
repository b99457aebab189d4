"""Where each person stands in the picture of a network: rings around oneself, and names that never collide."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from math import asin, cos, pi, sin

from comity.relationships.ties.rules.lettering import LINE, clipped, width_of

_PART = 0.45  # a dot's radius, as a part of the room it has
_CLOSER = 0.94  # by which dots come closer until all fit
_EDGE = 2.0  # between a ring and the dots on either side of it


@dataclass(frozen=True, slots=True)
class Frame:
    """The room there is: the view box, the size of letters, how large a dot may be, and what names get outside."""

    width: float
    height: float
    letters: float
    largest: float  # a dot's radius; one's own in the middle has as much
    margin: float  # around the outermost ring
    most_names: int = 60  # of more people only rings and groups have names

    @property
    def middle(self) -> tuple[float, float]:
        return self.width / 2, self.height / 2

    @property
    def reach(self) -> float:
        return min(self.width, self.height) / 2 - self.margin


@dataclass(frozen=True, slots=True)
class Spot:
    """One person to be placed: in which ring, counted from the middle, and in which group."""

    ring: int
    group: int
    name: str


@dataclass(frozen=True, slots=True)
class Dot:
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Box:
    """A text with the room it takes; x and y are its middle."""

    x: float
    y: float
    width: float
    height: float
    text: str

    def meets(self, other: Box) -> bool:
        across, down = abs(self.x - other.x) * 2, abs(self.y - other.y) * 2
        return across < self.width + other.width and down < self.height + other.height

    def covers(self, dot: Dot, radius: float) -> bool:
        across = max(abs(self.x - dot.x) - self.width / 2, 0.0)
        down = max(abs(self.y - dot.y) - self.height / 2, 0.0)
        return across * across + down * down < radius * radius

    def is_within(self, frame: Frame) -> bool:
        return (
            self.width / 2 <= self.x <= frame.width - self.width / 2
            and self.height / 2 <= self.y <= frame.height - self.height / 2
        )


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything placed: dots in the order of the spots, rings by their outer edge."""

    radius: float  # of every dot
    dots: tuple[Dot, ...]
    rings: tuple[float, ...]
    titles: tuple[Box, ...]  # of the rings, from the middle out
    names: tuple[Box, ...]  # of those people for whom there is room


@dataclass(frozen=True, slots=True)
class _Row:
    radius: float
    count: int


def picture_of(frame: Frame, spots: Sequence[Spot], titles: Sequence[str]) -> Picture:
    """Place people in their rings, those of a group side by side; ``titles`` has a text a ring, from the middle out.

    The same spots give the same picture. Whoever comes first among them is the first to get a name beside the dot.
    """
    bands = [
        sorted((n for n, spot in enumerate(spots) if spot.ring == ring), key=lambda n: (spots[n].group, n))
        for ring in range(len(titles))
    ]
    height = frame.letters * LINE
    widths = [width_of(title, frame.letters) for title in titles]
    clear = max(widths, default=0.0) / 2  # above the middle no dot stands, so that the rings can be named
    pitch, rows, edges = _plan(frame, [len(band) for band in bands], clear, height)
    x, y = frame.middle
    dots = [Dot(x, y)] * len(spots)
    for band, lines in zip(bands, rows, strict=True):
        slots = sorted(slot for row in lines for slot in _slots(row, clear + pitch / 2))
        for n, (angle, radius) in zip(band, slots, strict=True):
            dots[n] = Dot(x + radius * sin(angle), y - radius * cos(angle))
    heads = tuple(
        Box(x, y - edge + height / 2 + 1, width, height, title)
        for title, width, edge in zip(titles, widths, edges, strict=True)
    )
    radius = pitch * _PART
    names = _names(frame, spots, dots, radius, heads) if len(spots) <= frame.most_names else ()
    return Picture(radius, tuple(dots), tuple(edges), heads, tuple(names))


def _plan(
    frame: Frame, counts: Sequence[int], clear: float, height: float
) -> tuple[float, list[list[_Row]], list[float]]:
    """Return the largest room a dot can have so that all fit, the rows of each ring, and the rings' outer edges."""
    pitch = frame.largest / _PART
    while True:
        bands: list[list[_Row]] = []
        edges, inner = [], frame.largest
        for count in counts:
            rows = _rows(count, inner + _EDGE + pitch / 2, pitch, clear)
            outer = rows[-1].radius + pitch / 2 + _EDGE if rows else inner
            bands.append(rows)
            inner = max(outer, inner + height + 2 * _EDGE)
            edges.append(inner)
        if inner <= frame.reach:
            return pitch, *_spread(bands, edges, frame)
        pitch *= _CLOSER


def _rows(count: int, radius: float, pitch: float, clear: float) -> list[_Row]:
    """Return so many rows as hold everybody, each with its share."""
    radii: list[float] = []
    room: list[int] = []
    while sum(room) < count:
        radii.append(radius)
        room.append(int((2 * pi - 2 * _gap(radius, clear + pitch / 2)) * radius / pitch))
        radius += pitch
    shares = [count * upto // max(sum(room), 1) for upto in accumulate(room, initial=0)]
    return [
        _Row(radius, until - start) for radius, (start, until) in zip(radii, pairwise(shares), strict=True)
    ]


def _spread(
    bands: list[list[_Row]], edges: Sequence[float], frame: Frame
) -> tuple[list[list[_Row]], list[float]]:
    """Share what room is left among the rings, so that a small network fills its picture too."""
    more = (frame.reach - edges[-1]) / len(edges) if edges else 0.0
    spread = [
        [
            _Row(row.radius + more * (ring + (n + 1) / (len(rows) + 1)), row.count)
            for n, row in enumerate(rows)
        ]
        for ring, rows in enumerate(bands)
    ]
    return spread, [edge + more * (ring + 1) for ring, edge in enumerate(edges)]


def _gap(radius: float, half: float) -> float:
    """Return the angle, to each side of straight up, in which a row keeps clear of the rings' names."""
    return asin(half / radius) if half < radius else pi / 2


def _slots(row: _Row, half: float) -> Iterator[tuple[float, float]]:
    start = _gap(row.radius, half)
    step = (2 * pi - 2 * start) / row.count if row.count else 0.0
    return ((start + (n + 0.5) * step, row.radius) for n in range(row.count))


def _names(
    frame: Frame, spots: Sequence[Spot], dots: Sequence[Dot], radius: float, heads: Sequence[Box]
) -> Iterator[Box]:
    """Yield a name below, above or beside each dot where it meets nothing."""
    placed = list(heads)
    own = Dot(*frame.middle)
    for spot, dot in zip(spots, dots, strict=True):
        for box in _beside(dot, radius, clipped(spot.name), frame.letters):
            is_free = box.is_within(frame) and not box.covers(own, frame.largest)
            if is_free and not any(map(box.meets, placed)) and not any(box.covers(d, radius) for d in dots):
                placed.append(box)
                yield box
                break


def _beside(dot: Dot, radius: float, text: str, letters: float) -> Iterator[Box]:
    width, height = width_of(text, letters), letters * LINE
    down, across = radius + height / 2 + 1, radius + width / 2 + 3
    for x, y in ((0.0, down), (0.0, -down), (across, 0.0), (-across, 0.0)):
        yield Box(dot.x + x, dot.y + y, width, height, text)
