"""What nobody answered in time is closed, and never over what either does at that moment."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, transaction

from comity.people.members.models import Member
from comity.relationships.mutual.actions import asking
from comity.relationships.mutual.actions.tidying import end_what_is_over
from comity.relationships.mutual.enums import Answer
from comity.relationships.mutual.models import FavourAsk
from comity.relationships.mutual.rules.favours import LASTS
from comity.relationships.ties.enums import FavourState
from comity.relationships.ties.models import Favour
from tests.relationships.mutual.people import NOW, at_once, tied

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]

OVER = NOW + LASTS
IN_TIME = OVER - timedelta(seconds=1)
DAY = (OVER + timedelta(days=9)).date()


def asked(ada: Member, ben: Member) -> FavourAsk:
    return asking.ask_favour(by=ada, other=ben, what="x", at=NOW)


def test_a_later_said_in_time_stands_though_it_is_written_while_all_that_is_over_is_closed(
    ada: Member, ben: Member
) -> None:
    tied(ada, ben)
    ask, said = asked(ada, ben), threading.Event()

    def tidy() -> int:
        said.wait()
        try:
            return end_what_is_over(now=OVER)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            asking.say_later(by=ben, public_id=ask.public_id, until=DAY, at=IN_TIME)
            closing = pool.submit(tidy)
            said.set()
            with pytest.raises(TimeoutError):
                closing.result(1)  # it has found the favour over, and waits for the two
        assert closing.result(30) == 0
    ask.refresh_from_db()
    assert (ask.state, ask.until) == (Answer.LATER, DAY)
    assert {one.state for one in Favour.objects.all()} == {FavourState.ASKED}


def test_a_later_and_its_day_at_once_are_one_after_the_other(ada: Member, ben: Member) -> None:
    tied(ada, ben)
    for _ in range(8):
        ask = asked(ada, ben)
        say = lambda: asking.say_later(by=ben, public_id=ask.public_id, until=DAY, at=IN_TIME)  # noqa: B023, E731
        at_once(*[lambda: end_what_is_over(now=OVER), say] * 4)
        ask.refresh_from_db()
        states = {one.state for one in Favour.objects.all()}
        assert (ask.state, states) in (
            (Answer.LATER, {FavourState.ASKED}),
            (Answer.EXPIRED, {FavourState.DECLINED}),
        )
        FavourAsk.objects.all().delete()
        Favour.objects.all().delete()
