"""A kind of notice for tests: small things with a name, some of which their reader may no longer see."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import pytest

from comity.people.members.models import Member
from comity.people.notifications.enums import Channel
from comity.people.notifications.registry import (
    Act,
    Line,
    MailAct,
    NoticeKind,
    ReplyHandler,
    Section,
    WeeklySection,
    mail_acts,
    notice_kinds,
    reply_handlers,
    weekly_sections,
)


@dataclass
class Things:
    """What the tests' kind knows: the hidden things, what was done, what was answered, what the letter says."""

    hidden: set[str] = field(default_factory=set)
    over: set[str] = field(default_factory=set)
    done: list[tuple[str, str]] = field(default_factory=list)
    replies: list[tuple[str, str, str]] = field(default_factory=list)
    section: list[str] = field(default_factory=list)
    breaks: bool = False
    detail: str = "Detail of {}"

    def lines(self, reader: Member, subjects: Sequence[str]) -> dict[str, Line]:
        if self.breaks:
            raise RuntimeError("a fault that quotes somebody")
        return {
            one: Line(
                f"About {one}", f"/book/{one}/", (Act("test.thank", one),), detail=self.detail.format(one)
            )
            for one in subjects
            if one not in self.hidden
        }

    def thank(self, member: Member, of: str, at: datetime) -> str:
        if of in self.over:
            raise LookupError(of)
        self.done.append((member.name, of))
        return f"You thanked for {of}."

    def reply(self, member: Member, about: str, text: str, at: datetime) -> None:
        self.replies.append((member.name, about, text))

    def letter(self, member: Member, at: datetime) -> Section | None:
        lines = tuple(Line(text, "/", (Act("test.thank", "weekly"),)) for text in self.section)
        return Section("Around you", lines) if lines else None


def register(things: Things) -> None:
    """Declare the kinds ``test.asked`` (by mail at once) and ``test.news`` (weekly), their act, replies and a section."""
    asked = NoticeKind("Somebody asks you", things.lines, Channel.MAIL, order=10)
    news = NoticeKind("News of people", things.lines, Channel.WEEKLY, order=20)
    notice_kinds.register("test.asked", asked)
    notice_kinds.register("test.news", news)
    mail_acts.register("test.thank", MailAct("Thank", things.thank, describe=lambda _who, of: f"For {of}."))
    reply_handlers.register("test.asked", ReplyHandler(things.reply))
    weekly_sections.register("test", WeeklySection(things.letter))


def declare() -> Iterator[Things]:
    """Have nothing but the tests' kinds while a test runs: what apps declare has tests of its own."""
    registries: tuple[Any, ...] = (notice_kinds, mail_acts, reply_handlers, weekly_sections)
    before = [dict(registry._entries) for registry in registries]
    for registry in registries:
        registry._entries.clear()
    things = Things()
    register(things)
    yield things
    for registry, entries in zip(registries, before, strict=True):
        registry._entries.clear()
        registry._entries.update(entries)


@pytest.fixture(name="things")
def things_fixture() -> Iterator[Things]:
    yield from declare()
