"""Asking a favour of somebody with whom one has a mutual tie, and the answer."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from django.db import transaction
from django.utils import timezone

from comity.foundation.core.text import clean_line, clean_text
from comity.people.contacts.models import Contact
from comity.people.load.queries import with_room
from comity.people.members.actions.pairs import NotThere, hold_pair
from comity.people.members.models import Member
from comity.people.notifications.actions.telling import forget, notify
from comity.relationships.mutual.enums import FAVOUR_ANSWERED, FAVOUR_ASKED, Answer
from comity.relationships.mutual.models import FavourAsk, MutualTie
from comity.relationships.mutual.rules.favours import (
    LASTS,
    MOST_WAITING,
    OPEN,
    answer_at,
    may_answer,
    may_be_later,
)
from comity.relationships.mutual.rules.requests import Who
from comity.relationships.ties.actions.favours import do_move_favour
from comity.relationships.ties.enums import FavourState, Helped
from comity.relationships.ties.models import Favour


class EnoughWaits(Exception):
    """So many favours asked of this member wait for an answer that no more may be asked now."""


class DayIsOver(Exception):
    """ "Later" means a day to come, within a year."""


@transaction.atomic
def ask_favour(*, by: Member, other: Member, what: str, at: datetime) -> FavourAsk:
    """Ask ``other``, who reads it when their week has room, and may say yes, later or no; the asker remembers it at once."""
    by, other = hold_pair(by, other)
    card = _card(by, other)
    if card is None or not MutualTie.objects.live().between(by, other).exists():
        raise NotThere
    waiting = FavourAsk.objects.filter(asker=by, asked=other, state__in=OPEN, expires_at__gt=at)
    if waiting.count() >= MOST_WAITING:
        raise EnoughWaits
    has_room = bool(with_room([other.pk], at))
    ask = FavourAsk.objects.create(
        asker=by,
        asked=other,
        what=clean_text(what),
        created_at=at,
        expires_at=at + LASTS,
        reached_at=at if has_room else None,
    )
    _remember(by, card, Helped.ME, ask, at)
    if has_room:
        notify(recipient=other, kind=FAVOUR_ASKED, about=ask.public_id, at=at)
    return ask


@transaction.atomic
def say_yes(*, by: Member, public_id: str, word: str = "", at: datetime) -> FavourAsk:
    """Promise the favour: both remember it as promised."""
    ask, asker, asked = hold_ask(by, public_id, Who.ASKED, at)
    _answer(ask, Answer.YES, Who.ASKED, at, word=word)
    for side in _sides(ask, asked, asker, at):
        do_move_favour(side, FavourState.OFFERED, on=timezone.localdate(at))
    return ask


def remember_favour(*, asker: Member, asked: Member, what: str, state: FavourState, at: datetime) -> str:
    """Let both remember a favour that came of an ask of another kind; return the public id of what they share.

    Within the caller's transaction, with both held. Where they have no mutual tie any more, nobody's memory changes.
    """
    cards = {Helped.ME: (asker, _card(asker, asked)), Helped.THEM: (asked, _card(asked, asker))}
    if not MutualTie.objects.live().between(asker, asked).exists():
        return ""
    ask = FavourAsk.objects.create(
        asker=asker,
        asked=asked,
        what=what,
        state=Answer.YES,
        created_at=at,
        answered_at=at,
        expires_at=at + LASTS,
    )
    for helped, (owner, card) in cards.items():
        if card is not None:
            do_move_favour(_remember(owner, card, helped, ask, at), state, on=timezone.localdate(at))
    return ask.public_id


@transaction.atomic
def say_later(*, by: Member, public_id: str, until: date, word: str = "", at: datetime) -> FavourAsk:
    """Put the answer off to a day, on which it comes back; the asker learns the day."""
    if not may_be_later(until, timezone.localdate(at)):
        raise DayIsOver
    ask, asker, asked = hold_ask(by, public_id, Who.ASKED, at)
    ask.until = until
    ask.expires_at = max(ask.expires_at, datetime.combine(until, time(), UTC) + LASTS)
    _answer(ask, Answer.LATER, Who.ASKED, at, word=word)
    _sides(ask, asked, asker, at)
    return ask


@transaction.atomic
def say_no(*, by: Member, public_id: str, word: str = "", at: datetime) -> FavourAsk:
    """Say no: in silence, or with a word that the asker reads."""
    ask, _, _ = hold_ask(by, public_id, Who.ASKED, at)
    if not clean_line(word, 300):
        _move(ask, Answer.DECLINED, Who.ASKED)
        ask.answered_at = at
        ask.save(update_fields=["state", "answered_at", "changed_at"])
        forget(kind=FAVOUR_ASKED, about=ask.public_id)
        return ask
    _answer(ask, Answer.REFUSED, Who.ASKED, at, word=word)
    for side in Favour.objects.filter(shared_key=ask.public_id):
        do_move_favour(side, FavourState.DECLINED, on=timezone.localdate(at))
    return ask


@transaction.atomic
def think_again(*, by: Member, public_id: str, at: datetime) -> None:
    """Take a silent no back: the favour waits for an answer again."""
    ask, _, _ = hold_ask(by, public_id, Who.ASKED, at)
    _move(ask, Answer.WAITING, Who.ASKED)
    if ask.until:
        ask.state = Answer.LATER
    ask.answered_at = None
    ask.save(update_fields=["state", "answered_at", "changed_at"])


@transaction.atomic
def withdraw_ask(*, by: Member, public_id: str, at: datetime) -> None:
    """Take a favour one asked for back; it came to nothing."""
    ask, _, _ = hold_ask(by, public_id, Who.ASKER, at)
    _move(ask, Answer.WITHDRAWN, Who.ASKER)
    ask.save(update_fields=["state", "changed_at"])
    forget(kind=FAVOUR_ASKED, about=ask.public_id)
    for side in Favour.objects.filter(shared_key=ask.public_id):
        do_move_favour(side, FavourState.DECLINED, on=timezone.localdate(at))


def hold_ask(by: Member, public_id: str, who: Who, at: datetime) -> tuple[FavourAsk, Member, Member]:
    """Hold both members and return the ask as it is then; only its ``who`` reaches it."""
    mine = FavourAsk.objects.visible_to(by).filter(**{who.value: by}).select_related("asker", "asked")
    found = mine.filter(public_id=public_id).first()
    if found is None:
        raise NotThere
    asker, asked = hold_pair(found.asker, found.asked)
    ask = FavourAsk.objects.filter(pk=found.pk).first()
    if ask is None:
        raise NotThere
    ask.state = answer_at(Answer(ask.state), expires_at=ask.expires_at, now=at)
    return ask, asker, asked


def _move(ask: FavourAsk, to: Answer, who: Who) -> None:
    if not may_answer(Answer(ask.state), to, who):
        raise NotThere
    ask.state = to


def _answer(ask: FavourAsk, to: Answer, who: Who, at: datetime, *, word: str) -> None:
    """Write an answer the asker reads, and tell them."""
    _move(ask, to, who)
    ask.word, ask.answered_at = clean_line(word, 300), at
    ask.save()
    forget(kind=FAVOUR_ASKED, about=ask.public_id)
    forget(kind=FAVOUR_ANSWERED, about=ask.public_id)
    notify(recipient=ask.asker, kind=FAVOUR_ANSWERED, about=ask.public_id, at=at)


def _sides(ask: FavourAsk, asked: Member, asker: Member, at: datetime) -> list[Favour]:
    """Return both memories; the one of who was asked is made with their first answer."""
    sides = list(Favour.objects.filter(shared_key=ask.public_id))
    card = _card(asked, asker)
    if card is not None and all(side.owner_id != asked.pk for side in sides):
        sides.append(_remember(asked, card, Helped.THEM, ask, at))
    return sides


def _remember(owner: Member, card: Contact, helped: Helped, ask: FavourAsk, at: datetime) -> Favour:
    return Favour.objects.create(
        owner=owner,
        contact=card,
        helped=helped,
        what=ask.what_for(owner),
        state=FavourState.ASKED,
        on=timezone.localdate(at),
        shared_key=ask.public_id,
        words_of=None if owner.pk == ask.asker_id else ask.asker,
    )


def _card(owner: Member, member: Member) -> Contact | None:
    return Contact.objects.visible_to(owner).filter(member=member, merged_into=None).first()
