"""What a file says of its owner, taken into their profile: added where it is new, never changed, taken back whole.

Positions, education and words are for members, ways to reach somebody for the owner alone, until they say otherwise.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.db import models, transaction

from comity.formats import records as r
from comity.formats.card import Value
from comity.foundation.core.audience import MEMBERS, ONLY_ME
from comity.foundation.core.enums import Precision
from comity.foundation.core.registry import Taken
from comity.foundation.core.text import clean_line, clean_text, fold
from comity.people.members.actions.profile.editing import (
    describe,
    profile_of,
    tell_positions_changed,
    word_of,
)
from comity.people.members.enums import DetailKind, WordKind
from comity.people.members.models import Detail, Education, Member, Position, Profile, Word
from comity.people.members.rules.intake import detail_key, is_same_start, web_link
from comity.people.members.rules.partial_dates import PartialDate, partial_date
from comity.people.members.rules.profile import MOST_ROWS

_DETAIL_KINDS: Final = {
    "email": DetailKind.EMAIL,
    "phone": DetailKind.PHONE,
    "url": DetailKind.LINK,
    "im": DetailKind.IM,
}
_MODELS: Final[dict[str, type[models.Model]]] = {
    "position": Position,
    "education": Education,
    "word": Word,
    "detail": Detail,
}
_NAMES: Final = {model: name for name, model in _MODELS.items()}


@dataclass(slots=True)
class Plan:
    """What one record adds: rows to save and texts to fill."""

    what: str = ""
    why: str = ""
    rows: list[models.Model] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)


def look(owner: Member, records: Sequence[object]) -> list[Taken]:
    """Say what ``take`` would do; nothing changes. Five queries."""
    known = _Known(owner)
    return [_told(plan, ()) for plan in map(known.plan, records)]


@transaction.atomic
def take(owner: Member, records: Sequence[object]) -> list[Taken]:
    """Add what is new. Five queries and one for each row added."""
    Member.objects.select_for_update().get(pk=owner.pk)  # two files at once see each other's rows
    known = _Known(owner)
    taken = [_told(plan, tuple(_save(owner, plan))) for plan in map(known.plan, records)]
    if any(token.startswith("position:") for one in taken for token in one.added):
        tell_positions_changed(owner)
    return taken


@transaction.atomic
def take_back(owner: Member, added: Iterable[str]) -> int:
    """Remove what was added and is still as it came; return how much that was."""
    gone = 0
    for token in added:
        kind, _, rest = token.partition(":")
        key, _, digest = rest.rpartition(":")
        gone += _unfill(owner, key, digest) if kind == "text" else _remove(owner, kind, key, digest)
        if kind == "position":
            tell_positions_changed(owner)
    return gone


def _told(plan: Plan, added: tuple[str, ...]) -> Taken:
    if plan.rows or plan.texts:
        return Taken("added", plan.what, added=added)
    if plan.why:
        return Taken("skipped", plan.what, plan.why)
    return Taken("unchanged", plan.what)


def _save(owner: Member, plan: Plan) -> Iterable[str]:
    if plan.texts:
        describe(by=owner, **plan.texts)
    for name, text in plan.texts.items():
        yield f"text:{name}:{_digest(text)}"
    for row in plan.rows:
        row.save()
        yield f"{_NAMES[type(row)]}:{row.pk}:{_row_digest(row)}"


def _remove(owner: Member, kind: str, key: str, digest: str) -> int:
    row = _MODELS[kind]._default_manager.filter(pk=key, owner=owner).first()
    if row is None or _row_digest(row) != digest:
        return 0
    row.delete()
    return 1


def _unfill(owner: Member, name: str, digest: str) -> int:
    if _digest(getattr(profile_of(owner), name)) != digest:
        return 0
    describe(by=owner, **{name: ""})
    return 1


def _row_digest(row: Any) -> str:
    skipped = {"id", "public_id", "created_at", "changed_at"}
    names = [f.attname for f in row._meta.concrete_fields if f.name not in skipped]
    return _digest(repr([str(getattr(row, name)) for name in names]))


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()


class _Known:
    """What the profile says before a file, and what the file has said so far."""

    def __init__(self, owner: Member) -> None:
        self.owner = owner
        self.profile = Profile.objects.filter(owner=owner).first() or Profile()
        self.positions: dict[tuple[str, str], list[str]] = {}
        self.count = dict.fromkeys(_MODELS, 0)
        for position in Position.objects.filter(owner=owner):
            self._hold_position(position)
        self.education = {self._school_key(one) for one in Education.objects.filter(owner=owner)}
        self.words = {(word.kind, word.folded) for word in Word.objects.filter(owner=owner)}
        self.details = {detail_key(one.kind, one.value) for one in Detail.objects.filter(owner=owner)}
        for name, rows in (("education", self.education), ("word", self.words), ("detail", self.details)):
            self.count[name] = len(rows)

    def plan(self, record: object) -> Plan:
        """Decide what a record adds."""
        readers: dict[type, Callable[[Any], Plan]] = {
            r.ProfileLine: self._profile,
            r.PositionLine: self._position,
            r.EducationLine: self._study,
            r.SkillLine: lambda line: self._word(WordKind.SKILL, line.name, line.level),
            r.LanguageLine: lambda line: self._word(WordKind.LANGUAGE, line.name, line.proficiency),
            r.EmailLine: lambda line: self._values([Value("email", line.email)]),
            r.PhoneLine: lambda line: self._values([Value("phone", line.number, line.label)]),
        }
        reader = readers.get(type(record))
        if reader is None:
            return Plan(what=clean_line(getattr(record, "title", ""), 200), why="no-place-in-a-profile")
        plan = reader(record)
        return self._bounded(plan)

    def _bounded(self, plan: Plan) -> Plan:
        for row in plan.rows:
            name = _NAMES[type(row)]
            self.count[name] += 1
            if self.count[name] > MOST_ROWS:
                return Plan(what=plan.what, why="too-many")
        return plan

    def _profile(self, line: r.ProfileLine) -> Plan:
        said = {
            "headline": clean_line(line.headline, 200),
            "about": clean_text(line.summary)[:4000],
            "place": clean_line(line.location, 120),
        }
        texts = {name: text for name, text in said.items() if text and not getattr(self.profile, name)}
        for name, text in texts.items():
            setattr(self.profile, name, text)
        plan = self._values(line.card.values)
        plan.what = said["headline"] or line.card.name or plan.what
        plan.texts = texts
        if line.industry:
            plan.rows += self._word(WordKind.INDUSTRY, line.industry).rows
        if not plan.rows and not texts:
            keeps = any(text and text != getattr(self.profile, name) for name, text in said.items())
            plan.why = "yours-kept" if keeps else plan.why if not any(said.values()) else ""
        else:
            plan.why = ""
        return plan

    def _position(self, line: r.PositionLine) -> Plan:
        started, ended = partial_date(line.started), partial_date(line.ended)
        position = Position(
            owner=self.owner,
            organization=clean_line(line.organization, 200),
            title=clean_line(line.title, 200),
            place=clean_line(line.location, 120),
            description=clean_text(line.description)[:4000],
            audience_kind=MEMBERS,
        )
        position.started_on, position.started_precision = _columns(started)
        position.ended_on, position.ended_precision = _columns(ended)
        if not position.organization:
            return Plan(what=position.title, why="no-organisation")
        return Plan(str(position)[:200], rows=[position] if self._hold_position(position) else [])

    def _hold_position(self, position: Position) -> bool:
        """Note a position; tell whether it is new."""
        key = (fold(position.organization), fold(position.title))
        starts = self.positions.setdefault(key, [])
        on, precision = position.started_on, position.started_precision
        start = str(PartialDate(on, precision)) if on else ""
        is_new = not any(is_same_start(start, other) for other in starts)
        starts.append(start)
        if position.pk:
            self.count["position"] += 1
        return is_new

    def _study(self, line: r.EducationLine) -> Plan:
        started, ended = partial_date(line.started), partial_date(line.ended)
        known = [one.precision for one in (started, ended) if one]
        study = Education(
            owner=self.owner,
            school=clean_line(line.school, 200),
            degree=clean_line(line.degree, 200),
            field=clean_line(line.field, 200),
            started_on=started.on if started else None,
            ended_on=ended.on if ended else None,
            precision=next((p for p in (Precision.YEAR, Precision.MONTH) if p in known), Precision.YEAR),
            audience_kind=MEMBERS,
        )
        if not study.school:
            return Plan(what=study.degree, why="no-school")
        key = self._school_key(study)
        if key in self.education:
            return Plan(study.school)
        self.education.add(key)
        return Plan(study.school, rows=[study])

    def _school_key(self, study: Education) -> tuple[str, str, str]:
        return fold(study.school), fold(study.degree), fold(study.field)

    def _word(self, kind: WordKind, text: str, level: str = "") -> Plan:
        word = word_of(self.owner, kind, text, level)
        if not word.text:
            return Plan(why="nothing-said")
        if (kind, word.folded) in self.words:
            return Plan(word.text)
        self.words.add((kind, word.folded))
        return Plan(word.text, rows=[word])

    def _values(self, values: Iterable[Value]) -> Plan:
        plan = Plan(why="nothing-said")
        for value in values:
            kind = _DETAIL_KINDS.get(value.kind)
            text = web_link(value.value) if kind == DetailKind.LINK else clean_line(value.value, 500)
            if kind is None or not text:
                continue
            plan.what, plan.why = plan.what or text[:200], ""
            key = detail_key(kind, text)
            if key in self.details:
                continue
            self.details.add(key)
            label = clean_line(value.label, 60)
            plan.rows.append(
                Detail(owner=self.owner, kind=kind, label=label, value=text, audience_kind=ONLY_ME)
            )
        return plan


def _columns(partial: PartialDate | None) -> tuple[Any, str]:
    return (partial.on, partial.precision) if partial else (None, Precision.MONTH)


class Intake:
    """The profile's side of ``core.registry.profile_intake``."""

    look = staticmethod(look)
    take = staticmethod(take)
    take_back = staticmethod(take_back)
