"""A change counts with the next question of every process, whoever made it and whatever became of them."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from random import Random

import pytest
from django.db import connection, transaction

from comity.people.members.models import Member
from comity.relationships.graph.models import Change, Numbering
from comity.relationships.graph.queries.ways import Way, ways_to
from comity.relationships.graph.snapshot import building
from comity.relationships.graph.snapshot.tables import Lent, all_lent
from comity.relationships.mutual.actions.lending import lend_tie
from comity.relationships.ties.enums import Lending
from tests.relationships.graph.drawn import kept_up
from tests.relationships.graph.other import Other
from tests.relationships.graph.people import built, lent, people
from tests.relationships.graph.random_lives import as_pages_say
from tests.relationships.mutual.people import at_once, tied

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]

Circle = tuple[Member, Member, Member]


@pytest.fixture
def circle() -> Circle:
    """Return a seeker, whom they know, and to whom that one lends a tie."""
    seeker, lender, target = people("seeker", "lender", "target")
    tied(seeker, lender)
    lent((lender, target))
    built()
    return seeker, lender, target


def test_another_process_knows_with_its_next_question(circle: Circle) -> None:
    seeker, lender, target = circle
    with Other() as other:
        assert other.told("ways", seeker.pk, target.pk) == f"{lender.pk},None"
        for lends, there in ((Lending.ASK, "none"), (Lending.YES, f"{lender.pk},None")) * 3:
            lend_tie(by=lender, other=target, lends=lends)
            assert other.told("ways", seeker.pk, target.pk) == there
        assert other.told("lend", lender.pk, target.pk, Lending.ASK) == "done"
        assert not ways_to(seeker, target).ways


def test_who_is_killed_between_commit_and_snapshot_loses_nothing(circle: Circle) -> None:
    seeker, lender, target = circle
    with Other() as other, Other() as third:
        assert other.told("lend-and-die", lender.pk, target.pk, Lending.ASK) == ""
        assert other.process.wait() == -signal.SIGKILL
        assert Change.objects.filter(number=None).count() == 1
        assert third.told("ways", seeker.pk, target.pk) == "none"
        assert not ways_to(seeker, target).ways
        lend_tie(by=lender, other=target, lends=Lending.YES)
        assert third.told("ways", seeker.pk, target.pk) == f"{lender.pk},None"
    assert not Change.objects.filter(number=None).exists()


def test_what_is_rolled_back_leaves_nothing(circle: Circle) -> None:
    seeker, lender, target = circle
    before = Change.objects.count()
    with Other() as other, transaction.atomic():
        lend_tie(by=lender, other=target, lends=Lending.ASK)
        assert ways_to(seeker, target).ways == (Way(lender.pk),)  # as before this transaction
        assert other.told("ways", seeker.pk, target.pk) == f"{lender.pk},None"
        transaction.set_rollback(True)
    assert ways_to(seeker, target).ways == (Way(lender.pk),)
    assert Change.objects.count() == before


def test_a_question_within_a_transaction_knows_what_others_committed(circle: Circle) -> None:
    seeker, lender, target = circle
    with Other() as other:
        assert other.told("lend-and-die", lender.pk, target.pk, Lending.ASK) == ""
    with transaction.atomic():
        assert not ways_to(seeker, target).ways


def test_whoever_commits_later_has_the_higher_number(circle: Circle) -> None:
    """By their ids alone the snapshot would take the slow one's change for one it holds."""
    if connection.vendor == "sqlite":
        pytest.skip("SQLite has one writer at a time")
    seeker, lender, target = circle
    one, other = people("one", "other")
    tied(one, other)
    has_written, may_commit = threading.Event(), threading.Event()

    def slow() -> None:
        with transaction.atomic():
            lend_tie(by=lender, other=target, lends=Lending.ASK)
            has_written.set()
            may_commit.wait(30)
        connection.close()

    thread = threading.Thread(target=slow)
    thread.start()
    has_written.wait(30)
    lend_tie(by=one, other=other, lends=Lending.YES)
    quick = Numbering.objects.get().last
    assert ways_to(seeker, target).ways
    may_commit.set()
    thread.join()
    assert not ways_to(seeker, target).ways
    late = Change.objects.get(number__gt=quick)
    assert late.pk < Change.objects.get(number=quick).pk


def test_a_change_while_a_snapshot_is_built_is_not_lost(
    circle: Circle, monkeypatch: pytest.MonkeyPatch
) -> None:
    seeker, lender, target = circle

    def read_and_then_change(day: object) -> Iterator[Lent]:
        yield from list(all_lent(day))  # type: ignore[arg-type]
        lend_tie(by=lender, other=target, lends=Lending.ASK)

    monkeypatch.setattr(building, "all_lent", read_and_then_change)
    built()
    assert not ways_to(seeker, target).ways
    assert kept_up() == as_pages_say()


def test_many_hands_at_once_leave_what_the_tables_say() -> None:
    circle = people(*"abcdef")
    lent(*((one, other) for one in circle for other in circle if one.pk < other.pk))
    built()

    def hand(seed: int) -> None:
        random = Random(seed)
        for _ in range(12):
            one, other = random.sample(circle, 2)
            lend_tie(by=one, other=other, lends=random.choice([Lending.YES, Lending.ASK]))
            kept_up()

    assert at_once(*(lambda seed=seed: hand(seed) for seed in range(6))) == [None] * 6
    assert kept_up() == as_pages_say()
    numbers = list(Change.objects.order_by("number").values_list("number", flat=True))
    assert numbers == sorted(set(numbers))
    assert Numbering.objects.get().last == numbers[-1]
