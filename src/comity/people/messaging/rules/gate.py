"""The request gate: who writes freely, and who sends one message and waits."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from comity.people.messaging.enums import State, Writing

# What who is asked may make of a request; writing back is a yes, too. Declined is no end: they may think again.
ANSWERS: Final[Mapping[State, frozenset[State]]] = {
    State.WAITING: frozenset({State.OPEN, State.DECLINED}),
    State.DECLINED: frozenset({State.OPEN, State.WAITING}),
    State.FREE: frozenset(),
    State.OPEN: frozenset(),
}
UNANSWERED: Final = frozenset({State.WAITING, State.DECLINED})


def writing_in(state: State, *, began: bool, is_free: bool) -> Writing:
    """Say what writing means for a member who ``began`` the thread or did not, and may write freely or not.

    Who began gets the same answer whether the request waits or was declined.
    """
    if state is State.OPEN:
        return Writing.FREELY
    if not began:
        return Writing.ANSWER
    return Writing.FREELY if is_free else Writing.WAIT


def state_after(state: State, writing: Writing) -> State:
    """Return where a thread stands once somebody wrote in it."""
    if writing is Writing.ANSWER:
        return State.OPEN
    return State.FREE if state in UNANSWERED else state


def may_answer(state: State, to: State) -> bool:
    """Tell whether who is asked may move a request there."""
    return to in ANSWERS[state]
