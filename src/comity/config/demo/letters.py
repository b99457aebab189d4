"""What the personas of the demo write to each other, and who asks to write to them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from comity.people.members.models import Member
from comity.people.messaging.actions.opening import open_thread
from comity.people.messaging.actions.seating import note_read
from comity.people.messaging.actions.writing import write_in_thread, write_to_member
from comity.people.messaging.models import Message, Seat, Thread

# Hours ago, who writes, what.
ADA_AND_BEN: Final = (
    (310, "ben", "Good to meet you in Halle. You asked how we got the council to sign: we brought the map of the pipes, and nobody else had one."),
    (308, "ada", "That is what I needed. May I show your map to our planners? They believe maps more than they believe me."),
    (290, "ben", "Please do. The clean version: https://example.org/heat-map – the colours are the age of the pipes."),
    (54, "ada", "They read it twice. One question: did you dig before the tariff was decided, or after?"),
    (30, "ben", "Before, and I would not do it again. Ring me when you have ten minutes, it is a longer story."),
)  # fmt: skip
DAO_AND_OLGA: Final = (
    (140, "dao", "Thank you again for Copenhagen. I have written down what you said about first one-to-ones and read it every Monday."),
    (120, "olga", "Then it was worth the bad coffee. How did the first ones go?"),
    (118, "dao", "Two went well. In the third I talked for twenty minutes and noticed at the end."),
    (20, "olga", "You noticed. Most do not. Next time ask one thing and count to ten."),
)  # fmt: skip
ALL_OF_THREE: Final = (
    (170, "olga", "Ada, Ben: you both want forty people in one room on heat in November. Please want it together."),
    (168, "ben", "Gladly. I bring the pipes."),
    (150, "ada", "And I a room with windows that open. Thursday 19th?"),
    (146, "ben", "Thursday it is."),
)  # fmt: skip
REQUESTS: Final = (
    ("ada", 26, "Hello Ada, I plan a storage site in Halle and read your piece on permits. May I ask you two questions about the order of things?"),
    ("cleo", 40, "Dear Cleo, somebody told me you read contracts before they are signed. Ours is eleven pages. Would you say what an hour of yours costs?"),
    ("olga", 15, "I joined last week and would like to help at the autumn meeting. Whom do I tell?"),
)  # fmt: skip


def write_letters(who: Mapping[str, Member], now: datetime) -> None:
    """Let them write: two threads of two, one of three, a first message that waits, and requests from members."""
    for said in (ADA_AND_BEN, DAO_AND_OLGA):
        _talk(who, said, now)
    first, *rest = ALL_OF_THREE
    three = open_thread(
        members=[who["olga"], who["ada"], who["ben"]],
        title="A room in November",
        source="demo:november",
        first_words=first[2],
        by=who["olga"],
        at=now - timedelta(hours=first[0]),
    )
    for hours, key, text in rest:
        _say(who[key], three, text, now - timedelta(hours=hours))
    _write(
        who["cleo"],
        who["ada"],
        "Hello Ada, Olga says you know who signs storage permits in Saxony.",
        now - timedelta(hours=70),
    )
    known = set(Thread.objects.values_list("seats__member", flat=True))
    asking = (
        Member.objects.filter(welcomed_at=None, is_active=True)
        .exclude(pk__in=known)
        .order_by("-pk")[: len(REQUESTS)]
    )
    for member, (key, hours, text) in zip(asking, REQUESTS, strict=False):
        _write(member, who[key], text, now - timedelta(hours=hours))


def _talk(who: Mapping[str, Member], said: tuple[tuple[int, str, str], ...], now: datetime) -> None:
    """Let two write to each other; each had read all that they answered."""
    first, second = dict.fromkeys(key for _hours, key, _text in said)
    for hours, key, text in said:
        other = second if key == first else first
        message = _write(who[key], who[other], text, now - timedelta(hours=hours))
        _read(who[key], message.thread)


def _write(by: Member, other: Member, text: str, at: datetime) -> Message:
    return write_to_member(by=by, other=other, text=text, at=at)


def _say(by: Member, thread: Thread, text: str, at: datetime) -> None:
    write_in_thread(by=by, public_id=thread.public_id, text=text, at=at)
    _read(by, thread)


def _read(by: Member, thread: Thread) -> None:
    seat = Seat.objects.get(thread=thread, member=by)
    note_read(by=by, thread=thread, newest=seat.newest, at=seat.last_at)
