"""A sealed ask: who is asked, in which order, and that its asker learns a yes and nothing else."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from comity.people.contacts.models import Contact
from comity.people.load.models import WeeklyLoad
from comity.people.members.actions.blocks import block_member
from comity.people.members.actions.pairs import NotThere
from comity.people.members.models import Member, Position
from comity.people.messaging.models import Thread
from comity.people.notifications.models import Notice
from comity.people.notifications.queries.page import new_for
from comity.relationships.asks.actions import answering, asking
from comity.relationships.asks.actions.over import go_on
from comity.relationships.asks.actions.parting import erase_asks
from comity.relationships.asks.enums import ANSWERED, REACHED, Reached, State
from comity.relationships.asks.models import Ask, Reach
from comity.relationships.asks.queries.asks import own_ask
from comity.relationships.asks.queries.book import fitting_in_book
from comity.relationships.asks.queries.reaches import waiting_reaches
from comity.relationships.asks.queries.sections import on_today
from comity.relationships.asks.rules.fit import Facts, Wanted, chosen, fit_of, same_organization
from comity.relationships.asks.rules.states import (
    DAYS,
    MOST,
    MOVES,
    PARALLEL,
    Who,
    is_due,
    may_answer,
    may_move,
    state_at,
    turn_passes_at,
)
from comity.relationships.introductions.models import Introduction
from comity.relationships.ties.models import Favour
from tests.factories.book import add_card
from tests.relationships.asks.people import DATE, HALFWAY, LATER, asks, helpers, states
from tests.relationships.mutual.people import NOW, tied


@given(st.integers(1, MOST), st.sampled_from(DAYS), st.integers(1, 3), st.integers(0, 21 * 24))
def test_three_are_due_at_once_and_the_others_halfway(
    chosen: int, days: int, rounds: int, hours: int
) -> None:
    now, most = NOW + timedelta(hours=hours), MOST * rounds
    turn_at = turn_passes_at(NOW, days=days, chosen=chosen)
    due = [is_due(most - MOST + place, most=most, turn_at=turn_at, now=now) for place in range(chosen)]
    assert due.count(True) == (chosen if hours >= 12 * days else min(chosen, PARALLEL))
    assert all(is_due(place, most=most, turn_at=None, now=now) for place in range(most - MOST))


@given(st.sampled_from(list(State)), st.sampled_from(list(State)), st.integers(-40, 40))
def test_an_ask_that_is_answered_or_not_sent_does_not_end_by_itself(
    state: State, to: State, hours: int
) -> None:
    now = NOW + timedelta(hours=hours)
    seen = state_at(state, expires_at=NOW, now=now)
    assert seen is (State.OVER if state is State.OPEN and hours >= 0 else state)
    assert not MOVES[State.YES]
    assert sum(may_move(state, to, who) for who in Who) <= 1
    assert not may_answer(Reached.RELEASED, Reached.YES)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("nordwind", "nordwind gmbh", True),
        ("nordwind energie", "nordwind", True),
        ("nord", "nordwind", False),
        ("", "nordwind", False),
        ("bank of ireland", "bank of scotland", False),
    ],
)
def test_two_spellings_of_an_organisation(one: str, other: str, same: bool) -> None:
    assert same_organization(one, other) is same_organization(other, one) is same


def test_what_fits_says_by_what() -> None:
    wanted = Wanted("nordwind", "", frozenset({"turbines"}))
    assert fit_of(wanted, Facts("zoe", ("nordwind ag",), ("turbines and sails",))).by == (
        "organization",
        "topic",
    )
    assert fit_of(wanted, Facts("zoe", (), ("once at nordwind",))).by == ("mentioned",)
    assert not fit_of(wanted, Facts("nordwind", ("sudwind",), ("sails",))).score


@given(st.permutations([(1, 0, True), (2, 6, False), (3, 6, True), (4, 0, False), (5, 0, True)]))
def test_who_is_chosen_is_by_fit_then_room_then_lot(fits: list[tuple[int, int, bool]]) -> None:
    found = chosen("ask", fits, 4)
    assert set(found) == {3, 2, 1, 5}, "of those who fit alike, who has no room is left out"
    assert set(found[:2]) == {3, 2}, "who fits best comes first"
    assert found == chosen("ask", sorted(fits), 4), "it does not depend on how they were found"


@given(
    st.lists(st.booleans(), min_size=MOST, max_size=MOST),
    st.lists(st.booleans(), min_size=MOST, max_size=MOST),
)
def test_whose_turn_it_is_does_not_tell_whose_week_is_full(full: list[bool], other: list[bool]) -> None:
    turns = [
        chosen("ask", [(one, one % 2, room) for one, room in enumerate(rooms)], MOST)
        for rooms in (full, other)
    ]
    assert turns[0] == turns[1]


def test_the_likeliest_are_asked_three_at_a_time_and_five_at_most(ada: Member) -> None:
    known = helpers(ada, 7)
    Position.objects.create(owner=known[5], organization="Nordwind", audience_kind="members")
    Position.objects.create(owner=known[6], organization="Nordwind", audience_kind="me")
    ask = asks(ada)
    assert states(ask) == ["waiting"] * 3 + ["queued"] * 2
    first = Reach.objects.get(ask=ask, place=0)
    assert first.helper == known[5], "what the asker may see counts, and nothing else"
    answering.say_not_now(by=known[5], public_id=first.public_id, at=LATER)
    assert go_on(now=LATER) == (0, 0)
    assert states(ask) == ["declined", *["waiting"] * 2, *["queued"] * 2], (
        "a no makes nobody's turn come sooner"
    )
    assert go_on(now=HALFWAY) == (0, 2)
    assert states(ask) == ["declined", *["passed"] * 2, *["waiting"] * 2]
    assert go_on(now=HALFWAY) == (0, 0)
    assert ask.reaches.count() == MOST


def test_whose_turn_has_passed_is_reminded_no_more_and_may_still_answer(ada: Member, client: Client) -> None:
    helpers(ada, 5)
    ask = asks(ada, at=timezone.now() - timedelta(days=3))
    first = Reach.objects.select_related("helper").get(ask=ask, place=0)
    assert Notice.objects.filter(recipient=first.helper, kind=REACHED).exists()
    go_on(now=timezone.now())
    assert not Notice.objects.filter(recipient=first.helper, kind=REACHED).exists()
    assert on_today(first.helper, timezone.now()) is None
    client.force_login(first.helper)
    assert ask.text in client.get("/asks/").content.decode()
    page = f"/asks/for-me/{first.public_id}/answer/"
    assert "I can help myself" in client.get(page).content.decode()
    client.post(page, {"can": 1, "line": "Ask me."})
    seen = own_ask(ada, ask.public_id, timezone.now())
    assert seen is not None
    assert seen.helper == first.helper
    assert sorted(states(ask)) == ["released"] * 4 + ["yes"]


def test_a_second_round_has_three_at_once_and_two_halfway_whoever_is_silent(ada: Member) -> None:
    helpers(ada, 9)
    ask = asks(ada)
    go_on(now=HALFWAY)
    go_on(now=DATE)
    asking.widen(by=ada, public_id=ask.public_id, at=DATE)
    assert states(ask) == [*["passed"] * 5, *["waiting"] * 3, "queued"]
    assert go_on(now=DATE + (HALFWAY - NOW)) == (0, 1)
    assert states(ask) == [*["passed"] * 8, "waiting"]


def test_a_helper_who_goes_makes_nobodys_turn_come_sooner(ada: Member) -> None:
    helpers(ada, 5)
    ask = asks(ada)
    erase_asks(Reach.objects.get(ask=ask, place=0).helper)
    assert go_on(now=LATER) == (0, 0)
    assert states(ask) == [*["waiting"] * 2, *["queued"] * 2]
    assert go_on(now=HALFWAY) == (0, 2)


def test_who_has_no_room_this_week_waits_and_nobody_sees_it(ada: Member) -> None:
    one, other = helpers(ada, 2)
    WeeklyLoad.objects.create(owner=one, per_week=0)
    ask = asks(ada)
    assert not waiting_reaches(one, NOW)
    assert waiting_reaches(other, NOW)
    full = own_ask(ada, ask.public_id, NOW)
    WeeklyLoad.objects.filter(owner=one).update(per_week=1)
    assert go_on(now=LATER) == (0, 1)
    assert waiting_reaches(one, LATER)
    assert own_ask(ada, ask.public_id, LATER) == full


def test_the_first_yes_releases_the_others_and_tells_them_nothing(ada: Member) -> None:
    one, other = helpers(ada, 2)
    ask = asks(ada)
    hers, his = waiting_reaches(one, NOW)[0], waiting_reaches(other, NOW)[0]
    answering.say_can(by=one, public_id=hers.public_id, line="Ask me.", at=LATER)
    assert not waiting_reaches(other, LATER)
    assert not Notice.objects.filter(recipient=other, kind=REACHED).exists()
    with pytest.raises(NotThere):
        answering.say_can(by=other, public_id=his.public_id, at=LATER)
    seen = own_ask(ada, ask.public_id, LATER)
    assert seen is not None
    assert (seen.state, seen.helper) == (State.YES, one)
    assert Thread.objects.get(source=f"ask:{hers.public_id}").seats.count() == 2
    assert {(side.owner, side.state) for side in Favour.objects.all()} == {(ada, "offered"), (one, "offered")}


def test_who_is_no_member_is_written_to_by_their_own_friend(ada: Member, ben: Member, client: Client) -> None:
    tied(ada, ben)
    card = add_card(ben, "Zoë Quillfeather", ("email", "zoe@example.com"), organization="Nordwind")
    ask = asks(ada)
    [reach] = waiting_reaches(ben, NOW)
    answering.say_knows(by=ben, public_id=reach.public_id, contact=card.public_id, line="Hello!", at=NOW)
    assert not Introduction.objects.exists()
    client.force_login(ben)
    text = client.get(f"/asks/for-me/{reach.public_id}/answer/").content.decode()
    assert "mailto:zoe%40example.com?subject=" in text
    assert "someone who worked at Nordwind" in text
    seen = own_ask(ada, ask.public_id, NOW)
    assert seen is not None
    assert (seen.state, seen.helper) == (State.OPEN, None)
    answering.say_how_it_went(by=ben, public_id=reach.public_id, can=True, at=LATER)
    seen = own_ask(ada, ask.public_id, LATER)
    assert seen is not None
    assert (seen.state, seen.helper) == (State.YES, ben)


def _asks_in_turn(helper: Member, name: str) -> str:
    """Let a helper say that they know somebody who is no member; return the reach."""
    card = add_card(helper, name, organization="Nordwind")
    [reach] = waiting_reaches(helper, NOW)
    answering.say_knows(by=helper, public_id=reach.public_id, contact=card.public_id, line="Hello!", at=NOW)
    return reach.public_id


def test_while_one_asks_in_turn_the_others_keep_the_ask(ada: Member) -> None:
    one, other = helpers(ada, 2)
    ask = asks(ada)
    hers = _asks_in_turn(one, "Zoë Quillfeather")
    assert waiting_reaches(other, NOW)
    answering.say_how_it_went(by=one, public_id=hers, can=False, at=LATER)
    assert sorted(states(ask)) == ["passed", "waiting"]
    [again] = waiting_reaches(one, LATER)
    assert again.contact is None, "they may ask somebody else"
    assert waiting_reaches(other, LATER)


def test_what_is_missing_is_said_and_whom_one_chose_stays(ada: Member, ben: Member, client: Client) -> None:
    tied(ada, ben)
    cards = [add_card(ben, name, organization="Nordwind").public_id for name in ("Zoë Q", "Yves R")]
    asks(ada, at=timezone.now())
    [reach] = waiting_reaches(ben, timezone.now())
    client.force_login(ben)
    page = reverse("asks:reach", args=[reach.public_id])
    answer = client.post(page, {"know": 1, "contact": cards[1], "line": ""})
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "A line from you tells them why you ask." in text
    assert f'value="{cards[1]}" required checked' in text
    assert "Choose whom of your people you would ask." in client.post(
        page, {"know": 1, "line": "Hello"}
    ).content.decode()  # fmt: skip
    client.post(page, {"know": 1, "contact": cards[1], "line": "Hello"})
    client.post(reverse("asks:say", args=[reach.public_id, "nothing"]))
    assert "I know someone: ask them" in client.get(page).content.decode()


def test_who_was_asked_in_turn_before_the_first_yes_may_say_it_too(ada: Member, client: Client) -> None:
    one, other, third = helpers(ada, 3)
    ask = asks(ada)
    first, second = _asks_in_turn(one, "Zoë Quillfeather"), _asks_in_turn(other, "Yves Rook")
    answering.say_how_it_went(by=one, public_id=first, can=True, at=LATER)
    assert not waiting_reaches(third, LATER)
    new_for(ada).update(read_at=LATER)
    answering.say_how_it_went(by=other, public_id=second, can=True, at=LATER + timedelta(hours=1))
    assert new_for(ada).filter(kind=ANSWERED).exists(), "the second is told as well"
    seen = own_ask(ada, ask.public_id, LATER)
    assert seen is not None
    assert [reach.helper for reach in seen.yeses] == [one, other]
    client.force_login(ada)
    text = client.get(reverse("asks:ask", args=[ask.public_id])).content.decode()
    assert text.index(one.name) < text.index(other.name)
    assert text.count("Go on from here") == 2


def test_an_ask_withdrawn_or_of_somebody_blocked_is_not_there(ada: Member, ben: Member, cleo: Member) -> None:
    for other in (ben, cleo):
        tied(ada, other)
    ask = asks(ada)
    block_member(by=ada, other=ben, at=LATER)
    assert not waiting_reaches(ben, LATER)
    assert not Reach.objects.filter(helper=ben).exists()
    assert waiting_reaches(cleo, LATER)
    asking.withdraw(by=ada, public_id=ask.public_id, at=LATER)
    assert not waiting_reaches(cleo, LATER)
    assert not Notice.objects.filter(kind=REACHED).exists()


def test_a_helper_who_is_erased_holds_nothing_up(ada: Member) -> None:
    one, other = helpers(ada, 2)
    card = add_card(one, "Zoë Quillfeather", organization="Nordwind")
    ask = asks(ada)
    [hers] = waiting_reaches(one, NOW)
    Ask.objects.filter(pk=ask.pk).update(expires_at=DATE + timedelta(days=9000))
    answering.say_knows(by=one, public_id=hers.public_id, contact=card.public_id, line="Hello!", at=NOW)
    assert waiting_reaches(other, NOW)
    assert erase_asks(one) == {"asks": 0, "answers to asks": 1}
    assert waiting_reaches(other, LATER)
    assert erase_asks(ada)["asks"] == 1
    assert not Reach.objects.exists()


def test_nobody_to_ask_sends_nothing(ada: Member) -> None:
    with pytest.raises(asking.NobodyToAsk):
        asks(ada)
    assert Ask.objects.get().state == State.DRAFT
    assert not Reach.objects.exists()


def test_a_book_is_looked_through_in_few_queries(
    ada: Member, ben: Member, cleo: Member, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    tied(ada, ben)
    tied(ben, cleo)
    Contact.objects.filter(owner=ben, member=cleo).update(organization="Nordwind")
    for number in range(20):
        add_card(ben, f"Zoë Number{number}", organization="Nordwind")
    reach = waiting_reaches(ben, NOW) or [asks(ada).reaches.select_related("ask__asker")[0]]
    with django_assert_num_queries(7):
        found = fitting_in_book(ben, reach[0].ask)
    assert len(found) == 8
    assert not fitting_in_book(cleo, reach[0].ask)


def test_the_pages_say_what_they_should(ada: Member, ben: Member, client: Client) -> None:
    tied(ada, ben)
    client.force_login(ada)
    there = client.post("/asks/", {"text": "someone who worked at Nordwind"})["Location"]
    draft = client.get(there).content.decode()
    assert 'value="Nordwind"' in draft
    assert "You are not shown whom." in draft
    data = {"text": "advice on sails", "kind": "advice", "topic": "sails", "days": 10}
    kept = client.post(there, {**data, "keep": 1})
    assert kept.status_code == 302
    assert Ask.objects.get().topic == "sails"
    assert client.post(there, {**data, "kind": "nonsense", "send": 1}).status_code == 422
    client.post(there, {**data, "send": 1})
    text = client.get(there).content.decode()
    assert "Your ask is on its way" in text
    assert ben.name not in text
    assert client.post("/asks/", {"text": "  "}).status_code == 302
    client.force_login(ben)
    assert client.get(there).status_code == 404
    [reach] = waiting_reaches(ben, Ask.objects.get().sent_at)  # type: ignore[arg-type]
    assert client.post(f"/asks/for-me/{reach.public_id}/answer/", {"know": 1, "line": "x"}).status_code == 422
    client.post(f"/asks/for-me/{reach.public_id}/not-now/say/")
    client.force_login(ada)
    assert client.get(f"/asks/for-me/{reach.public_id}/answer/").status_code == 404
    again = client.get(there).content.decode()
    assert "Your ask is on its way" in again


def test_a_favour_that_names_a_tie_goes_to_them_alone(ada: Member, ben: Member, client: Client) -> None:
    tied(ada, ben)
    client.force_login(ada)
    there = client.post("/asks/", {"text": "a favour: somebody to read my draft"})["Location"]
    data = {"text": "Would you read my draft?", "kind": "favour", "person": ben.name, "days": 5}
    client.post(there, {**data, "keep": 1})
    assert f"{ben.name} alone." in client.get(there).content.decode()
    client.post(there, {**data, "send": 1})
    assert not Ask.objects.exists()
    assert Favour.objects.get(owner=ada).what == "Would you read my draft?"
