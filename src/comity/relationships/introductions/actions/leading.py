"""An introduction on its way: offered out of a sealed ask, asked for by name, agreed, passed on, made, or not."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from comity.foundation.audit.actions import record
from comity.foundation.core.text import clean_text
from comity.people.contacts.models import Contact
from comity.people.members.actions.pairs import NotThere
from comity.people.members.models import Member
from comity.people.notifications.actions.telling import notify
from comity.relationships.asks.models import Reach
from comity.relationships.introductions.actions.holding import hold_all, hold_introduction, move
from comity.relationships.introductions.actions.making import come_true
from comity.relationships.introductions.actions.turns import put_before
from comity.relationships.introductions.enums import WORD, Stage, Word
from comity.relationships.introductions.models import Introduction
from comity.relationships.introductions.rules.stages import OF_ASK_LASTS, Who, may_think_again
from comity.relationships.mutual.models import MutualTie

LONGEST = 1000


class LineMissing(Exception):
    """An introduction without a line of the introducer says nothing to who reads it."""


def offer_from_ask(reach: Reach, card: Contact, line: str, at: datetime) -> Introduction:
    """Put a sealed ask before somebody of the helper's book who is a member: the helper has agreed by that."""
    if not line:
        raise LineMissing
    target: Member = card.member  # type: ignore[assignment]  # whom this takes is linked
    hold_all([reach.ask.asker, reach.helper, target])
    row = Introduction.objects.create(
        seeker=reach.ask.asker,
        introducer=reach.helper,
        target=target,
        reach=reach,
        from_ask=True,
        note=reach.ask.text,
        line=line,
        stage=Stage.OFFERED,
        introducer_at=at,
        expires_at=at + OF_ASK_LASTS,
        created_at=at,
    )
    record(reach.helper, "introductions.led_on", row, at=at)
    put_before(row, at)
    return row


@transaction.atomic
def agree(*, by: Member, public_id: str, line: str, at: datetime) -> Introduction:
    """Lead the seeker on, with a line: to who is asked for, or to who knows them."""
    line = clean_text(line)[:LONGEST]
    if not line:
        raise LineMissing
    row = hold_introduction(by, public_id, Who.INTRODUCER, at)
    row.line = line
    _go_on(row, Stage.PASSED if row.middle_id else Stage.OFFERED, Who.INTRODUCER, at)
    return row


@transaction.atomic
def pass_on(*, by: Member, public_id: str, line: str, at: datetime) -> Introduction:
    """Lead the seeker on from the middle; a line of one's own is welcome, the first one is there."""
    row = hold_introduction(by, public_id, Who.MIDDLE, at)
    row.middle_line = clean_text(line)[:LONGEST]
    _go_on(row, Stage.OFFERED, Who.MIDDLE, at)
    return row


@transaction.atomic
def say_yes(*, by: Member, public_id: str, gives: list[str], at: datetime) -> Introduction:
    """Say yes as who is asked for: the introduction is made."""
    row = hold_introduction(by, public_id, Who.TARGET, at)
    if row.introducer is None:
        raise NotThere
    move(row, Stage.MADE, Who.TARGET)
    come_true(row, gives=gives, at=at)
    row.save()
    record(by, "introductions.made", row, at=at)
    return row


@transaction.atomic
def say_no(*, by: Member, public_id: str, who: Who, at: datetime) -> Introduction:
    """Say no in silence: the seeker, and who led them here, see it wait until its date."""
    row = hold_introduction(by, public_id, who, at)
    move(row, Stage.DECLINED, who)
    row.save()
    return row


@transaction.atomic
def think_again(*, by: Member, public_id: str, who: Who, at: datetime) -> Introduction:
    """Take a silent no back."""
    row = hold_introduction(by, public_id, who, at)
    silent_at = Stage(row.silent_at) if row.silent_at else None
    if not may_think_again(Stage(row.stage), silent_at, who):
        raise NotThere
    row.stage, row.silent_at = row.silent_at, ""
    row.save()
    return row


@transaction.atomic
def answer_with_word(*, by: Member, public_id: str, word: Word, at: datetime) -> Introduction:
    """Tell the seeker a word instead of nothing."""
    row = hold_introduction(by, public_id, Who.INTRODUCER, at)
    move(row, Stage.WORD, Who.INTRODUCER)
    row.word = word
    row.save()
    notify(recipient=row.seeker, kind=WORD, about=row.public_id, at=at)
    return row


@transaction.atomic
def withdraw(*, by: Member, public_id: str, at: datetime) -> Introduction:
    """Take back what one asked for; nobody finds it any more."""
    row = hold_introduction(by, public_id, Who.SEEKER, at, whoever_is_there=True)
    move(row, Stage.WITHDRAWN, Who.SEEKER)
    row.save()
    return row


def _go_on(row: Introduction, to: Stage, who: Who, at: datetime) -> None:
    """Lead it on to the next, who must be there and tied with the one before."""
    move(row, to, who)
    giver, taker = getattr(row, who.value), row.middle if to is Stage.PASSED else row.target
    if taker is None or not MutualTie.objects.live().between(giver, taker).exists():
        raise NotThere
    row.save()
    record(giver, "introductions.led_on", row, at=at)
    put_before(row, at)
