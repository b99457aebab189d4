"""Quotas count what is new, not requests; what comes at once counts once; who reaches one reads when it goes on."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from comity.foundation.core.registry import Registry
from comity.foundation.quotas.actions.pruning import forget_old
from comity.foundation.quotas.actions.spending import QuotaSpent, note_reached, spend
from comity.foundation.quotas.models import Met, Reached
from comity.foundation.quotas.registry import Quota
from comity.foundation.quotas.rules import WINDOW, goes_on_at
from comity.people.members.models import Member

AT = datetime(2026, 11, 25, 10, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def three(monkeypatch: pytest.MonkeyPatch) -> Quota:
    """Allow ten of a kind, three to young accounts, twenty to operators."""
    only = Registry[Quota]("quota")
    quota = only.register("test", Quota("Tests", "You have tested much today.", 10, 3, 20))
    only.register("other", Quota("Others", "Others.", 10, 3))
    for module in ("actions.spending", "queries"):
        monkeypatch.setattr(f"comity.foundation.quotas.{module}.quotas", only)
    return quota


@pytest.fixture
def old(ada: Member) -> Member:
    ada.joined_at = AT - timedelta(days=7)
    ada.save()
    return ada


def tries(by: Member, *keys: str, kind: str = "test", at: datetime = AT) -> int | QuotaSpent:
    try:
        return spend(by=by, kind=kind, keys=keys, at=at)
    except QuotaSpent as spent:
        return spent


def numbered(count: int, start: int = 0) -> list[str]:
    return [f"key {number}" for number in range(start, start + count)]


@pytest.mark.django_db
class TestCounting:
    def test_the_same_again_costs_nothing(self, old: Member) -> None:
        assert tries(old, *numbered(10)) == 10
        for _ in range(30):
            assert tries(old, "key 1", "key 2") == 0
        assert Met.objects.count() == 10

    def test_all_or_none(self, old: Member) -> None:
        assert tries(old, *numbered(8)) == 8
        assert isinstance(tries(old, *numbered(3, start=8)), QuotaSpent)
        assert Met.objects.count() == 8
        assert tries(old, "key 1", *numbered(2, start=8)) == 2

    def test_members_and_kinds_are_counted_apart(self, old: Member, ben: Member) -> None:
        assert tries(old, *numbered(10)) == 10
        assert tries(old, *numbered(10), kind="other") == 10
        assert tries(ben, *numbered(3), at=ben.joined_at) == 3

    def test_a_day_later_it_is_new_again(self, old: Member) -> None:
        tries(old, *numbered(10))
        assert isinstance(tries(old, "more", at=AT + WINDOW - HOUR), QuotaSpent)
        assert tries(old, *numbered(10), at=AT + WINDOW) == 10
        assert Met.objects.count() == 10

    @pytest.mark.parametrize(("days", "room"), [(0, 3), (6, 3), (7, 10), (900, 10)])
    def test_young_accounts_are_slower(self, days: int, room: int, ada: Member) -> None:
        ada.joined_at = AT - timedelta(days=days)
        assert tries(ada, *numbered(room)) == room
        assert isinstance(tries(ada, "one more"), QuotaSpent)

    def test_an_operators_account_is_never_young(self, olga: Member) -> None:
        assert tries(olga, *numbered(20), at=olga.joined_at) == 20
        assert isinstance(tries(olga, "one more", at=olga.joined_at), QuotaSpent)
        assert tries(olga, *numbered(10), kind="other", at=olga.joined_at) == 10

    def test_nothing_in_the_table_names_what_was_met(self, old: Member, ben: Member) -> None:
        ben.joined_at = old.joined_at
        for member in (old, ben):
            tries(member, "zoe@example.org")
        first, second = Met.objects.values_list("key", flat=True)
        assert first != second
        assert "zoe" not in first + second

    @pytest.mark.parametrize("count", [1, 9])
    def test_the_queries_stay_the_same(self, count: int, old: Member, django_assert_num_queries: Any) -> None:
        turns = connection.vendor == "postgresql"
        with django_assert_num_queries(6 + turns):  # known, savepoint 2, known, count, write
            tries(old, *numbered(count))
        with django_assert_num_queries(1):
            tries(old, *numbered(count))


@pytest.mark.django_db
class TestGoingOn:
    def test_it_goes_on_when_there_is_room_for_what_was_asked(self, old: Member) -> None:
        for number in range(10):
            tries(old, f"key {number}", at=AT + number * HOUR)
        spent = tries(old, "a", "b", "c", at=AT + 10 * HOUR)
        assert isinstance(spent, QuotaSpent)
        assert spent.retry_after == timedelta(hours=24 - 10 + 2)
        assert isinstance(tries(old, "a", "b", "c", at=spent.goes_on_at - HOUR), QuotaSpent)
        assert tries(old, "a", "b", "c", at=spent.goes_on_at) == 3

    def test_more_than_a_day_allows_is_refused_at_once(self, old: Member) -> None:
        spent = tries(old, *numbered(11))
        assert isinstance(spent, QuotaSpent)
        assert spent.retry_after == WINDOW

    def test_who_reached_it_is_counted_by_the_day(self, old: Member) -> None:
        spent = tries(old, *numbered(11))
        assert isinstance(spent, QuotaSpent)
        note_reached(spent)
        note_reached(spent)
        row = Reached.objects.get()
        assert (row.owner, row.kind, row.times) == (old, "test", 2)

    def test_what_no_longer_counts_is_forgotten(self, old: Member) -> None:
        tries(old, "then", at=AT)
        tries(old, "later", at=AT + HOUR)
        Reached.objects.create(owner=old, kind="test", on=AT.date(), times=1)
        assert forget_old(now=AT + WINDOW) == 1
        assert forget_old(now=AT + timedelta(days=30)) == 1
        assert forget_old(now=AT + timedelta(days=31)) == 1
        assert not Met.objects.exists()
        assert not Reached.objects.exists()


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_at_once_no_more_than_a_day_allows_and_the_same_once(old: Member) -> None:
    for turn in range(10):
        Met.objects.all().delete()
        gate = threading.Barrier(8)
        told: list[Any] = []

        def run(number: int, gate: threading.Barrier = gate, told: list[Any] = told) -> None:
            try:
                gate.wait()
                told.append(tries(old, "the same", f"own {number}", f"own too {number}"))
            finally:
                connection.close()

        threads = [threading.Thread(target=run, args=(number,)) for number in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        new = [one for one in told if isinstance(one, int)]
        assert len(told) == 8, turn
        assert sorted(new) == [2, 2, 2, 3]  # 3 + 2 + 2 + 2 of ten; another two would be eleven
        assert Met.objects.count() == 9


@given(st.lists(st.integers(0, 1000), max_size=12), st.integers(1, 12), st.integers(1, 12))
def test_it_goes_on_at_the_first_moment_with_room(ages: list[int], new: int, most: int) -> None:
    first_seen = [AT - timedelta(minutes=age) for age in sorted(ages, reverse=True)]
    at = goes_on_at(first_seen, new=new, most=most, now=AT)

    def fits(now: datetime) -> bool:
        return sum(one > now - WINDOW for one in first_seen) + new <= most

    if new > most or len(first_seen) > most:
        return
    assert fits(at)
    if not fits(AT):
        assert not fits(at - timedelta(seconds=1))
