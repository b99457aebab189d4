"""A favour asked of who has no room this week waits, unseen by them and not told from any other by who asked."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest

from comity.people.load.actions import choose_load, pause_load
from comity.people.members.actions.blocks import block_member
from comity.people.members.actions.pairs import NotThere
from comity.people.members.models import Member
from comity.people.notifications.models import Notice
from comity.relationships.mutual.actions.asking import ask_favour, say_no, say_yes, withdraw_ask
from comity.relationships.mutual.actions.ending import erase_agreements
from comity.relationships.mutual.actions.reaching import let_favours_reach
from comity.relationships.mutual.enums import FAVOUR_ASKED
from comity.relationships.mutual.models import FavourAsk
from comity.relationships.mutual.queries.archive import agreements_for_archive
from comity.relationships.mutual.queries.favours import asked_favour, favours_with, waiting_favours
from tests.people import signed_in
from tests.relationships.mutual.people import NOW, at_once, card_of, tied

DAY = timedelta(days=1)
pytestmark = pytest.mark.django_db


@pytest.fixture
def pair(ada: Member, ben: Member) -> tuple[Member, Member]:
    tied(ada, ben)
    return ada, ben


def ask(by: Member, other: Member, what: str = "A word?", after: timedelta = timedelta()) -> FavourAsk:
    return ask_favour(by=by, other=other, what=what, at=NOW + after)


def test_what_is_more_than_a_week_may_ask_waits_and_comes_in_turn(pair: tuple[Member, Member]) -> None:
    ada, ben = pair
    choose_load(by=ben, per_week=1)
    first, second = ask(ada, ben, "First"), ask(ada, ben, "Second", DAY)
    assert waiting_favours(ben, NOW + DAY) == [first]
    assert let_favours_reach(at=NOW + 6 * DAY) == 0
    assert let_favours_reach(at=NOW + 8 * DAY) == 1
    assert let_favours_reach(at=NOW + 8 * DAY) == 0
    assert waiting_favours(ben, NOW + 8 * DAY) == [first, second]
    assert Notice.objects.filter(recipient=ben, kind=FAVOUR_ASKED).count() == 2


def test_a_pause_lets_nothing_through_until_its_day(pair: tuple[Member, Member]) -> None:
    ada, ben = pair
    pause_load(by=ben, until=(NOW + 3 * DAY).date())
    made = ask(ada, ben)
    assert waiting_favours(ben, NOW) == []
    assert not Notice.objects.filter(recipient=ben, kind=FAVOUR_ASKED).exists()
    assert let_favours_reach(at=NOW + 2 * DAY) == 0
    assert let_favours_reach(at=NOW + 4 * DAY) == 1
    assert waiting_favours(ben, NOW + 4 * DAY) == [made]


def test_who_asks_sees_no_difference(pair: tuple[Member, Member], cleo: Member) -> None:
    ada, ben = pair
    tied(ada, cleo)
    choose_load(by=ben, per_week=0)
    there, waits = ask(ada, cleo), ask(ada, ben)
    assert (waits.expires_at, waits.state, waits.created_at) == (
        there.expires_at,
        there.state,
        there.created_at,
    )
    for now in (NOW, NOW + 29 * DAY, NOW + 31 * DAY):
        rows = [favours_with(ada, card_of(ada, other), now)[0] for other in (ben, cleo)]
        assert len({(row.says, row.acts, row.word, row.answer) for row in rows}) == 1


def test_who_is_asked_finds_nothing_of_it_anywhere(pair: tuple[Member, Member]) -> None:
    ada, ben = pair
    choose_load(by=ben, per_week=0)
    waits = ask(ada, ben, "Quillfeather")
    assert asked_favour(ben, waits.public_id, NOW) is None
    for act in (say_yes, say_no):
        with pytest.raises(NotThere):
            act(by=ben, public_id=waits.public_id, at=NOW)
    assert "Quillfeather" not in str(list(agreements_for_archive(ben)))
    assert "Quillfeather" in str(list(agreements_for_archive(ada)))
    assert signed_in(ben).get(f"/favours/{waits.public_id}/").status_code == 404
    withdraw_ask(by=ada, public_id=waits.public_id, at=NOW)
    choose_load(by=ben, per_week=9)
    assert let_favours_reach(at=NOW) == 0
    assert not FavourAsk.objects.visible_to(ben).exists()


@pytest.mark.parametrize("end", ["block", "erase"])
def test_what_waits_ends_with_the_rest(end: str, pair: tuple[Member, Member]) -> None:
    ada, ben = pair
    choose_load(by=ben, per_week=0)
    ask(ada, ben)
    if end == "block":
        block_member(by=ben, other=ada, at=NOW)
    else:
        erase_agreements(ben)
    assert not FavourAsk.objects.exists()
    choose_load(by=ben, per_week=2)
    assert let_favours_reach(at=NOW) == 0


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_asked_at_once_no_more_reaches_them_than_they_said(ben: Member) -> None:
    asking = [Member.objects.create_user(f"m{one}@example.org", name=f"M {one}") for one in range(6)]
    for one in asking:
        tied(one, ben)
    made = at_once(*(partial(ask, one, ben) for one in asking))
    assert all(isinstance(one, FavourAsk) for one in made), made
    later = NOW + timedelta(minutes=1)
    at_once(*(partial(let_favours_reach, at=later) for _ in range(4)))
    assert FavourAsk.objects.visible_to(ben).count() == 2
    at_once(*(partial(let_favours_reach, at=NOW + 8 * DAY) for _ in range(4)))
    assert FavourAsk.objects.visible_to(ben).count() == 4
    assert Notice.objects.filter(recipient=ben, kind=FAVOUR_ASKED).count() == 4
