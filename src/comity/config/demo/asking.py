"""What the personas of the demo are looking for: asks in every state, and introductions that came of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from comity.foundation.core.ids import new_public_id
from comity.people.contacts.models import Contact
from comity.people.members.models import Member
from comity.relationships.asks.actions.answering import say_can, say_knows
from comity.relationships.asks.actions.asking import begin_ask, send_to_network
from comity.relationships.asks.models import Ask, Reach
from comity.relationships.asks.queries.helpers import helpers_for, ties_of
from comity.relationships.asks.rules.states import PARALLEL
from comity.relationships.introductions.actions.afterwards import thank
from comity.relationships.introductions.actions.leading import say_yes
from comity.relationships.introductions.models import Introduction

DRAWS: Final = 60
Personas = Mapping[str, Member]


def ask_networks(who: Personas, now: datetime) -> None:
    """Let the five ask: one is answered, one waits for each of two, one came to nothing, one is not sent."""
    ada, ben, cleo, dao, olga = (who[key] for key in ("ada", "ben", "cleo", "dao", "olga"))
    _lead_to_ada(who, now)
    _ask(ada, "advice on moving a small team to a four-day week", now - timedelta(days=30))
    speaker = _ask(ada, "somebody who has led a grid co-operative", now - timedelta(days=21), before=olga)
    _can(olga, speaker, "I was one of three for six years. Ask me anything.", now - timedelta(days=20))
    _ask(ben, "someone who works at Copperline Data", now - timedelta(days=1))
    _ask(dao, "someone who worked at Stadtwerke Leipzig-West", now - timedelta(hours=20))
    begin_ask(by=cleo, text="an insider at a public pension fund", at=now - timedelta(hours=3))
    begin_ask(by=ada, text="jemanden, der bei Copperline Data arbeitet", at=now - timedelta(hours=2))
    lawyer = _ask(
        ada, "a lawyer who has seen Rhône Mobilité from inside", now - timedelta(days=12), before=olga
    )
    _knows(
        olga, lawyer, cleo, "Cleo reads what others sign. You will like each other.", now - timedelta(days=11)
    )
    for row in Introduction.objects.filter(seeker=ada, target=cleo):
        say_yes(by=cleo, public_id=row.public_id, gives=["headline"], at=now - timedelta(days=10))
        thank(by=ada, public_id=row.public_id, at=now - timedelta(days=9))


def _lead_to_ada(who: Personas, now: datetime) -> None:
    """Let Ben introduce somebody whom Ada does not know; she has not answered yet."""
    ada, ben = who["ada"], who["ben"]
    strangers = Member.objects.filter(pk__in=ties_of(ben)).exclude(pk__in=ties_of(ada))
    seeker = strangers.exclude(pk__in=[one.pk for one in who.values()]).order_by("pk").first()
    if seeker is not None:
        plans = "someone at Stadtwerke Leipzig-West who plans grids"
        grid = _ask(seeker, plans, now - timedelta(days=2), before=ben)
        line = (
            "We shared a panel on storage in spring; a good listener. You would have much to tell each other."
        )
        _knows(ben, grid, ada, line, now - timedelta(hours=20))


def _ask(by: Member, text: str, at: datetime, *, before: Member | None = None) -> Ask:
    """Ask somebody's network; the lot, which the ask's id draws, is drawn anew until it falls to ``before``."""
    ask = begin_ask(by=by, text=text, at=at)
    for _ in range(DRAWS):
        if before is None or before.pk in helpers_for(ask, at)[:PARALLEL]:
            break
        ask.public_id = new_public_id()
    ask.save()
    return send_to_network(by=by, public_id=ask.public_id, at=at)


def _can(by: Member, ask: Ask, line: str, at: datetime) -> None:
    if reach := _put_before(by, ask):
        say_can(by=by, public_id=reach.public_id, line=line, at=at)


def _knows(by: Member, ask: Ask, other: Member, line: str, at: datetime) -> None:
    card = Contact.objects.visible_to(by).filter(member=other).first()
    reach = _put_before(by, ask)
    if card and reach:
        say_knows(by=by, public_id=reach.public_id, contact=card.public_id, line=line, at=at)


def _put_before(helper: Member, ask: Ask) -> Reach | None:
    """Return the ask as it is before somebody, if it is."""
    return Reach.objects.filter(ask=ask, helper=helper, reached_at__isnull=False).first()
