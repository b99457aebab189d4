"""A network drawn: the same people for a desk and for a phone, as shapes a template writes down."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.text import capfirst

from comity.foundation.core.text import initials
from comity.relationships.ties.queries.rings import Neighbour, Network
from comity.relationships.ties.rules.network import RINGS
from comity.relationships.ties.rules.rings import Dot, Frame, Picture, picture_of

WIDE = Frame(width=800, height=640, letters=13, largest=17, margin=34)
NARROW = Frame(width=300, height=320, letters=11, largest=12, margin=10)
SMALL = Frame(width=180, height=180, letters=1, largest=6, margin=4, most_names=0)
_MOST_SINGLE = 150  # beyond so many people dots are no links; the list has them
_FEWEST_LETTERS = 9.0  # a dot's radius, below which it holds none


@dataclass(frozen=True, slots=True)
class Person:
    """One dot that leads to a person's page."""

    public_id: str
    name: str
    letters: str
    look: str  # classes: the group, and whether it fades
    dot: Dot


@dataclass(frozen=True, slots=True)
class Cloud:
    """Many dots that look the same, as one path."""

    look: str
    path: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture as its template writes it."""

    frame: Frame
    picture: Picture
    people: tuple[Person, ...]
    clouds: tuple[Cloud, ...]

    @property
    def across(self) -> float:
        return self.picture.radius * 2


def drawn(network: Network, frame: Frame) -> Drawing:
    """Draw a network: a dot a person that leads to them, or, of many people, all dots of one look at once."""
    titles = [
        "" if frame is SMALL else _title(network.ring(word)) or str(capfirst(word.label)) for word in RINGS
    ]
    picture = picture_of(frame, [one.spot for one in network.people], titles)
    pairs = list(zip(network.people, picture.dots, strict=True))
    is_single = len(pairs) <= (_MOST_SINGLE if frame.most_names else 0)
    has_letters = picture.radius >= _FEWEST_LETTERS
    return Drawing(
        frame=frame,
        picture=picture,
        people=tuple(
            Person(one.public_id, one.name, initials(one.name) if has_letters else "", _look(one), dot)
            for one, dot in pairs
            if is_single
        ),
        clouds=() if is_single else tuple(_clouds(pairs)),
    )


def _title(ring: Sequence[Neighbour]) -> str:
    return f"{capfirst(ring[0].word.label)} {intcomma(len(ring))}" if ring else ""


def _look(one: Neighbour) -> str:
    return f"group-{one.group}{' fading' if one.is_fading else ''}"


def _clouds(pairs: Sequence[tuple[Neighbour, Dot]]) -> Iterator[Cloud]:
    """A line of no length with a round end is a dot: ten bytes each, where a circle takes fifty."""
    looks: defaultdict[str, list[Dot]] = defaultdict(list)
    for one, dot in pairs:
        looks[_look(one)].append(dot)
    for look, dots in sorted(looks.items()):
        yield Cloud(look, "".join(f"M{dot.x:.1f} {dot.y:.1f}h0" for dot in dots))
