"""A year with a moved clock: nobody is brought up who was in touch within the rhythm, and who should be, is."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.people.members.models import Member
from comity.relationships.touch.models import Nudge
from tests.relationships.touch.world import ZONES, World

NEW_YEAR = datetime(2027, 1, 1, 6, tzinfo=UTC)


def world_of(seed: int, people: int, start: datetime = NEW_YEAR) -> World:
    owner = Member.objects.create_user(f"{seed}-{random.random()}@example.org", name="Ada Okafor")
    rng = random.Random(seed)
    owner.time_zone = rng.choice(ZONES)
    owner.save()
    world = World(owner, rng, start)
    with world.clock():
        world.meet(people)
    return world


@pytest.mark.django_db
def test_a_year() -> None:
    world = world_of(1, people=9)
    world.live(365)
    assert world.wrong == []
    assert world.missed == []
    assert world.fullest_week() <= 5
    assert Nudge.objects.count() > 50  # else nothing was proven
    assert len(world.did) >= 10, world.did


@pytest.mark.django_db
@settings(max_examples=5)
@given(
    seed=st.integers(0, 10**6),
    people=st.integers(2, 12),
    start=st.sampled_from(
        [NEW_YEAR, datetime(2027, 3, 1, 5, tzinfo=UTC), datetime(2027, 10, 10, 23, tzinfo=UTC)]
    ),
)
def test_any_two_months(seed: int, people: int, start: datetime) -> None:
    with transaction.atomic():
        world = world_of(seed, people, start)
        world.live(30)
        assert world.wrong == []
        assert world.missed == []
        assert world.fullest_week() <= 5
        transaction.set_rollback(True)


@pytest.mark.django_db
def test_the_judge_sees_a_wrong_one_and_a_missed_one() -> None:
    world = world_of(3, people=1)
    (person,) = world.people
    world.cadence[person.pk] = 7
    world.facts.clear()
    world.note([person], world.day() - timedelta(days=6))
    nudge = Nudge.objects.create(
        owner=world.owner, contact=person, made_at=world.at, made_on=world.day(), reason=1, rhythm=7, basis="chosen"
    )  # fmt: skip
    world.judge(nudge, "sent")
    assert len(world.wrong) == 1
    Nudge.objects.all().delete()
    world.at += timedelta(days=9)
    world.miss(world.should_come_up(), [])
    assert len(world.missed) == 1
