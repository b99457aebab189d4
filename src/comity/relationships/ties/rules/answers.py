"""The two private answers about a person, and how one member's answers are written down together."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from comity.relationships.ties.enums import Answer

_CODES = {Answer.ASK: "a", Answer.HELP: "h", Answer.BOTH: "b", Answer.NOT_NOW: "n"}
_ANSWERS = {code: answer for answer, code in _CODES.items()}


def written(answers: Mapping[int, Answer]) -> str:
    """Return answers by card as one text, in the order in which they were given."""
    return json.dumps({pk: _CODES[answer] for pk, answer in answers.items()}, separators=(",", ":"))


def read(text: str) -> dict[int, Answer]:
    """Return the answers by card that ``written`` wrote; the last one given is the last."""
    codes = json.loads(text or "{}")
    return dict(zip(map(int, codes), map(_ANSWERS.__getitem__, codes.values()), strict=True))


def read_some(text: str, pks: Iterable[int]) -> dict[int, Answer]:
    """Return the answers about these cards alone."""
    codes = json.loads(text or "{}")
    return {pk: _ANSWERS[codes[str(pk)]] for pk in pks if str(pk) in codes}


def given(answers: Mapping[int, Answer], pk: int, answer: Answer | None) -> dict[int, Answer]:
    """Return the answers with one given last, or, where it is None, left open again."""
    others = {other: kept for other, kept in answers.items() if other != pk}
    return others if answer is None else {**others, pk: answer}


def of_both(*, ask: bool, help_them: bool) -> Answer:
    """Return the answer that says both at once."""
    if ask and help_them:
        return Answer.BOTH
    return Answer.ASK if ask else Answer.HELP if help_them else Answer.NOT_NOW
