"""The table of states, every cell of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.people.moderation.enums import Decision, State
from comity.people.moderation.rules import APPEAL_WITHIN, Act, may_appeal, may_decide, moved

AT = datetime(2026, 11, 25, tzinfo=UTC)
LEADS = {
    (State.WAITING, Act.DECIDE): State.DECIDED,
    (State.DECIDED, Act.APPEAL): State.APPEALED,
    (State.APPEALED, Act.DECIDE_AGAIN): State.CLOSED,
}


@pytest.mark.parametrize("act", Act)
@pytest.mark.parametrize("state", State)
def test_every_cell(state: State, act: Act) -> None:
    assert moved(state, act) == LEADS.get((state, act))


@given(st.lists(st.sampled_from(Act)))
def test_no_case_is_appealed_or_decided_twice_the_same_way(acts: list[Act]) -> None:
    state, done = State.WAITING, []
    for act in acts:
        if (to := moved(state, act)) is not None:
            state = to
            done.append(act)
    assert done == [Act.DECIDE, Act.APPEAL, Act.DECIDE_AGAIN][: len(done)]


@pytest.mark.parametrize("decision", Decision)
@pytest.mark.parametrize("state", State)
def test_what_may_be_appealed(state: State, decision: Decision) -> None:
    can = state == State.DECIDED and decision != Decision.NOTHING
    last = AT + APPEAL_WITHIN - timedelta(seconds=1)
    assert may_appeal(state, decision, decided_at=AT, now=last) is can
    assert not may_appeal(state, decision, decided_at=AT, now=AT + APPEAL_WITHIN)


@given(st.booleans(), st.booleans(), st.booleans())
def test_nobody_decides_of_themselves(is_responsible: bool, is_partial: bool, others: bool) -> None:
    may = may_decide(is_responsible=is_responsible, is_partial=is_partial, others=others)
    assert may is (not is_responsible and not (is_partial and others))
