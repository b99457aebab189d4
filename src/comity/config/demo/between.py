"""What the personas of the demo have with each other and with members: ties, meetings, requests, favours."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from comity.people.contacts.models import ContactValue
from comity.people.members.models import Detail, Member
from comity.people.notifications.actions.reading import mark_all_read
from comity.relationships.mutual.actions.asking import ask_favour, say_yes
from comity.relationships.mutual.actions.favours import move_shared_favour
from comity.relationships.mutual.actions.lending import lend_tie
from comity.relationships.mutual.actions.meeting.confirming import confirm_meeting
from comity.relationships.mutual.actions.meeting.showing import Terms, show_code
from comity.relationships.mutual.actions.requests import accept_request, ask_for_tie
from comity.relationships.mutual.models import TieRequest
from comity.relationships.mutual.queries.codes import token_of
from comity.relationships.mutual.queries.giving import ADDRESS, HEADLINE, POSITION
from comity.relationships.ties.enums import FavourState, Lending
from comity.relationships.ties.models import Favour
from comity.relationships.touch.actions.mornings import morning
from comity.relationships.touch.actions.nudging import make_nudges
from comity.relationships.touch.actions.settling import settle_book
from comity.relationships.touch.queries.facts import zone_of
from comity.relationships.touch.rules.days import is_waking_hour

GIVES: Final = (HEADLINE, POSITION, ADDRESS)
NEWS_FOR: Final = timedelta(days=10)  # what was told before was read
Personas = Mapping[str, Member]
NOTES: Final = (
    "We sat at one table at the autumn meeting; you had the better question.",
    "You answered me on permits last year. I would like to stay in touch.",
    "Ben said we should know each other.",
)


def tie_personas(who: Personas, now: datetime) -> None:
    """Let the five know each other in the ways there are: requests, and meetings that both confirm."""
    ada, ben, cleo, dao, olga = (who[key] for key in ("ada", "ben", "cleo", "dao", "olga"))
    _tie(ada, olga, "You run this place so well that I never see you.", now - timedelta(days=190))
    _tie(dao, ben, "Your talk on meters was the best of the day.", now - timedelta(days=150))
    _tie(cleo, olga, "", now - timedelta(days=95))
    _meet(ben, ada, "Halle, the heat workshop", now - timedelta(days=14))
    _meet(olga, dao, "Copenhagen, the office", now - timedelta(days=7))
    _say_later(ada, dao, "The station, platform 9", now - timedelta(days=2))
    _say_later(ben, olga, "Aarhus, the conference", now - timedelta(days=1))
    _say_later(olga, cleo, "The autumn meeting", now - timedelta(days=3))
    ask_for_tie(
        by=cleo, other=ben, note="I read what you sign in Aarhus. Coffee?", at=now - timedelta(days=1)
    )
    lend_tie(by=ada, other=olga, lends=Lending.YES)
    lend_tie(by=olga, other=ada, lends=Lending.YES)
    lend_tie(by=cleo, other=olga, lends=Lending.NO)


def tie_members(owner: Member, chance: random.Random, now: datetime) -> None:
    """Tie ``owner`` with some members whose cards they have; let requests wait in both directions."""
    addresses = ContactValue.objects.visible_to(owner).filter(kind="email").values("value")
    shown = Detail.objects.filter(kind="email", audience_kind="members", value__in=addresses)
    known = [detail.owner for detail in shown.exclude(owner=owner).select_related("owner").order_by("pk")]
    for number, member in enumerate(known[:5]):
        at = now - timedelta(days=chance.randint(20, 500))
        _tie(*((owner, member) if number % 2 else (member, owner)), NOTES[number % 3], at)
        if number < 2:
            lend_tie(by=owner, other=member, lends=Lending.YES)
    others = Member.objects.filter(welcomed_at=None).exclude(pk__in=[member.pk for member in known])
    *asking, asked = chance.sample(list(others.order_by("pk")), 3)
    for number, member in enumerate(asking):
        at = now - timedelta(days=number + 1, hours=3)
        ask_for_tie(by=member, other=owner, note=NOTES[number], at=at)
    ask_for_tie(by=owner, other=asked, note=NOTES[1], at=now - timedelta(days=4))


def ask_favours(who: Personas, now: datetime) -> None:
    """Let favours be asked among the five: done and thanked, promised, and one that waits for each of two."""
    ada, ben, dao, olga = (who[key] for key in ("ada", "ben", "dao", "olga"))
    _done(ada, olga, "A room for forty in November, for nothing", now - timedelta(days=80))
    _done(dao, ben, "Half an hour on hiring a first engineer", now - timedelta(days=40))
    promised = ask_favour(
        by=ada, other=ben, what="The contact of your city council", at=now - timedelta(days=9)
    )
    say_yes(by=ben, public_id=promised.public_id, word="With pleasure.", at=now - timedelta(days=8))
    ask_favour(
        by=olga,
        other=ada,
        what="Would you read the rules of the mentoring round before they go out? Two pages.",
        at=now - timedelta(days=1),
    )
    ask_favour(
        by=dao, other=olga, what="Who of the three hundred has managed engineers?", at=now - timedelta(days=2)
    )


def let_mornings_come(who: Personas, now: datetime) -> None:
    """Work books out and remind as each morning does, three in a row; what was told long ago was read."""
    for owner in who.values():
        settle_book(owner, at=now)
        at = _while_awake(owner, now)
        for days in (2, 1):
            make_nudges(owner=owner, at=at - timedelta(days=days))
        mark_all_read(by=owner, until=now - NEWS_FOR, at=now)
    morning(at=_while_awake(next(iter(who.values())), now))


def _while_awake(owner: Member, at: datetime) -> datetime:
    """Return the last waking hour of ``owner`` until ``at``."""
    while not is_waking_hour(zone_of(owner), at):
        at -= timedelta(hours=1)
    return at


def _tie(asker: Member, asked: Member, note: str, at: datetime) -> None:
    made = ask_for_tie(by=asker, other=asked, note=note, at=at - timedelta(days=1))
    if isinstance(made, TieRequest):
        accept_request(by=asked, public_id=made.public_id, at=at)


def _meet(shower: Member, scanner: Member, place: str, at: datetime) -> None:
    terms = Terms(GIVES, place, 14)
    code = show_code(by=shower, terms=terms, at=at)
    confirm_meeting(by=scanner, token=token_of(code), terms=terms, at=at + timedelta(minutes=1))


def _say_later(shower: Member, scanner: Member, place: str, at: datetime) -> None:
    """Let ``scanner`` use a code that ``shower`` kept on the phone: it waits for the yes of ``shower``."""
    code = show_code(by=shower, terms=Terms(GIVES, place, 14), at=at, is_spare=True)
    later = at + timedelta(hours=20)
    confirm_meeting(by=scanner, token=token_of(code), terms=Terms(GIVES, "", 14), at=later, on=later.date())


def _done(asker: Member, asked: Member, what: str, at: datetime) -> None:
    ask = ask_favour(by=asker, other=asked, what=what, at=at)
    say_yes(by=asked, public_id=ask.public_id, at=at + timedelta(days=1))
    for by, to, days in ((asked, FavourState.DONE, 6), (asker, FavourState.THANKED, 7)):
        side = Favour.objects.visible_to(by).get(shared_key=ask.public_id)
        move_shared_favour(by=by, public_id=side.public_id, to=to, at=at + timedelta(days=days))
