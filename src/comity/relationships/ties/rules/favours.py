"""The states of a favour and the moves between them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from comity.relationships.ties.enums import Direction, FavourState, Helped

MOVES: Final[Mapping[FavourState, frozenset[FavourState]]] = {
    FavourState.ASKED: frozenset({FavourState.OFFERED, FavourState.DONE, FavourState.DECLINED}),
    FavourState.OFFERED: frozenset({FavourState.DONE, FavourState.DECLINED}),
    FavourState.DONE: frozenset({FavourState.THANKED}),
    FavourState.THANKED: frozenset(),
    FavourState.DECLINED: frozenset(),
}
HAPPENED: Final = frozenset({FavourState.DONE, FavourState.THANKED})


def may_move(state: FavourState, to: FavourState) -> bool:
    return to in MOVES[state]


def may_go_back(state: FavourState, to: FavourState) -> bool:
    """Tell whether taking a step back leads there."""
    return may_move(to, state)


def direction_of(helped: Helped) -> Direction:
    """Return who turned to whom, as an interaction has it: a favour done for me comes from them."""
    return Direction.IN if helped is Helped.ME else Direction.OUT
