"""What a line that begins "I'm looking for" asks for, in English and in German; a guess its writer may correct."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from comity.relationships.asks.enums import ADVICE, FAVOUR, INSIDER, INTRODUCTION, QUESTION

LONGEST_NAME: Final = 60


@dataclass(frozen=True, slots=True)
class Understood:
    """The kind of an ask, and what was drawn out of its words; empty where nothing was."""

    kind: str
    organization: str = ""
    person: str = ""
    topic: str = ""


def _words(text: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{text})(?!\w)", re.IGNORECASE)


# What ends a name: punctuation, or a small word that goes on with the sentence.
_STOP: Final = (
    "who|that|which|to|and|or|in|at|for|about|with|because|so|can|could|please|he|she|they|i|on|before|from|when|if|then|now|"
    "der|die|das|und|oder|weil|damit|kann|könnte|bitte|um|zu|über|mit|für|vor|von|aus|den|dem|ist|war|hat|arbeitet|"
    "arbeitete|gearbeitet|vorstellen|kennenlernen|kennt"
)
_NAME: Final = rf"(?P<name>(?!(?:{_STOP})\b)[^\s,.;:!?()]+(?:\.(?=\w)[^\s,.;:!?()]+)*(?:\s+(?!(?:{_STOP})\b)[^\s,.;:!?()]+){{0,3}})"
_ARTICLE: Final = r"(?:(?:the|a|an|der|dem|die|einer|einem)\s+)?"

_WORK_EN: Final = r"(?:work(?:s|ed|ing)?|worker|job|jobs|intern|employed|interview(?:s|ing)?|applying|apply)"
_WHO_EN: Final = r"(?:insider|someone|somebody|anyone|anybody|people|person|contact|colleague)"
_PLACE_DE: Final = r"(?:arbeite(?:t|te|n|ten)?|gearbeitet|job|stelle|insider|insiderin|jemand(?:en|em)?|leute|kontakt|praktikum|angestellt|war(?:en)?|bewerbe|gespräch)"
_AT: Final = re.compile(
    rf"\b{_WORK_EN}\b(?:\s+\w+){{0,3}}?\s+(?:at|for|with|inside|from)\s+{_ARTICLE}{_NAME.replace('name', 'name4')}"
    rf"|\b{_WHO_EN}\b(?:\s+\w+){{0,3}}?\s+(?:at|inside|from)\s+{_ARTICLE}{_NAME}"
    rf"|\b{_PLACE_DE}\b(?:,?\s+(?:der|die|das)?)?(?:\s+\w+){{0,3}}?\s+(?:bei|beim|für)\s+{_ARTICLE}{_NAME.replace('name', 'name2')}"
    rf"|\b(?:bei|beim)\s+{_ARTICLE}{_NAME.replace('name', 'name3')}\s+(?:arbeite|gearbeitet|war|angestellt)",
    re.IGNORECASE,
)
_CAPITAL: Final = r"[^\W\d_a-zß-öø-ÿ][\w'’-]*"
_MEET: Final = re.compile(
    rf"\b(?:introduc\w+|intro|way|path|connect\w*)\b(?:\s+me)?\s+(?:to|with)\s+(?:(?:reach|meet|contact)\s+)?{_NAME}"
    rf"|\b(?:meet|get to know|reach|(?:speak|talk) (?:to|with)|know)\s+(?P<name4>[^\W\d_][\w'’-]*(?:\s+(?:(?:von|van|de|da|del|di)\s+)?[^\W\d_][\w'’-]*){{1,2}})"
    rf"|\b(?:vorstellung bei|bekannt machen mit|kontakt zu|weg zu|mich)\s+{_NAME.replace('name', 'name2')}\s*(?:vor(?:stellen)?)?\b"
    rf"|(?-i:(?P<name3>{_CAPITAL}(?:\s+{_CAPITAL}){{0,2}}))\s+kennen(?:zu)?lernen",
    re.IGNORECASE,
)
_ASKS_TO_MEET: Final = _words(
    r"introduc\w+|intro|get to know|would like to meet|want to meet|way to|path to|(?:speak|talk) (?:to|with)|vorstellung bei|"
    r"stell\w* mich|"
    r"kennen(?:zu)?lernen|bekannt machen|kontakt zu|weg zu"
)
# Somebody is described and not named: "introduce me to the head of sales".
_DESCRIBES: Final = _words(
    r"introduc(?:e|tion|ed)(?: me)? to (?:the|a|an|some|someone|somebody|anyone|anybody)|stell\w* mich \w+ vor"
)
_FAVOUR: Final = _words(
    r"favou?rs?|lend|borrow|proofread|look over|read my|review my|help me (?:move|carry|with my)|gefallen|ausleihen|leihen|"
    r"borgen|gegenlesen|korrektur lesen|durchlesen"
)
_ADVICE: Final = _words(
    r"advice|advise|tips?|experience|mentor|opinion|recommend\w*|rat|ratschlag|ratschläge|tipps?|erfahrung\w*|meinung|"
    r"empfehl\w+|empfiehlt"
)
_QUESTION: Final = re.compile(
    r"^\s*(?:how|what|which|why|when|where|does|do|is|are|can|has|wie|was|welche[rsn]?|warum|wann|wo|gibt es|hat|kann|ist|sind)\b.*\?",
    re.IGNORECASE | re.DOTALL,
)
_TOPIC: Final = re.compile(
    r"(?:advice|experience|tips?|help|opinion|rat|erfahrung\w*|tipps?|hilfe|meinung|mehr)\s+(?:\w+\s+)?(?:about|on|with|in|over|über|zu|zum|zur|mit|bei|im)\s+(?P<topic>[^,.;:!?\n]{3,60})",
    re.IGNORECASE,
)
_LEAD: Final = re.compile(
    r"^\s*(?:i(?:'|’)?m|i am|ich)?\s*(?:looking for|searching for|suche?)\s+", re.IGNORECASE
)
# "work for somebody", "a job in": what looks like a name and is none.
_NO_NAME: Final = frozenset(
    "a an the me you us them him her it this that someone somebody anyone anybody people work home least all once first "
    "last night large jemand jemanden mir mich uns euch mal mindestens einem einer ein eine".split()
)


def without_lead(text: str) -> str:
    """Return the words without an "I'm looking for" at their beginning, which stands before them already."""
    return _LEAD.sub("", text.strip()) or text.strip()


def understand(text: str) -> Understood:
    """Say what an ask is and what it names; whoever wrote it sees this and may change all of it."""
    said = without_lead(text)
    person = _found(_MEET, said, _looks_named) if _ASKS_TO_MEET.search(said) else ""
    organization = _found(_AT, said)
    if person:
        at = re.search(rf"{re.escape(person)},?\s+(?:at|from|of|bei|von)\s+{_ARTICLE}{_NAME}", said)
        organization = at["name"] if at else organization
        return Understood(
            INTRODUCTION, organization=organization if organization != person else "", person=person
        )
    if _DESCRIBES.search(said):
        return Understood(INTRODUCTION, organization=organization, topic=_topic(said))
    topic = _topic(said)
    if _FAVOUR.search(said):
        return Understood(FAVOUR, organization=organization, topic=topic)
    if organization:
        return Understood(INSIDER, organization=organization, topic=topic)
    if _ADVICE.search(said):
        return Understood(ADVICE, topic=topic)
    return Understood(QUESTION if _QUESTION.match(text) else ADVICE, topic=topic)


def _found(pattern: re.Pattern[str], text: str, fits: Callable[[str], bool] = bool) -> str:
    for match in pattern.finditer(text):
        name = next(
            (value for key, value in match.groupdict().items() if key.startswith("name") and value), ""
        )
        name = name.strip(" '\"“”„’")[:LONGEST_NAME]
        if name and name.split()[0].casefold() not in _NO_NAME and fits(name):
            return name
    return ""


def _looks_named(person: str) -> bool:
    """Tell whether somebody is named and not described: "Carla Mendes", not "the head of HR"."""
    return person.split()[0][:1].isupper()


def _topic(text: str) -> str:
    match = _TOPIC.search(text)
    return match["topic"].strip() if match else ""
