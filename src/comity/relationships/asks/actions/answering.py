"""What one who may help says: "I can", "I know someone", "not now". The asker learns a yes, and nothing else."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from comity.foundation.core.text import clean_text
from comity.people.contacts.models import Contact
from comity.people.members.actions.pairs import NotThere
from comity.people.members.models import Member
from comity.people.messaging.actions.opening import open_thread
from comity.people.notifications.actions.telling import forget
from comity.relationships.asks.actions.holding import hold_reach
from comity.relationships.asks.actions.rounds import release_others, tell_asker
from comity.relationships.asks.enums import ANSWERED, OVER, REACHED, Reached, State
from comity.relationships.asks.models import Reach
from comity.relationships.asks.registry import OnYes, on_yes
from comity.relationships.asks.rules.states import ASKED, may_answer
from comity.relationships.mutual.actions.asking import remember_favour
from comity.relationships.ties.enums import FavourState

LONGEST_LINE = 1000


@transaction.atomic
def say_can(*, by: Member, public_id: str, line: str = "", at: datetime) -> Reach:
    """Say that one can help oneself: the asker learns who, and the two write to each other."""
    reach = _move(hold_reach(by, public_id, at), Reached.YES, line, at)
    remember_favour(asker=reach.ask.asker, asked=by, what=reach.ask.text, state=FavourState.OFFERED, at=at)
    settle_yes(reach, at)
    _begin_to_write(reach, at)
    return reach


@transaction.atomic
def say_knows(*, by: Member, public_id: str, contact: str, line: str, at: datetime) -> Reach:
    """Ask somebody of one's own book in turn: a member here, anybody else by one's own mail.

    The others keep the ask meanwhile: what they lost by it would tell them.
    """
    reach = hold_reach(by, public_id, at)
    card = Contact.objects.visible_to(by).current().filter(public_id=contact).select_related("member").first()
    if card is None or card.member_id == reach.ask.asker_id:
        raise NotThere
    reach = _move(reach, Reached.ASKING, line, at, contact=card)
    if entry := taker_of(reach, card):
        entry.begin(reach, card, reach.line, at)
    return reach


@transaction.atomic
def say_not_now(*, by: Member, public_id: str, at: datetime) -> Reach:
    """Say no in silence: nothing follows from it."""
    reach = hold_reach(by, public_id, at)
    if reach.state not in ASKED:
        raise NotThere
    return _move(reach, Reached.DECLINED, "", at)


@transaction.atomic
def think_again(*, by: Member, public_id: str, at: datetime) -> Reach:
    """Take a silent no back."""
    return _move(hold_reach(by, public_id, at), Reached.WAITING, "", at)


@transaction.atomic
def say_how_it_went(*, by: Member, public_id: str, can: bool, at: datetime) -> Reach:
    """Say what came of a mail to somebody who is no member: they can, or it came to nothing and one may ask another."""
    reach = hold_reach(by, public_id, at)
    if reach.state != Reached.ASKING or is_asked_here(reach):
        raise NotThere
    if not can:
        return _may_ask_another(reach)
    reach.state, reach.answered_at = Reached.YES, at
    reach.save(update_fields=["state", "answered_at", "changed_at"])
    remember_favour(asker=reach.ask.asker, asked=by, what=reach.ask.text, state=FavourState.OFFERED, at=at)
    settle_yes(reach, at)
    _begin_to_write(reach, at)
    return reach


def taker_of(reach: Reach, card: Contact) -> OnYes | None:
    """Return how a card can be asked here; None where its owner writes themself."""
    return next((one for one in on_yes.values() if one.takes(reach, card)), None)


def is_asked_here(reach: Reach) -> bool:
    """Tell whether whom a helper asks in turn was asked here, and not by mail. One query."""
    return any(one.began(reach) for one in on_yes.values())


def settle_yes(reach: Reach, at: datetime) -> None:
    """Let the ask have its yes, also after its date; the asker is told. Both are held.

    Another may follow, from somebody who was asked in turn before the first came: it is as good.
    """
    ask = reach.ask
    if ask.state not in (State.OPEN, State.OVER, State.YES):
        raise NotThere
    is_first = ask.state != State.YES
    if is_first:
        ask.state, ask.ended_at = State.YES, at
        ask.save(update_fields=["state", "ended_at", "changed_at"])
    release_others(reach)
    forget(kind=OVER, about=ask.public_id)
    tell_asker(ask, ANSWERED, at, again=not is_first)


def came_true(reach: Reach, at: datetime) -> None:
    """Note that whom a helper asked in turn said yes."""
    reach.state, reach.answered_at = Reached.YES, at
    reach.save(update_fields=["state", "answered_at", "changed_at"])
    settle_yes(reach, at)


def _may_ask_another(reach: Reach) -> Reach:
    reach.state = Reached.PASSED if reach.ask.state == State.OPEN else Reached.DECLINED
    reach.contact, reach.answered_at = None, None
    reach.save()
    return reach


def source_of(reach: Reach) -> str:
    """Return by what the conversation of two over an ask is found again."""
    return f"ask:{reach.public_id}"


def _begin_to_write(reach: Reach, at: datetime) -> None:
    asker, helper = reach.ask.asker, reach.helper
    open_thread(
        members=[asker, helper],
        title=_("An ask"),
        source=source_of(reach),
        first_words=reach.line or _("I can help with this."),
        by=helper,
        at=at,
    )


def _move(reach: Reach, to: Reached, line: str, at: datetime, *, contact: Contact | None = None) -> Reach:
    if reach.ask.state != State.OPEN or not may_answer(Reached(reach.state), to):
        raise NotThere
    reach.state, reach.answered_at, reach.contact = to, at, contact
    reach.line = clean_text(line)[:LONGEST_LINE]
    reach.save()
    forget(kind=REACHED, about=reach.public_id)
    return reach
