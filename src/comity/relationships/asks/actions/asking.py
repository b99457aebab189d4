"""What an asker does with an ask: writes it down, corrects what was understood, sends, widens and withdraws it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.db import transaction

from comity.foundation.audit.actions import record
from comity.foundation.core.text import clean_line, clean_text
from comity.people.members.actions.pairs import NotThere
from comity.people.members.models import Member
from comity.relationships.asks.actions.holding import hold_ask
from comity.relationships.asks.actions.rounds import (
    advance,
    choose_helpers,
    forget_ask,
    remind_again,
    step_back,
)
from comity.relationships.asks.enums import INSIDER, State
from comity.relationships.asks.models import Ask
from comity.relationships.asks.rules.states import MOST, USUAL_DAYS, Who, may_move, state_at, turn_passes_at
from comity.relationships.asks.rules.understanding import understand, without_lead

LONGEST = 1000
LONGEST_NAME = 120


class NobodyToAsk(Exception):
    """The asker has no mutual tie that could be asked, or no further one."""


@dataclass(frozen=True, slots=True)
class Said:
    """An ask as its asker corrected it."""

    text: str
    kind: str
    organization: str = ""
    person: str = ""
    topic: str = ""
    days: int = USUAL_DAYS


@transaction.atomic
def begin_ask(*, by: Member, text: str, at: datetime, organization: str = "") -> Ask:
    """Write an ask down as understood, sent to nobody yet; ``organization`` is the one on whose page it was written."""
    text = without_lead(clean_text(text))[:LONGEST]
    found = understand(text)
    if there := clean_line(organization, LONGEST_NAME):
        found = replace(found, kind=INSIDER, organization=there, person="")
    return Ask.objects.create(
        asker=by,
        text=text,
        kind=found.kind,
        organization=found.organization,
        person=found.person,
        topic=found.topic,
        days=USUAL_DAYS,
        created_at=at,
    )


@transaction.atomic
def correct_ask(*, by: Member, public_id: str, said: Said, at: datetime) -> Ask:
    """Keep what the asker makes of it, until they send it."""
    ask = hold_ask(by, public_id, at)
    if ask.state != State.DRAFT:
        raise NotThere
    ask.text, ask.kind, ask.days = clean_text(said.text)[:LONGEST], said.kind, said.days
    for name in ("organization", "person", "topic"):
        setattr(ask, name, clean_line(getattr(said, name), LONGEST_NAME))
    ask.save()
    return ask


@transaction.atomic
def send_to_network(*, by: Member, public_id: str, at: datetime) -> Ask:
    """Put an ask before those of the asker's ties who are likeliest to help; raise ``NobodyToAsk``."""
    ask = _moved(by, public_id, State.OPEN, at, since=State.DRAFT)
    ask.sent_at = at
    _begin_round(ask, at)
    record(by, "asks.sent", ask, at=at)
    return ask


@transaction.atomic
def widen(*, by: Member, public_id: str, at: datetime) -> Ask:
    """Reach further ties with an ask that nobody could help with by its date."""
    ask = _moved(by, public_id, State.OPEN, at, since=State.OVER)
    if ask.hidden_at is not None:
        raise NotThere
    forget_ask(ask)
    step_back(ask.reaches.all())
    _begin_round(ask, at)
    return ask


@transaction.atomic
def withdraw(*, by: Member, public_id: str, at: datetime) -> Ask:
    """Take an ask back; whom it reached finds nothing any more."""
    ask = _moved(by, public_id, State.WITHDRAWN, at)
    ask.ended_at = at
    ask.save()
    forget_ask(ask)
    return ask


@transaction.atomic
def discard(*, by: Member, public_id: str, at: datetime) -> Ask:
    """Throw a draft away; it is gone for good a day later."""
    ask = _moved(by, public_id, State.WITHDRAWN, at, since=State.DRAFT)
    ask.ended_at = at
    ask.save()
    return ask


@transaction.atomic
def take_back(*, by: Member, public_id: str, at: datetime) -> Ask:
    """Let an ask that was withdrawn, or a draft thrown away, be as it was."""
    ask = hold_ask(by, public_id, at)
    to = State.DRAFT if ask.sent_at is None else State.OPEN
    if not may_move(State(ask.state), to, Who.ASKER):
        raise NotThere
    ask.state, ask.ended_at = to, None
    ask.save()
    if state_at(to, expires_at=ask.expires_at, now=at) is State.OPEN:
        remind_again(ask, at)
        advance(ask, at)
    return ask


@transaction.atomic
def ask_again(*, by: Member, public_id: str, at: datetime) -> Ask:
    """Begin a new ask with the words of one that is over."""
    old = hold_ask(by, public_id, at)
    if old.state not in (State.OVER, State.WITHDRAWN) or old.hidden_at is not None:
        raise NotThere
    kept = {name: getattr(old, name) for name in ("text", "kind", "organization", "person", "topic", "days")}
    return Ask.objects.create(asker=by, created_at=at, **kept)


def _moved(by: Member, public_id: str, to: State, at: datetime, *, since: State | None = None) -> Ask:
    ask = hold_ask(by, public_id, at)
    if (since and ask.state != since) or not may_move(State(ask.state), to, Who.ASKER):
        raise NotThere
    ask.state = to
    return ask


def _begin_round(ask: Ask, at: datetime) -> None:
    """Let it stand for so many days, before up to five who had it not yet; raise ``NobodyToAsk``."""
    ask.most += MOST
    chosen = choose_helpers(ask, at)
    if not chosen:
        raise NobodyToAsk
    ask.expires_at, ask.ended_at = at + timedelta(days=ask.days), None
    ask.turn_at = turn_passes_at(at, days=ask.days, chosen=chosen)
    ask.save()
    advance(ask, at)
