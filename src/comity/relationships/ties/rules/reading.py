"""One line about what happened, read into what a form asks: "coffee with Miriam and Jun yesterday at Café Luna"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from comity.foundation.core.enums import Precision
from comity.foundation.core.text import clean_line
from comity.relationships.ties.enums import Direction, Kind
from comity.relationships.ties.rules import words as w
from comity.relationships.ties.rules.day_words import LAST, THIS
from comity.relationships.ties.rules.days import Found, find_day
from comity.relationships.ties.rules.tokens import EDGES, Token, figures, tokens_of

MOST_PEOPLE: Final = 8
_TIME = re.compile(r"\d{1,2}(?:[:.]\d{2})?(?:am|pm|uhr|h)?\Z", re.ASCII)
_TIME_ALONE = re.compile(r"\d{1,2}(?:(?::\d{2})?(?:am|pm|uhr|h)|:\d{2})\Z", re.ASCII)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a line says; what it leaves open is empty, and nothing that was written is lost."""

    kind: Kind | None = None
    direction: Direction = Direction.BOTH
    people: tuple[str, ...] = ()
    on: date | None = None  # never after the day it was read
    precision: str = Precision.DAY
    also: date | None = None  # the other day the figures may mean
    future: date | None = None  # a day that was said and has not come
    place: str = ""
    summary: str = ""
    rough: str = (
        ""  # words that say more of the day than is kept, as "early May"; they stand in the summary too
    )
    left: tuple[str, ...] = ()  # words that were not understood; they stand in the summary too


@dataclass(slots=True)
class _Sorted:
    """The words of a line, by what they tell."""

    names: list[list[Token]] = field(default_factory=list)
    place: list[Token] = field(default_factory=list)
    topic: list[Token] = field(default_factory=list)
    left: list[Token] = field(default_factory=list)
    before_kind: list[Token] = field(default_factory=list)
    direction: Direction = Direction.BOTH


def read_line(text: str, *, today: date, language: str = "en") -> Reading:
    """Read a line; any text is answered, the same one always alike, and no day after ``today`` comes out."""
    tokens = tokens_of(text)
    split = next((at for at, token in enumerate(tokens) if token.word in w.TOPIC | w.DASHES), len(tokens))
    said = [figures(token) for token in tokens]
    found = find_day(said[:split], today=today, language=language)
    if found is None and (found := find_day(said, today=today, language=language)) and found.end <= split:
        found = None
    start, end = (found.start, found.end) if found else (0, 0)
    split = min(split, start) if found and start < split < end else split
    head: list[Token | None] = [None if start <= at < end else tokens[at] for at in range(split)]
    topic = [tokens[at] for at in range(split, len(tokens)) if not start <= at < end]
    at_kind, kind = _kind(head)
    told = _sort(head, at_kind, kind)
    told.topic += topic[1:] if topic and topic[0].word in w.TOPIC | w.DASHES else topic
    people, lost = _people(told, kind, head[at_kind] if at_kind is not None else None)
    day = found.day if found else None
    is_future = day is not None and day.on > today
    left = [token.bare for token in (*told.left, *lost)]
    rough = _rough(tokens, found) if found and found.day.is_rough and not is_future else ""
    return Reading(
        kind=kind,
        direction=told.direction,
        people=people,
        on=day.on if day and not is_future else None,
        precision=day.precision if day and not is_future else Precision.DAY,
        also=day.also if day and not is_future else None,
        future=day.on if day and is_future else None,
        place=clean_line(_without_articles(told.place), 200),
        summary=_summary(head[at_kind] if at_kind is not None else None, told.topic, [rough, *left]),
        rough=rough,
        left=tuple(left),
    )


def _rough(tokens: Sequence[Token], found: Found) -> str:
    """Return the words that say more than is kept, without a "last" that another year would read otherwise."""
    said = tokens[found.core : found.end]
    return " ".join(token.text for token in said if token.word not in LAST | THIS).strip(EDGES)


def _kind(head: Sequence[Token | None]) -> tuple[int | None, Kind | None]:
    """Return where the word stands that says what happened, and what; a video call is no bare call."""
    kinds = [(at, w.KINDS[token.word]) for at, token in enumerate(head) if token and token.word in w.KINDS]
    if not kinds:
        return None, None
    video = any(kind == Kind.VIDEO for _at, kind in kinds)
    return kinds[0][0], Kind.VIDEO if video and kinds[0][1] in {Kind.CALL, Kind.VIDEO} else kinds[0][1]


