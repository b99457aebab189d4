"""A request for a mutual tie: what may become of it, what its asker never learns, and one outcome for two at once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.foundation.quotas.actions import QuotaSpent
from comity.people.members.actions.blocks import block_member
from comity.people.members.actions.pairs import NotThere
from comity.people.members.enums import Standing
from comity.people.members.models import Member
from comity.people.notifications.models import Notice
from comity.people.notifications.registry import mail_acts, notice_kinds
from comity.relationships.mutual.actions import requests as actions
from comity.relationships.mutual.actions.ending import end_tie
from comity.relationships.mutual.actions.joining import join_members
from comity.relationships.mutual.enums import MADE, REQUESTED, State, Via
from comity.relationships.mutual.models import MutualTie, TieRequest
from comity.relationships.mutual.queries.requests import sent_requests, standing_with, waiting_requests
from comity.relationships.mutual.registry import TIES_ASKED
from comity.relationships.mutual.rules.requests import LASTS, MOVES, Who, may_move, seen_by_asker, state_at
from tests.foundation.quotas.limits import at_most
from tests.relationships.mutual.people import LATER, NOW, at_once, tied

STATES = st.sampled_from(list(State))


@given(STATES, st.sampled_from([State.WAITING, State.DECLINED]), st.integers(-60, 60))
def test_an_asker_sees_no_difference_between_a_no_and_silence(to: State, was: State, days: int) -> None:
    now, expires_at = NOW + timedelta(days=days), NOW
    seen = {seen_by_asker(state, expires_at=expires_at, now=now) for state in (State.WAITING, State.DECLINED)}
    assert len(seen) == 1
    assert State.DECLINED not in seen
    legal = {may_move(state, to, Who.ASKER) for state in (State.WAITING, State.DECLINED)}
    assert len(legal) == 1, "what the asker may do tells the two apart"
    assert (state_at(was, expires_at=expires_at, now=now) is State.EXPIRED) is (days >= 0)


@given(STATES, STATES)
def test_what_is_over_stays_so_and_nobody_answers_for_another(state: State, to: State) -> None:
    assert not may_move(state, to, Who.ASKER) or to not in (State.ACCEPTED, State.EXPIRED)
    assert not MOVES[State.ACCEPTED]
    assert not MOVES[State.EXPIRED]
    assert MOVES[state].get(state) is None


def ask(by: Member, other: Member, *, note: str = "", at: object = NOW) -> TieRequest | MutualTie:
    return actions.ask_for_tie(by=by, other=other, note=note, at=at)  # type: ignore[arg-type]


@pytest.fixture
def request_(ada: Member, ben: Member) -> TieRequest:
    made = ask(ada, ben, note="From Lisbon")
    assert isinstance(made, TieRequest)
    return made


def test_who_is_asked_reads_it_and_says_yes(ada: Member, ben: Member, request_: TieRequest) -> None:
    (waiting,) = waiting_requests(ben, LATER)
    assert (waiting.asker, waiting.note) == (ada, "From Lisbon")
    assert Notice.objects.get(recipient=ben).kind == REQUESTED
    tie = actions.accept_request(by=ben, public_id=request_.public_id, at=LATER)
    assert (tie.of(ada), tie.via) == (ben, Via.REQUEST)
    assert not waiting_requests(ben, LATER)
    assert [(notice.recipient, notice.kind) for notice in Notice.objects.all()] == [(ada, MADE)]


def test_a_no_is_silent(ada: Member, ben: Member, request_: TieRequest) -> None:
    before = sent_requests(ada, LATER)
    actions.decline_request(by=ben, public_id=request_.public_id, at=LATER)
    assert sent_requests(ada, LATER) == before
    assert not waiting_requests(ben, LATER)
    assert not Notice.objects.exists()
    after = NOW + LASTS
    assert [one.state for one in sent_requests(ada, after)] == [State.EXPIRED]
    with pytest.raises(actions.AskedAlready):
        ask(ada, ben, at=after - timedelta(seconds=1))
    assert isinstance(ask(ada, ben, at=after), TieRequest)


def test_a_no_and_a_withdrawal_are_taken_back(ada: Member, ben: Member, request_: TieRequest) -> None:
    pk = request_.public_id
    actions.decline_request(by=ben, public_id=pk, at=LATER)
    actions.withdraw_request(by=ada, public_id=pk, at=LATER)
    actions.bring_back_request(by=ada, public_id=pk, at=LATER)
    assert not waiting_requests(ben, LATER), "what was declined comes back declined"
    actions.reconsider_request(by=ben, public_id=pk, at=LATER)
    assert waiting_requests(ben, LATER)


def test_two_who_ask_each_other_have_both_said_yes(ada: Member, ben: Member, request_: TieRequest) -> None:
    actions.decline_request(by=ben, public_id=request_.public_id, at=NOW)
    assert isinstance(ask(ben, ada, at=LATER), MutualTie)
    request_.refresh_from_db()
    assert request_.state == State.ACCEPTED


def test_a_meeting_answers_what_was_asked(ada: Member, ben: Member, request_: TieRequest) -> None:
    join_members(one=ada, other=ben, via=Via.MET, at=LATER)
    request_.refresh_from_db()
    assert request_.state == State.ACCEPTED
    assert not Notice.objects.exists()


@pytest.mark.parametrize("why", ["oneself", "blocked", "blocking", "suspended", "gone"])
def test_whom_one_cannot_ask_all_looks_the_same(ada: Member, ben: Member, why: str) -> None:
    _not_there(ada, ben, why)
    with pytest.raises(NotThere):
        ask(ada, ada if why == "oneself" else ben)
    assert not TieRequest.objects.exists()


def _not_there(ada: Member, ben: Member, why: str) -> None:
    if why == "blocked":
        block_member(by=ben, other=ada, at=NOW)
    if why == "blocking":
        block_member(by=ada, other=ben, at=NOW)
    if why == "suspended":
        Member.objects.filter(pk=ben.pk).update(standing=Standing.SUSPENDED, is_active=False)
    if why == "gone":
        Member.objects.get(pk=ben.pk).delete()


@pytest.mark.parametrize("why", ["blocked", "suspended", "gone"])
def test_a_request_ends_with_whom_it_was_for(
    ada: Member, ben: Member, request_: TieRequest, why: str
) -> None:
    _not_there(ada, ben, why)
    assert sent_requests(ada, LATER) == []
    with pytest.raises(NotThere):
        actions.withdraw_request(by=ada, public_id=request_.public_id, at=LATER)


def test_twice_is_not_asked_and_a_day_has_a_measure(
    ada: Member, ben: Member, cleo: Member, olga: Member, request_: TieRequest
) -> None:
    with pytest.raises(actions.AskedAlready):
        ask(ada, ben)
    ask(ada, cleo)
    with at_most(TIES_ASKED, 2):
        with pytest.raises(QuotaSpent):
            ask(ada, olga, at=LATER)
        assert isinstance(ask(ada, olga, at=NOW + timedelta(days=1, minutes=1)), TieRequest)
    actions.withdraw_request(by=ada, public_id=request_.public_id, at=LATER)
    with pytest.raises(actions.AskedAlready):
        ask(ada, ben, at=LATER)


def test_a_tie_is_not_asked_for_again_until_it_ended(ada: Member, ben: Member) -> None:
    tied(ada, ben)
    with pytest.raises(actions.TiedAlready):
        ask(ada, ben)
    assert standing_with(ada, ben, NOW) == "tied"
    end_tie(by=ben, other=ada, at=LATER)
    assert standing_with(ada, ben, NOW) == "free"
    assert isinstance(ask(ada, ben, at=LATER), TieRequest)


def test_only_who_is_asked_answers_and_only_who_asked_withdraws(
    ada: Member, ben: Member, cleo: Member, request_: TieRequest
) -> None:
    for wrong in (ada, cleo):
        for act in (actions.accept_request, actions.decline_request, actions.reconsider_request):
            with pytest.raises(NotThere):
                act(by=wrong, public_id=request_.public_id, at=LATER)
    for wrong in (ben, cleo):
        with pytest.raises(NotThere):
            actions.withdraw_request(by=wrong, public_id=request_.public_id, at=LATER)


def test_after_its_day_nothing_is_answered(ada: Member, ben: Member, request_: TieRequest) -> None:
    with pytest.raises(NotThere):
        actions.accept_request(by=ben, public_id=request_.public_id, at=NOW + LASTS)
    assert not waiting_requests(ben, NOW + LASTS)


def test_a_notice_says_who_asks_to_whom_is_asked_alone(ada: Member, ben: Member, cleo: Member) -> None:
    from django.utils import timezone

    made = ask(ada, ben, note="From Lisbon", at=timezone.now())
    lines = notice_kinds[REQUESTED].lines
    line = lines(ben, [made.public_id])[made.public_id]
    assert ada.name in line.text
    assert line.detail == "From Lisbon"
    assert lines(cleo, [made.public_id]) == lines(ada, [made.public_id]) == {}
    done = mail_acts["mutual.accept"].perform(ben, made.public_id, timezone.now())
    assert ada.name in done
    assert lines(ben, [made.public_id]) == {}
    tie = MutualTie.objects.get()
    assert ben.name in notice_kinds[MADE].lines(ada, [tie.public_id])[tie.public_id].text
    assert notice_kinds[MADE].lines(cleo, [tie.public_id]) == {}
    with pytest.raises(LookupError):
        mail_acts["mutual.decline"].perform(ben, made.public_id, timezone.now())
    assert mail_acts["mutual.accept"].perform(ben, made.public_id, timezone.now()) != done


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_accepting_and_withdrawing_at_once_has_one_outcome(ada: Member, ben: Member) -> None:
    for number in range(40):
        at = NOW + number * 2 * LASTS
        made = ask(ada, ben, at=at)
        accepts = [lambda: actions.accept_request(by=ben, public_id=made.public_id, at=at)] * 4  # noqa: B023
        withdraws = [lambda: actions.withdraw_request(by=ada, public_id=made.public_id, at=at)] * 4  # noqa: B023
        came = at_once(*(act for pair in zip(accepts, withdraws, strict=True) for act in pair))
        state = TieRequest.objects.get(pk=made.pk).state
        is_tied = MutualTie.objects.live().exists()
        assert (state == State.ACCEPTED) is is_tied, came
        assert state in (State.ACCEPTED, State.WITHDRAWN)
        assert all(one is None or isinstance(one, (MutualTie, NotThere, actions.TiedAlready)) for one in came)
        assert sum(one is None or isinstance(one, MutualTie) for one in came) == 1
        if is_tied:
            end_tie(by=ada, other=ben, at=at)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_blocking_and_accepting_at_once_leaves_no_tie(ada: Member, ben: Member) -> None:
    made = ask(ada, ben)
    accept = lambda: actions.accept_request(by=ben, public_id=made.public_id, at=LATER)  # noqa: E731
    block = lambda: block_member(by=ada, other=ben, at=LATER)  # noqa: E731
    at_once(*[accept, block] * 4)
    assert not MutualTie.objects.live().exists()
    assert not TieRequest.objects.exists()


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_eight_requests_at_once_are_one_and_two_sides_at_once_a_tie(ada: Member, ben: Member) -> None:
    at_once(*[lambda: ask(ada, ben)] * 8)
    assert TieRequest.objects.count() == 1
    TieRequest.objects.all().delete()
    at_once(*[lambda: ask(ada, ben), lambda: ask(ben, ada)] * 4)
    assert MutualTie.objects.live().count() == 1
    assert [one.state for one in TieRequest.objects.all()] == [State.ACCEPTED]


def test_a_yes_of_both_costs_nothing(ada: Member, ben: Member, cleo: Member) -> None:
    ask(ben, ada)
    with at_most(TIES_ASKED, 1):
        assert isinstance(ask(ada, ben, at=LATER), MutualTie)
        assert isinstance(ask(ada, cleo, at=LATER), TieRequest)
