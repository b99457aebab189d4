"""The sealed ask from end to end, by its actions: who is asked, who learns what, and what everybody has afterwards."""

from __future__ import annotations

from datetime import timedelta

import pytest

from comity.people.members.models import Member
from comity.people.messaging.models import Thread
from comity.people.notifications.models import Notice
from comity.relationships.asks.actions import answering, asking
from comity.relationships.asks.actions.over import go_on
from comity.relationships.asks.enums import ANSWERED, OVER, State
from comity.relationships.asks.models import Ask
from comity.relationships.asks.queries.asks import own_ask, own_asks
from comity.relationships.asks.queries.book import fitting_in_book
from comity.relationships.asks.queries.reaches import waiting_reaches
from comity.relationships.asks.queries.sections import on_today
from comity.relationships.asks.queries.steps import steps_for
from comity.relationships.introductions.actions import afterwards, leading
from comity.relationships.introductions.models import Introduction
from comity.relationships.introductions.queries.introductions import introduction_for, waiting_introductions
from comity.relationships.ties.models import Favour
from comity.relationships.touch.models import FollowUp
from tests.factories.book import add_card
from tests.relationships.mutual.people import NOW, card_of, tied

LATER = NOW + timedelta(hours=2)


@pytest.fixture
def ask(ada: Member, ben: Member, cleo: Member) -> Ask:
    """Let Ada ask her network, which is Ben; his book holds Cleo, who worked there, and somebody who is no member."""
    tied(ada, ben)
    tied(ben, cleo)
    card_of(ben, cleo).__class__.objects.filter(owner=ben, member=cleo).update(organization="Nordwind GmbH")
    add_card(ben, "Zoë Quillfeather", ("email", "zoe@example.com"), organization="Nordwind")
    begun = asking.begin_ask(by=ada, text="someone who worked at Nordwind", at=NOW)
    assert (begun.kind, begun.organization, begun.state) == ("insider", "Nordwind", State.DRAFT)
    return asking.send_to_network(by=ada, public_id=begun.public_id, at=NOW)


def test_a_yes_of_all_three_makes_an_introduction(ask: Ask, ada: Member, ben: Member, cleo: Member) -> None:
    [reach] = waiting_reaches(ben, NOW)
    assert not waiting_reaches(cleo, NOW)
    assert on_today(ben, NOW) == {"reaches": [reach], "has_more": False}
    assert on_today(cleo, NOW) is None
    people = fitting_in_book(ben, reach.ask)
    assert {(one.name, one.is_member) for one in people} == {(cleo.name, True), ("Zoë Quillfeather", False)}
    hers = next(one.public_id for one in people if one.is_member)
    answering.say_knows(by=ben, public_id=reach.public_id, contact=hers, line="She is careful.", at=NOW)
    seen = own_ask(ada, ask.public_id, NOW)
    assert seen is not None
    assert (seen.state, seen.helper) == (State.OPEN, None), "the asker learns a yes alone"
    assert not Notice.objects.filter(recipient=ada, kind=ANSWERED).exists()
    assert introduction_for(ada, Introduction.objects.get().public_id, NOW) is None
    [offered] = waiting_introductions(cleo, NOW)
    assert (offered.row.note, offered.row.line) == (ask.text, "She is careful.")
    row = leading.say_yes(by=cleo, public_id=offered.row.public_id, gives=["email"], at=LATER)
    thread = Thread.objects.get(source=f"introduction:{row.public_id}")
    assert {seat.member for seat in thread.seats.all()} == {ada, ben, cleo}
    assert {one.owner for one in FollowUp.objects.all()} == {ada, cleo}
    afterwards.thank(by=ada, public_id=row.public_id, at=LATER)
    assert {(one.owner, one.state) for one in Favour.objects.all()} == {(ada, "thanked"), (ben, "thanked")}
    seen = own_ask(ada, ask.public_id, LATER)
    assert seen is not None
    assert (seen.state, seen.helper) == (State.YES, ben)


def test_at_the_date_there_is_a_next_step(ask: Ask, ada: Member, ben: Member) -> None:
    date = NOW + timedelta(days=5)
    assert go_on(now=date - timedelta(seconds=1)) == (0, 0)
    assert go_on(now=date) == (1, 0)
    assert go_on(now=date) == (0, 0)
    assert Notice.objects.filter(recipient=ada, kind=OVER).count() == 1
    assert not waiting_reaches(ben, date)
    seen = own_ask(ada, ask.public_id, date)
    assert seen is not None
    assert seen.state == State.OVER
    assert len(steps_for(ada, seen)) >= 2
    with pytest.raises(asking.NobodyToAsk):
        asking.widen(by=ada, public_id=ask.public_id, at=date)
    assert own_asks(ada, date)[0].state == State.OVER, "the ask is as it was"
