"""What a week may ask of a member: of whom there is room for more, what their settings say, and who learns of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from comity.foundation.core.registry import Registry
from comity.people.load.actions import NoSuchLoad, choose_load, pause_load
from comity.people.load.models import WeeklyLoad
from comity.people.load.queries import load_of, with_room
from comity.people.load.registry import Counter
from comity.people.load.rules import WEEK, next_room
from comity.people.members.models import Member
from tests.people import signed_in
from tests.people.members.sameness import as_seen

AT = datetime(2026, 11, 25, 10, tzinfo=UTC)  # a Wednesday
HOUR = timedelta(hours=1)
URL = "/settings/load/"


class Asked:
    """An app that asks: when it asked whom."""

    def __init__(self) -> None:
        self.of: dict[int, list[datetime]] = {}

    def ask(self, member: Member, *ago: timedelta) -> None:
        self.of.setdefault(member.pk, []).extend(AT - one for one in ago)

    def count(self, ids: Sequence[int], since: datetime, until: datetime) -> dict[int, int]:
        list(Member.objects.filter(pk__in=ids).values_list("pk"))  # as every counter, with one query
        return {
            one: sum(since <= when < until for when in self.of[one])
            for one in ids
            if any(since <= when < until for when in self.of.get(one, []))
        }


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Asked:
    app, only = Asked(), Registry[Counter]("counter")
    only.register("test", Counter("Things", app.count))
    monkeypatch.setattr("comity.people.load.queries.counters", only)
    return app


@pytest.mark.django_db
class TestRoom:
    def test_two_a_week_is_what_nobody_had_to_choose(self, ada: Member, ben: Member, asked: Asked) -> None:
        asked.ask(ada, HOUR)
        asked.ask(ben, HOUR, 2 * HOUR)
        assert with_room([ada.pk, ben.pk], AT) == {ada.pk}

    def test_what_is_seven_days_old_counts_no_more(self, ada: Member, asked: Asked) -> None:
        asked.ask(ada, HOUR, WEEK - HOUR)
        assert with_room([ada.pk], AT) == set()
        assert with_room([ada.pk], AT + 2 * HOUR) == {ada.pk}

    @pytest.mark.parametrize(
        ("per_week", "has_room"), [(0, False), (1, False), (2, False), (3, True), (20, True)]
    )
    def test_as_much_as_they_chose(self, per_week: int, has_room: bool, ada: Member, asked: Asked) -> None:
        choose_load(by=ada, per_week=per_week)
        asked.ask(ada, HOUR, HOUR)
        assert (with_room([ada.pk], AT) == {ada.pk}) is has_room

    def test_a_pause_ends_by_the_members_own_clock(self, ada: Member, ben: Member, asked: Asked) -> None:
        Member.objects.filter(pk=ada.pk).update(time_zone="Pacific/Auckland")  # 13 hours ahead
        for member in (ada, ben):
            pause_load(by=member, until=date(2026, 11, 26))
        both = [ada.pk, ben.pk]
        assert with_room(both, AT) == set()
        assert with_room(both, AT + 2 * HOUR) == {ada.pk}
        assert with_room(both, AT + 15 * HOUR) == set(both)

    @pytest.mark.parametrize("people", [1, 30])
    def test_the_queries_stay_two(
        self, people: int, ada: Member, asked: Asked, django_assert_num_queries: Any
    ) -> None:
        ids = [Member.objects.create_user(f"m{count}@example.org").pk for count in range(people)]
        for one in ids[::2]:
            WeeklyLoad.objects.create(owner_id=one, per_week=1)
        with django_assert_num_queries(2):
            assert with_room([*ids, *ids], AT) == set(ids)
        with django_assert_num_queries(0):
            assert with_room([], AT) == set()


@pytest.mark.django_db
class TestSettings:
    def test_it_says_what_was_asked_and_when_there_is_room(self, ada: Member, asked: Asked) -> None:
        asked.ask(ada, HOUR, WEEK - 24 * HOUR)  # the older one is a week old tomorrow
        load = load_of(ada, AT)
        assert (load.asked, load.per_week, load.parts) == (2, 2, (("Things", 2),))
        assert load.room_on == date(2026, 11, 26)

    def test_nothing_for_now_promises_no_day(self, ada: Member, asked: Asked) -> None:
        choose_load(by=ada, per_week=0)
        assert load_of(ada, AT).room_on is None

    def test_a_page_without_script_chooses_pauses_and_goes_on(self, ada: Member) -> None:
        me = signed_in(ada)
        assert me.post(URL, {"per_week": "5"}).status_code == 302
        assert b'value="5"' in me.get(URL).content
        day = date.today() + timedelta(days=9)
        assert me.post(f"{URL}pause/until/", {"until": day.isoformat()}).status_code == 302
        assert WeeklyLoad.objects.get(owner=ada).paused_until == day
        page = me.get(URL).content.decode()
        assert "Nothing is asked of you before" in page
        assert 'name="until"' not in page
        me.post(f"{URL}pause/go-on/")
        assert WeeklyLoad.objects.get(owner=ada).paused_until is None

    @pytest.mark.parametrize("wrong", ["-1", "21", "many", ""])
    def test_what_cannot_be_is_said_and_not_kept(self, wrong: str, ada: Member) -> None:
        answer = signed_in(ada).post(URL, {"per_week": wrong})
        assert answer.status_code == 422
        assert not WeeklyLoad.objects.exists()

    @pytest.mark.parametrize("day", [date.today().isoformat(), "2001-01-01", "soon", ""])
    def test_a_pause_needs_a_day_to_come(self, day: str, ada: Member) -> None:
        assert signed_in(ada).post(f"{URL}pause/until/", {"until": day}).status_code == 422
        assert signed_in(ada).post(f"{URL}pause/never/").status_code == 404

    def test_the_database_keeps_the_bounds_too(self, ada: Member) -> None:
        with pytest.raises(NoSuchLoad):
            choose_load(by=ada, per_week=21)
        with pytest.raises(IntegrityError), transaction.atomic():
            WeeklyLoad.objects.create(owner=ada, per_week=21)

    def test_another_reads_nothing_of_it(self, ada: Member, ben: Member) -> None:
        choose_load(by=ada, per_week=0)
        full = as_seen(signed_in(ben).get(f"/m/{ada.public_id}/"))
        choose_load(by=ada, per_week=20)
        assert as_seen(signed_in(ben).get(f"/m/{ada.public_id}/")) == full
        assert not WeeklyLoad.objects.visible_to(ben).exists()


@given(st.lists(st.integers(0, 167), max_size=12), st.integers(1, 6))
def test_room_comes_at_the_first_hour_that_has_it(ages: list[int], per_week: int) -> None:
    when = [AT - timedelta(hours=age, minutes=30) for age in ages]
    calls = []

    def asked_from(since: datetime) -> int:
        calls.append(since)
        return sum(one >= since for one in when)

    free_at = next_room(per_week=per_week, at=AT, asked_from=asked_from)
    assert free_at is not None
    assert len(calls) <= 8
    assert asked_from(free_at - WEEK) < per_week
    assert free_at == AT or asked_from(free_at - HOUR - WEEK) >= per_week


@pytest.mark.django_db
def test_what_came_a_moment_later_but_was_first_to_be_written_counts(ada: Member, asked: Asked) -> None:
    asked.ask(ada, HOUR, timedelta(0), -timedelta(seconds=1))
    choose_load(by=ada, per_week=3)
    assert with_room([ada.pk], AT) == set()
    assert load_of(ada, AT).asked == 3
