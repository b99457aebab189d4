"""The gate, the cap and the times, as laws."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from comity.people.messaging.enums import State, Writing
from comity.people.messaging.rules.gate import (
    UNANSWERED,
    may_answer,
    state_after,
    writing_in,
)
from comity.people.messaging.rules.times import EDITABLE, may_edit, may_undo, shows_reading
from tests.people.messaging.people import NOW

states, truth = st.sampled_from(State), st.booleans()
spans = st.timedeltas(min_value=timedelta(days=-40), max_value=timedelta(days=40))


@given(truth)
def test_who_asked_cannot_tell_a_declined_request_from_one_that_waits(is_free: bool) -> None:
    said = {writing_in(state, began=True, is_free=is_free) for state in UNANSWERED}
    assert said == {Writing.FREELY if is_free else Writing.WAIT}


@given(states, truth)
def test_who_did_not_begin_may_always_write(state: State, is_free: bool) -> None:
    assert writing_in(state, began=False, is_free=is_free) is not Writing.WAIT


@given(states, truth, truth)
def test_writing_leaves_nothing_unanswered(state: State, began: bool, is_free: bool) -> None:
    writing = writing_in(state, began=began, is_free=is_free)
    if writing is not Writing.WAIT:
        assert state_after(state, writing) not in UNANSWERED


@given(states, states)
def test_an_open_thread_is_never_closed_by_an_answer(state: State, to: State) -> None:
    if may_answer(state, to):
        assert state in UNANSWERED
        assert to is not State.FREE


@given(spans)
def test_a_message_is_changed_within_a_quarter_of_an_hour(ago: timedelta) -> None:
    assert may_edit(written_at=NOW - ago, now=NOW) == (timedelta() <= ago < EDITABLE)


@given(spans)
def test_undo_ends_after_an_hour(ago: timedelta) -> None:
    assert may_undo(done_at=NOW - ago, now=NOW) == (ago < timedelta(hours=1))


@given(spans, st.none() | spans, st.none() | spans)
def test_reading_shows_only_if_both_wanted_it_before(
    written: timedelta, author: timedelta | None, reader: timedelta | None
) -> None:
    shown = shows_reading(
        written_at=NOW + written,
        author_since=None if author is None else NOW + author,
        reader_since=None if reader is None else NOW + reader,
    )
    assert shown == (author is not None and reader is not None and max(author, reader) <= written)
