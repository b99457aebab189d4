"""What apps above declare: kinds of notices, acts that a mail offers, and sections of the weekly letter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from django.utils.functional import Promise

from comity.foundation.core.registry import Registry
from comity.people.notifications.enums import Channel

if TYPE_CHECKING:
    from comity.people.members.models import Member


@dataclass(frozen=True, slots=True)
class Act:
    """Something a line offers to do: the key of a ``MailAct``, and the public id of what it is done to."""

    key: str
    of: str


@dataclass(frozen=True, slots=True)
class Line:
    """One thing said, in the reader's language, with where it is read in full and what can be done at once."""

    text: str
    url: str  # a path
    acts: tuple[Act, ...] = ()
    detail: str = ""  # a second, quieter sentence


@dataclass(frozen=True, slots=True)
class NoticeKind:
    """One kind of notice, as the settings page names it.

    ``lines`` is asked whenever notices are shown or sent, with their subjects (public ids): what the reader may no
    longer see, or what is over, is left out of the answer.
    """

    label: str | Promise
    lines: Callable[[Member, Sequence[str]], dict[str, Line]]
    channel: Channel = Channel.WEEKLY  # until the member chooses
    order: int = 50
    for_operators: bool = False  # others are not asked how they want to hear of it


@dataclass(frozen=True, slots=True)
class MailAct:
    """What can be done from a mail without signing in: a word for the button, and what it does.

    ``perform`` takes the member the mail went to, the public id and the moment; it returns a sentence that says what
    was done, or raises ``LookupError`` where it can no longer be done.
    """

    label: str | Promise
    perform: Callable[[Member, str, datetime], str]
    describe: Callable[[Member, str], str] | None = None  # says on the page behind the link what it is about


@dataclass(frozen=True, slots=True)
class Section:
    """A part of one member's weekly letter."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class WeeklySection:
    """What an app adds to the weekly letter, asked at the moment of sending; None where there is nothing to say."""

    load: Callable[[Member, datetime], Section | None]
    order: int = 50


@dataclass(frozen=True, slots=True)
class ReplyHandler:
    """What an answer by mail to a notice of one kind does: the member, the notice's subject, their own words, when.

    Called within a transaction, once for each message. ``LookupError`` says that it cannot be answered any more.
    """

    receive: Callable[[Member, str, str, datetime], None]


LETTER: Final = "weekly-letter"  # names the weekly letter where a kind of notice is named

notice_kinds: Registry[NoticeKind] = Registry("kind of notice")
mail_acts: Registry[MailAct] = Registry("act of a mail")
weekly_sections: Registry[WeeklySection] = Registry("section of the weekly letter")
reply_handlers: Registry[ReplyHandler] = Registry("handler of replies")  # by kind of notice
