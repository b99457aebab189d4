"""Eight hands at once on an ask and on an introduction: one outcome, whatever comes first."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction

from comity.people.contacts.models import Contact
from comity.people.members.actions.blocks import block_member
from comity.people.members.actions.locking import lock_members
from comity.people.members.actions.pairs import NotThere
from comity.people.members.models import Block, Member
from comity.people.messaging.models import Thread
from comity.relationships.asks.actions import answering, asking
from comity.relationships.asks.actions.over import go_on
from comity.relationships.asks.enums import Reached, State
from comity.relationships.asks.models import Ask, Reach
from comity.relationships.introductions.actions import leading
from comity.relationships.introductions.actions.parting import erase_introductions
from comity.relationships.introductions.enums import Stage
from comity.relationships.introductions.models import Introduction
from comity.relationships.introductions.rules.stages import OF_ASK_LASTS, Who
from comity.relationships.ties.models import Favour
from comity.relationships.touch.models import FollowUp
from tests.relationships.asks.people import asks
from tests.relationships.mutual.people import NOW, at_once, tied

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]

ROUNDS = 4
LATER = NOW + timedelta(hours=1)


def offered(ada: Member, ben: Member, cleo: Member) -> Introduction:
    """Let Ada ask and Ben lead her to Cleo, who has it before her."""
    for one, other in ((ada, ben), (ben, cleo)):
        tied(one, other)
    ask = asks(ada, "somebody who likes old houses")
    reach = ask.reaches.get(helper=ben)
    card = Contact.objects.get(owner=ben, member=cleo)
    answering.say_knows(by=ben, public_id=reach.public_id, contact=card.public_id, line="Hello", at=NOW)
    return Introduction.objects.get()


def clear() -> None:
    for model in (Introduction, Ask, Thread, FollowUp, Favour, Block):
        model.objects.all().delete()


def agree() -> None:
    """See that all that follows a yes is there once, or nothing of it."""
    made = Introduction.objects.filter(stage=Stage.MADE).count()
    assert Thread.objects.filter(source__startswith="introduction:").count() == made
    assert FollowUp.objects.count() == 2 * made
    assert Favour.objects.count() == 2 * made
    assert Ask.objects.filter(state=State.YES).count() == made
    assert Reach.objects.filter(state=Reached.YES).count() == made


def refused(got: list[object]) -> int:
    assert not [one for one in got if isinstance(one, Exception) and not isinstance(one, NotThere)], got
    return sum(isinstance(one, NotThere) for one in got)


def test_eight_times_yes_is_one(ada: Member, ben: Member, cleo: Member) -> None:
    for _ in range(ROUNDS):
        row = offered(ada, ben, cleo)
        yes = lambda: leading.say_yes(by=cleo, public_id=row.public_id, gives=[], at=LATER)  # noqa: B023, E731
        assert refused(at_once(*[yes] * 8)) == 7
        agree()
        clear()


def test_yes_and_no_at_once_are_one_of_them(ada: Member, ben: Member, cleo: Member) -> None:
    for _ in range(ROUNDS):
        row = offered(ada, ben, cleo)
        yes = lambda: leading.say_yes(by=cleo, public_id=row.public_id, gives=[], at=LATER)  # noqa: B023, E731
        no = lambda: leading.say_no(by=cleo, public_id=row.public_id, who=Who.TARGET, at=LATER)  # noqa: B023, E731
        assert refused(at_once(*[yes, no] * 4)) == 7
        agree()
        clear()


def test_yes_and_withdrawn_at_once(ada: Member, ben: Member, cleo: Member) -> None:
    for _ in range(ROUNDS):
        row = offered(ada, ben, cleo)
        ask = Ask.objects.get()
        yes = lambda: leading.say_yes(by=cleo, public_id=row.public_id, gives=[], at=LATER)  # noqa: B023, E731
        off = lambda: asking.withdraw(by=ada, public_id=ask.public_id, at=LATER)  # noqa: B023, E731
        assert refused(at_once(*[yes, off] * 4)) == 7
        ask.refresh_from_db()
        assert ask.state in (State.YES, State.WITHDRAWN)
        agree()
        clear()


@transaction.atomic
def erased(member: Member) -> None:
    """Erase as an account is erased: whoever goes is held first."""
    lock_members([member])
    erase_introductions(member)


def test_a_block_or_an_erasure_and_a_yes_at_once(ada: Member, ben: Member, cleo: Member) -> None:
    for number in range(ROUNDS):
        row = offered(ada, ben, cleo)
        yes = lambda: leading.say_yes(by=cleo, public_id=row.public_id, gives=[], at=LATER)  # noqa: B023, E731
        block = lambda: block_member(by=ada, other=cleo, at=LATER)  # noqa: E731
        erase = lambda: erased(ben)  # noqa: E731
        refused(at_once(yes, (block, erase)[number % 2], yes, yes))
        row.refresh_from_db()
        assert row.stage in (Stage.MADE, Stage.DECLINED)
        assert Thread.objects.filter(source=f"introduction:{row.public_id}").exists() is bool(row.made_at)
        clear()


def test_two_helpers_who_say_yes_at_once(ada: Member, ben: Member, cleo: Member, olga: Member) -> None:
    for _ in range(ROUNDS):
        for one in (ben, cleo, olga):
            tied(ada, one)
        ask = asks(ada, "somebody who likes old houses")
        acts = [
            lambda reach=reach: answering.say_can(by=reach.helper, public_id=reach.public_id, at=LATER)
            for reach in ask.reaches.select_related("helper")
        ]
        assert refused(at_once(*acts, *acts)) == 5
        assert Reach.objects.filter(state=Reached.YES).count() == Thread.objects.count() == 1
        assert Reach.objects.filter(state=Reached.RELEASED).count() == 2
        clear()


def test_the_date_and_a_yes_at_once(ada: Member, ben: Member, cleo: Member) -> None:
    date = NOW + timedelta(days=5)
    for _ in range(ROUNDS):
        row = offered(ada, ben, cleo)
        assert date < NOW + OF_ASK_LASTS
        yes = lambda: leading.say_yes(by=cleo, public_id=row.public_id, gives=[], at=date)  # noqa: B023, E731
        over = lambda: go_on(now=date)  # noqa: E731
        assert refused(at_once(*[yes, over] * 4)) == 3
        assert Ask.objects.get().state == State.YES, "a yes after the date is a yes"
        agree()
        clear()
