"""Two mornings at once: five nudges a week and each person once, whoever asks at the same moment."""

from __future__ import annotations

from datetime import timedelta

import pytest

from comity.people.members.models import Member
from comity.relationships.touch.actions.mornings import morning
from comity.relationships.touch.actions.nudging import make_nudges
from comity.relationships.touch.actions.settling import settle_book
from comity.relationships.touch.models import Nudge, Pace
from comity.relationships.touch.rules.week import WEEK
from tests.relationships.mutual.people import at_once
from tests.relationships.touch.people import MORNING, known

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]

EVERY_TEN = [41, 31, 21, 11]


@pytest.fixture
def many(ada: Member) -> Member:
    for number in range(9):
        known(ada, f"Miriam {'abcdefghi'[number]}", EVERY_TEN)
    settle_book(ada, at=MORNING)
    return ada


def test_eight_that_ask_for_one_morning_make_its_nudges_once(many: Member) -> None:
    got = at_once(*[lambda: make_nudges(owner=many, at=MORNING)] * 8)
    assert not [one for one in got if isinstance(one, Exception)]
    assert sorted(len(one) for one in got if isinstance(one, list)) == [0] * 7 + [2]
    assert Nudge.objects.count() == 2


def test_no_week_holds_more_than_five_whatever_asks_at_once(many: Member) -> None:
    """Mornings of several days at one moment, as after a worker was held up: the week is counted under one lock."""
    days = [MORNING + timedelta(days=day) for day in range(6)]
    at_once(*[lambda at=at: make_nudges(owner=many, at=at) for at in days])
    made = list(Nudge.objects.values_list("made_at", flat=True))
    assert made
    assert all(sum(start <= one < start + WEEK for one in made) <= 5 for start in made)
    assert Nudge.objects.values("contact").distinct().count() == len(made)
    assert Pace.objects.count() == 1


def test_two_workers_with_one_morning_are_one_morning(many: Member) -> None:
    at_once(*[lambda: morning(at=MORNING)] * 2)
    assert Nudge.objects.count() == 2