def _sort(head: Sequence[Token | None], at_kind: int | None, kind: Kind | None) -> _Sorted:
    """Walk through the words once; a preposition says what follows, a day or an hour ends it."""
    told = _Sorted()
    into: list[Token] | None = None  # where words go; None: nobody asked for them
    reaches = kind in {Kind.MESSAGE, Kind.CALL, Kind.FAVOUR}
    skip = -1
    for at, token in enumerate(head):
        after = head[at + 1] if at + 1 < len(head) else None
        if at <= skip:
            continue
        if token is None:
            into = None
        elif at == at_kind:
            told.before_kind, told.left = told.left, []
            if token.word in w.OUTWARD:
                told.direction = Direction.OUT
            if token.word in w.HELPED:
                told.direction = Direction.OUT
            into = _new(told) if token.word in w.TAKES else None
        elif token.word in w.WITH and at_kind is not None and at > at_kind and _helps(head[at_kind]):
            told.topic += [word for word in head[at + 1 :] if word]
            break
        elif token.word in w.WITH:
            into = _new(told)
        elif reaches and at_kind is not None and token.word in w.FROM | w.TO and after:
            if kind == Kind.MESSAGE or kind == Kind.FAVOUR:
                told.direction = Direction.IN if token.word in w.FROM else Direction.OUT
            into = _new(told)
        elif kind == Kind.FAVOUR and token.word in {"for", "fur", "fuer"} and after:
            told.direction, into = Direction.OUT, _new(told)
        elif at_kind is not None and at > at_kind and token.word in w.TOPIC_LATER and after:
            told.topic += [word for word in head[at + 1 :] if word]
            break
        elif _is_time(head, at):
            skip = at + (token.word in {"at", "um"})
            following = head[skip + 1] if skip + 1 < len(head) else None
            skip += following is not None and following.word in {"uhr", "am", "pm"}
            into = None
        elif token.word in w.PLACE and after and after.word in w.SEASONS:
            into = None
        elif token.word in w.PLACE and after:
            into = told.place
        elif into is None:
            if token.word not in w.FILLERS and token.word not in w.KINDS:
                told.left.append(token)
        elif into is not told.place and token.word in w.AND:
            into = _new(told)
        elif into is not told.place and w.KINDS.get(token.word) in {Kind.VIDEO, Kind.CALL} and not into:
            continue
        else:
            into.append(token)
            if into is not told.place and token.parts:
                into = _new(told)
    return told


def _helps(verb: Token | None) -> bool:
    return verb is not None and verb.word in w.HELPED


def _new(told: _Sorted) -> list[Token]:
    told.names.append([])
    return told.names[-1]


def _is_time(head: Sequence[Token | None], at: int) -> bool:
    token, after = head[at], head[at + 1] if at + 1 < len(head) else None
    if token is None:
        return False
    if token.word in {"at", "um"} and after is not None:
        return bool(_TIME.match(after.word))
    return bool(_TIME_ALONE.match(token.word))


def _people(told: _Sorted, kind: Kind | None, verb: Token | None) -> tuple[tuple[str, ...], list[Token]]:
    """Return the names, and the words among them that are none."""
    lost: list[Token] = []
    names = [name for tokens in told.names if (name := _name(tokens, lost))]
    if names:
        told.left[:0] = told.before_kind
    else:
        # "Ben called", "gestern Ben getroffen": whom stands before the verb, or it is said with a capital.
        before = told.before_kind if verb is not None else told.left
        if any(token.is_capital for token in before) or (verb is not None and verb.word in w.TAKES):
            names = [name for tokens in _runs(before) if (name := _name(tokens, lost))]
            if before is told.left:
                told.left = []
            if names and kind in {Kind.MESSAGE, Kind.FAVOUR} and verb is not None and verb.word in w.TAKES:
                told.direction = Direction.IN
        else:
            told.left[:0] = told.before_kind
    kept = tuple(dict.fromkeys(clean_line(name, 120) for name in names))[:MOST_PEOPLE]
    return kept, lost


def _runs(tokens: Sequence[Token]) -> list[list[Token]]:
    runs: list[list[Token]] = [[]]
    for token in tokens:
        runs[-1].append(token)
        if token.parts:
            runs.append([])
    return runs


def _name(tokens: Sequence[Token], lost: list[Token]) -> str:
    """Return the name in these words: from the first capital on, or as it is where all are small."""
    tokens = [token for token in tokens if token.word not in w.FILLERS or token.word in w.PARTICLES]
    first = next((at for at, token in enumerate(tokens) if token.is_capital), None)
    if first is None:
        name = [token for token in tokens if token.word not in w.ARTICLES][:3]
        lost += [token for token in tokens if token not in name and token.word not in w.ARTICLES]
        return " ".join(token.bare for token in name)
    while first and tokens[first - 1].word in w.PARTICLES - w.ARTICLES:
        first -= 1
    end = first
    while end < len(tokens) and (tokens[end].is_capital or tokens[end].word in w.PARTICLES):
        end += 1
    lost += [token for token in (*tokens[:first], *tokens[end:]) if token.word not in w.ARTICLES]
    return " ".join(token.bare for token in tokens[first:end])


def _without_articles(tokens: Sequence[Token]) -> str:
    at = next((at for at, token in enumerate(tokens) if token.word not in w.ARTICLES), len(tokens))
    return " ".join(token.text for token in tokens[at:]).strip(EDGES)


def _summary(kind: Token | None, topic: Sequence[Token], left: Sequence[str]) -> str:
    said = " ".join(token.text for token in topic).strip(" ,;:–—-")
    said = "; ".join(part for part in (said, " ".join(filter(None, left))) if part)
    if kind is None or kind.word not in w.TELLING:
        return clean_line(said, 300)
    activity = kind.bare[:1].upper() + kind.bare[1:]
    return clean_line(f"{activity}: {said}" if said else activity, 300)
