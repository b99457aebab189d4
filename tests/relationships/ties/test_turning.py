"""Whom somebody turns to next: the rule, and the order of people who bear one name."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from comity.people.contacts.models import Contact
from comity.people.members.models import Member
from comity.relationships.ties.actions.scoring import count_in
from comity.relationships.ties.enums import Direction, Kind
from comity.relationships.ties.models import Interaction
from comity.relationships.ties.queries.naming import person_named
from comity.relationships.ties.rules.turning import turned_to
from tests.factories.book import add_card

evidence = st.floats(min_value=0.0, max_value=1000.0)
days = st.integers(min_value=0, max_value=40_000)


@given(evidence, st.floats(min_value=0.001, max_value=1000.0), days)
def test_of_two_met_on_one_day_the_closer_comes_first(less: float, more: float, ago: int) -> None:
    assert turned_to(less + more, ago) > turned_to(less, ago) > 0


@given(evidence, days, st.integers(min_value=1, max_value=1000))
def test_of_two_equally_close_the_later_comes_first(left: float, ago: int, longer: int) -> None:
    assert turned_to(left, ago) > turned_to(left, ago + longer)


@given(evidence, st.integers(min_value=-1000, max_value=-1))
def test_a_day_to_come_counts_as_today(left: float, ago: int) -> None:
    assert turned_to(left, ago) == turned_to(left, 0)


def note(owner: Member, person: Contact, ago: int, kind: str, direction: str = Direction.BOTH) -> None:
    on = timezone.localdate() - timedelta(days=ago)
    one = Interaction.objects.create(owner=owner, kind=kind, direction=direction, on=on)
    one.people.add(person)
    count_in(by=owner, interaction=one)


@pytest.mark.django_db
def test_a_close_one_of_the_name_comes_before_who_just_wrote_and_both_before_strangers(
    ada: Member, django_assert_max_num_queries: Any
) -> None:
    stranger, wrote, close = (add_card(ada, "Mira " + name) for name in ("Ash", "Birk", "Cole"))
    for ago in (3, 10, 20, 30, 40, 50):
        note(ada, close, ago, Kind.MET)
    note(ada, wrote, 2, Kind.MESSAGE, Direction.IN)
    with django_assert_max_num_queries(5):
        named = person_named(ada, "Mira")
    assert [one.pk for one in named.choices] == [close.pk, wrote.pk, stranger.pk]
    note(ada, wrote, 0, Kind.CALL)
    assert person_named(ada, "Mira").choices[0].pk == wrote.pk
