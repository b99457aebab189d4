"""The states of a favour asked of a member, who may move it where, and what its asker sees of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Final

from comity.relationships.mutual.enums import Answer
from comity.relationships.mutual.rules.requests import Who

LASTS: Final = timedelta(days=30)
LATEST: Final = timedelta(days=366)  # "later" is a day within a year
MOST_WAITING: Final = 3  # favours one member may have asked of another without an answer

_OF_ASKED: Final = {
    Answer.YES: Who.ASKED,
    Answer.LATER: Who.ASKED,
    Answer.DECLINED: Who.ASKED,
    Answer.REFUSED: Who.ASKED,
    Answer.WITHDRAWN: Who.ASKER,
    Answer.EXPIRED: Who.TIME,
}
# After "yes" the two sides of the favour itself go on (ties/rules/favours.py).
MOVES: Final[Mapping[Answer, Mapping[Answer, Who]]] = {
    Answer.WAITING: _OF_ASKED,
    Answer.LATER: _OF_ASKED,  # another day, too
    Answer.DECLINED: {**_OF_ASKED, Answer.WAITING: Who.ASKED},  # thought again, or pressed the wrong button
    Answer.YES: {},
    Answer.REFUSED: {},
    Answer.WITHDRAWN: {},
    Answer.EXPIRED: {},
}
OPEN: Final = frozenset({Answer.WAITING, Answer.LATER, Answer.DECLINED})


def may_answer(state: Answer, to: Answer, who: Who) -> bool:
    """Tell whether ``who`` may move a favour that was asked from one state to another."""
    return MOVES[state].get(to) is who


def may_be_later(until: date, today: date) -> bool:
    """Tell whether an answer may be put off to a day."""
    return today < until <= today + LATEST


def answer_at(state: Answer, *, expires_at: datetime, now: datetime) -> Answer:
    return Answer.EXPIRED if state in OPEN and now >= expires_at else state


def seen_by_asker(state: Answer, *, until: date | None, expires_at: datetime, now: datetime) -> Answer:
    """Return what the asker sees: a silent no looks like what was there before it, until its day."""
    now_is = answer_at(state, expires_at=expires_at, now=now)
    if now_is is Answer.DECLINED:
        return Answer.LATER if until else Answer.WAITING
    return now_is
