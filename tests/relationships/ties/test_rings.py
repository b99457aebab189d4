"""The picture of a network: everybody in it, nothing on top of anything, the same each time."""

from __future__ import annotations

from itertools import combinations
from math import dist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.relationships.ties.rules.lettering import LONGEST, clipped, width_of
from comity.relationships.ties.rules.rings import Frame, Picture, Spot, picture_of

WIDE = Frame(width=800, height=640, letters=13, largest=17, margin=34)
NARROW = Frame(width=300, height=320, letters=11, largest=12, margin=10)
TITLES = ("close", "solid", "acquainted", "new")
NAMES = st.text("abcdefghijkl mnopqwWMÄßøć李明", min_size=1, max_size=30)
SPOTS = st.lists(st.builds(Spot, st.integers(0, 3), st.integers(0, 5), NAMES), max_size=70)
FRAMES = st.sampled_from([WIDE, NARROW])


def holds(frame: Frame, picture: Picture) -> None:
    """Check what every picture keeps, however many people it shows."""
    middle_x, middle_y = frame.middle
    for dot in picture.dots:
        assert picture.radius <= dot.x <= frame.width - picture.radius
        assert picture.radius <= dot.y <= frame.height - picture.radius
        assert dist((dot.x, dot.y), (middle_x, middle_y)) >= frame.largest + picture.radius
    texts = [*picture.titles, *picture.names]
    for one, other in combinations(texts, 2):
        assert not one.meets(other), (one, other)
    for text in texts:
        assert text.is_within(frame), text
        assert not any(text.covers(dot, picture.radius) for dot in picture.dots), text
    assert list(picture.rings) == sorted(picture.rings)


@given(FRAMES, SPOTS)
def test_nothing_lies_on_anything_and_nothing_outside(frame: Frame, spots: list[Spot]) -> None:
    picture = picture_of(frame, spots, TITLES)
    holds(frame, picture)
    assert len(picture.dots) == len(spots)
    for one, other in combinations(picture.dots, 2):
        assert dist((one.x, one.y), (other.x, other.y)) >= 2 * picture.radius


@given(FRAMES, SPOTS)
def test_everybody_stands_in_their_own_ring(frame: Frame, spots: list[Spot]) -> None:
    picture = picture_of(frame, spots, TITLES)
    edges = (0.0, *picture.rings)
    for spot, dot in zip(spots, picture.dots, strict=True):
        away = dist((dot.x, dot.y), frame.middle)
        assert edges[spot.ring] < away < edges[spot.ring + 1]


@given(FRAMES, SPOTS)
def test_the_same_people_give_the_same_picture(frame: Frame, spots: list[Spot]) -> None:
    assert picture_of(frame, spots, TITLES) == picture_of(frame, list(spots), TITLES)


@pytest.mark.parametrize("frame", [WIDE, NARROW])
@pytest.mark.parametrize("where", [(3,), (0,), (0, 1, 2, 3)])
def test_three_thousand_people_find_room(frame: Frame, where: tuple[int, ...]) -> None:
    spots = [Spot(where[n % len(where)], n % 6, f"Person {n}") for n in range(3000)]
    picture = picture_of(frame, spots, TITLES)
    holds(frame, picture)
    assert picture.names == ()
    assert picture.radius > 0.9
    cells: dict[tuple[int, int], list[tuple[float, float]]] = {}
    size = 2 * picture.radius
    for dot in picture.dots:
        cells.setdefault((int(dot.x // size), int(dot.y // size)), []).append((dot.x, dot.y))
    for (column, row), inside in cells.items():
        near = [
            other
            for across in (-1, 0, 1)
            for down in (-1, 0, 1)
            for other in cells.get((column + across, row + down), ())
        ]
        assert all(dist(one, other) >= size for one in inside for other in near if one is not other)


def test_thirty_people_keep_nearly_all_their_names() -> None:
    names = "Zoë Quillfeather,Jun Liang,Kim Berg,Sofia Núñez,Björn Sørensen,Aïcha Mensah".split(",")
    spots = [Spot((0, 1, 1, 2, 2, 2, 3, 3)[n % 8], n % 4, f"{names[n % 6]}") for n in range(30)]
    assert len(picture_of(WIDE, spots, TITLES).names) >= 26


def test_a_group_stands_side_by_side() -> None:
    spots = [Spot(3, n % 3, f"Person {n}") for n in range(30)]
    picture = picture_of(WIDE, spots, TITLES)
    for spot, dot in zip(spots, picture.dots, strict=True):
        others = [
            (dist((dot.x, dot.y), (other.x, other.y)), spots[n].group)
            for n, other in enumerate(picture.dots)
            if other != dot
        ]
        assert min(others)[1] == spot.group


@given(st.text(max_size=60))
def test_a_name_in_a_picture_is_short(name: str) -> None:
    assert len(clipped(name)) <= LONGEST
    assert width_of(name, 10) >= 0
