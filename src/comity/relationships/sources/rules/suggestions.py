"""What a source suggests happened: how it is known again, and what it may count for."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime, tzinfo

from comity.formats.records import Attended
from comity.people.contacts.rules.keys import email_key
from comity.relationships.ties.enums import Direction, Kind, Source
from comity.relationships.ties.rules.meetings import interaction_key, meeting_name, meeting_of

_LINK = re.compile(r"https?://|www\.", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One thing that may have happened, with the addresses of everybody named but the owner."""

    key: str
    kind: str
    on: date
    people: tuple[str, ...]  # keys of addresses
    source: Source
    direction: str = Direction.BOTH
    summary: str = ""
    place: str = ""
    unnamed: int = 0  # people who were there, but without an address
    twin: str = ""  # the key of the same event in an import


def calendar_key(uid: str, slot: str) -> str:
    """Return the key of an event: the same however often it is moved; ``slot`` tells repetitions apart."""
    return f"calendar:{_digest(uid, slot)}"


def mail_key(message_id: str) -> str:
    return f"mail:{_digest(message_id)}"


def of_event(record: Attended, *, own: Collection[str], today: date, zone: tzinfo) -> Suggestion | None:
    """Return what a past event suggests; None for one without others, without a name of its own, or with a crowd."""
    meeting = meeting_of(_in_zone(record, zone), own=own, today=today)
    if isinstance(meeting, str) or not record.uid:
        return None
    addresses = [email_key(email) for _name, email in meeting.people if email]
    people = tuple(dict.fromkeys(key for key in addresses if key and key not in own))
    return Suggestion(
        key=calendar_key(record.uid, record.slot),
        kind=meeting.kind,
        on=meeting.on,
        people=people,
        source=Source.CALENDAR,
        summary=meeting.summary,
        place="" if _LINK.search(record.location) else record.location[:200],
        unnamed=sum(not email for _name, email in meeting.people),
        twin=interaction_key(meeting.kind, meeting_name(record), meeting.on),
    )


def fair_kind(found: Suggestion, known: int) -> str | None:
    """Return as what it is suggested when ``known`` of its people are in the book, None if not at all.

    Evidence is shared among the people of an interaction. Where some of a group are not in the book, who is would get the
    share of all: so a meeting is suggested as an event, which counts little, and a mail to many only for several of them.
    """
    of = len(found.people) + found.unnamed
    if not known:
        return None
    if known >= of:
        return found.kind
    if found.kind == Kind.MESSAGE:
        return found.kind if known > 1 else None
    return str(Kind.EVENT)


def _in_zone(record: Attended, zone: tzinfo) -> Attended:
    """Let a meeting be on the day it was for its owner."""
    start = record.starts_at
    if not isinstance(start, datetime):
        return record
    return replace(record, starts_at=start.astimezone(zone))


def _digest(*parts: str) -> str:
    return hashlib.blake2b("\0".join(parts).encode("utf-8", "replace"), digest_size=20).hexdigest()
