"""A rebuild that gives way to pages: it rests between its parts, and loses nothing that happens meanwhile."""

from __future__ import annotations

import time
from collections.abc import Callable
from itertools import combinations

import pytest
from django.utils import timezone

from comity.foundation.core.queue import enqueue
from comity.foundation.work.jobs import run_waiting
from comity.people.members.actions.blocks import block_member
from comity.relationships.graph import jobs
from comity.relationships.graph.actions.rebuilding import rebuild
from comity.relationships.graph.snapshot import tables
from comity.relationships.graph.snapshot.current import REBUILD
from comity.relationships.mutual.actions.lending import lend_tie
from comity.relationships.ties.enums import Lending
from tests.relationships.graph.drawn import kept_up
from tests.relationships.graph.people import built, lent, people
from tests.relationships.graph.random_lives import as_pages_say

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


@pytest.fixture
def one_owner_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "_OWNERS_AT_ONCE", 1)


@pytest.mark.usefixtures("one_owner_at_a_time")
def test_a_rebuild_in_the_background_rests_after_each_part(monkeypatch: pytest.MonkeyPatch) -> None:
    circle = people(*"abcd")
    lent(*combinations(circle, 2))
    rests: list[float] = []
    monkeypatch.setattr(time, "sleep", rests.append)
    built()
    assert not rests  # by hand nobody wants to wait
    enqueue(REBUILD, unique=REBUILD)
    run_waiting()
    assert len(rests) > len(circle)
    assert all(0 < rest <= jobs.LONGEST_REST_S for rest in rests)
    assert kept_up() == as_pages_say()


@pytest.mark.parametrize(("worked", "rests"), [(0.0, 0.0), (0.02, 0.06), (0.05, 0.1), (30.0, 0.1)])
def test_a_rest_is_as_long_as_the_work_asks_for_and_no_longer(
    worked: float, rests: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 1000.0
    slept: list[float] = []
    monkeypatch.setattr(time, "monotonic", lambda: now)
    monkeypatch.setattr(time, "sleep", slept.append)
    pace = jobs.Pace()
    now += worked
    pace.rest()
    now += 5  # the rest itself is no work
    assert slept == [pytest.approx(rests)]


@pytest.mark.usefixtures("one_owner_at_a_time")
def test_what_changes_between_two_parts_is_known_to_the_next_question() -> None:
    circle = people(*"abcde")
    lent(*combinations(circle, 2))
    first, second, third, fourth, fifth = circle
    changes: list[Callable[[], object]] = [
        lambda: lend_tie(by=first, other=fifth, lends=Lending.ASK),  # whose ties are read already
        lambda: lend_tie(by=fourth, other=fifth, lends=Lending.ASK),  # whose ties are not
        lambda: lend_tie(by=second, other=first, lends=Lending.YES),
        lambda: block_member(by=second, other=third, at=timezone.now()),
        lambda: lend_tie(by=fourth, other=third, lends=Lending.YES),
    ]

    def change() -> None:
        if changes:
            changes.pop(0)()

    rebuild(on_part=change)
    assert not changes
    assert kept_up() == as_pages_say()
