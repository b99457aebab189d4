"""A meeting that is said later, without a network: the other one is asked."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from comity.people.members.actions.blocks import block_member
from comity.people.members.models import Member
from comity.people.notifications.models import Notice
from comity.people.notifications.registry import mail_acts, notice_kinds
from comity.relationships.mutual.actions.meeting.confirming import Why
from comity.relationships.mutual.actions.meeting.erasing import erase_meetings
from comity.relationships.mutual.enums import Stage
from comity.relationships.mutual.models import Meeting, Showing
from comity.relationships.mutual.queries.meeting import meeting_of, to_confirm
from comity.relationships.mutual.rules.meeting import (
    ANSWER_WITHIN,
    Deed,
    NotPossible,
)
from comity.relationships.ties.models import Interaction
from tests.relationships.mutual.meetings import (
    LATER,
    SOON,
    does,
    in_both_books,
    phone_of,
    shows,
    uses,
    why,
)
from tests.relationships.mutual.people import NOW, card_of


def test_later_the_other_one_is_asked_and_then_it_is_as_if_at_once(ada: Member, ben: Member) -> None:
    code = shows(ada, "email")
    day = NOW.date()
    meeting = uses(ben, code, "email", at=NOW + timedelta(days=3), on=day)
    assert (meeting.stage, meeting.on) == (Stage.WAITING, day)
    assert in_both_books(meeting) == [0, 0]
    asked = to_confirm(ada, NOW + timedelta(days=3))
    assert [(seen.other, seen.is_mine_to_answer) for seen in asked] == [("Ben Sørensen", True)]
    assert to_confirm(ben, NOW + timedelta(days=3)) == []
    does(ada, meeting, Deed.YES, NOW + timedelta(days=4))
    assert in_both_books(meeting) == [2, 2]
    assert {noted.on for noted in Interaction.objects.all()} == {day}
    assert to_confirm(ada, NOW + timedelta(days=4)) == []


def test_a_code_kept_on_a_phone_always_asks(ada: Member, ben: Member) -> None:
    assert uses(ben, shows(ada, spare=True), at=SOON, on=NOW.date()).stage == Stage.WAITING


@pytest.mark.parametrize("day", [NOW.date() - timedelta(days=1), NOW.date() + timedelta(days=4)])
def test_a_day_that_cannot_be_is_refused(ada: Member, ben: Member, day: date) -> None:
    code = shows(ada)
    assert why(lambda: uses(ben, code, at=NOW + timedelta(days=3), on=day)) == Why.DAY
    assert uses(ben, code, at=NOW + timedelta(days=3), on=NOW.date()).stage == Stage.WAITING


def test_a_live_code_confirms_what_was_said_later_that_day(ada: Member, ben: Member) -> None:
    key = phone_of(ada, "+351 21 000 0000")
    waiting = uses(ben, shows(ada, spare=True), on=NOW.date())
    assert waiting.stage == Stage.WAITING
    live = shows(ada, key, at=LATER)
    assert uses(ben, live, at=LATER) == waiting
    waiting.refresh_from_db()
    assert (waiting.stage, waiting.shower_gives) == (Stage.CONFIRMED, [key])
    assert in_both_books(waiting) == [2, 2]
    assert card_of(ben, ada).values.filter(value="+351 21 000 0000").exists()
    assert not Notice.objects.exists()


def test_who_said_yes_has_nothing_left_to_read(ada: Member, ben: Member) -> None:
    meeting = uses(ben, shows(ada), at=LATER, on=NOW.date())
    does(ada, meeting, Deed.YES, LATER)
    assert [one.recipient for one in Notice.objects.all()] == [ben]


def test_a_no_is_silent(ada: Member, ben: Member) -> None:
    meeting = uses(ben, shows(ada), at=LATER, on=NOW.date())
    waiting = meeting_of(ben, meeting.public_id, LATER)
    does(ada, meeting, Deed.NO, LATER)
    assert meeting_of(ben, meeting.public_id, LATER).stage == waiting.stage == Stage.WAITING
    assert to_confirm(ada, LATER) == []
    does(ada, meeting, Deed.BACK, LATER)
    assert len(to_confirm(ada, LATER)) == 1
    does(ben, meeting, Deed.WITHDRAW, LATER)
    with pytest.raises(NotPossible):
        does(ada, meeting, Deed.YES, LATER)
    assert in_both_books(meeting) == [0, 0]


def test_another_code_does_not_tell_a_no_from_silence(ada: Member, ben: Member) -> None:
    codes = [shows(ada, spare=True) for _number in range(3)]
    said = uses(ben, codes[0], at=LATER, on=NOW.date())
    assert uses(ben, codes[1], at=LATER, on=NOW.date()) == said
    does(ada, said, Deed.NO, LATER)
    assert uses(ben, codes[2], at=LATER, on=NOW.date()) == said
    assert to_confirm(ada, LATER) == []


def test_who_declined_may_still_say_it_themself(ada: Member, ben: Member) -> None:
    said = uses(ben, shows(ada, spare=True), at=LATER, on=NOW.date())
    does(ada, said, Deed.NO, LATER)
    assert uses(ada, shows(ben, spare=True), at=LATER, on=NOW.date()) != said
    assert uses(ben, shows(ada, at=LATER), at=LATER).stage == Stage.CONFIRMED


def test_nobody_confirms_for_the_other(ada: Member, ben: Member) -> None:
    meeting = uses(ben, shows(ada), at=LATER, on=NOW.date())
    with pytest.raises(NotPossible):
        does(ben, meeting, Deed.YES, LATER)


def test_after_a_month_nobody_is_asked_any_more(ada: Member, ben: Member) -> None:
    meeting = uses(ben, shows(ada), at=LATER, on=NOW.date())
    over = LATER + ANSWER_WITHIN
    assert to_confirm(ada, over) == []
    with pytest.raises(NotPossible):
        does(ada, meeting, Deed.YES, over)


def test_two_who_both_say_it_later_need_no_yes(ada: Member, ben: Member) -> None:
    hers, his = shows(ada, spare=True), shows(ben, spare=True)
    first = uses(ben, hers, at=LATER, on=NOW.date())
    second = uses(ada, his, "email", at=LATER, on=NOW.date())
    assert second == first
    assert (second.stage, second.shower_gives) == (Stage.CONFIRMED, ["email"])
    assert in_both_books(first) == [2, 2]


def test_what_both_confirmed_at_once_is_one_meeting_from_either_code(ada: Member, ben: Member) -> None:
    hers, his = shows(ada), shows(ben)
    assert uses(ben, hers) == uses(ada, his)
    assert Interaction.objects.count() == 2


def test_a_block_ends_what_waits(ada: Member, ben: Member) -> None:
    meeting = uses(ben, shows(ada), at=LATER, on=NOW.date())
    block_member(by=ada, other=ben, at=LATER)
    assert to_confirm(ada, LATER) == []
    with pytest.raises(Meeting.DoesNotExist):
        does(ada, meeting, Deed.YES, LATER)
    assert not Notice.objects.exists()
    assert not Showing.objects.exists()


def test_one_is_told_and_may_answer_from_the_mail(ada: Member, ben: Member) -> None:
    meeting = uses(ben, shows(ada), at=LATER, on=NOW.date())
    kind, subject = notice_kinds["mutual.met"], [meeting.public_id]
    line = kind.lines(ada, subject)[meeting.public_id]
    assert line.text == "Ben Sørensen says that you met on 20 November 2026."
    assert [act.key for act in line.acts] == ["mutual.met_yes", "mutual.met_no"]
    assert kind.lines(ben, subject) == {}
    said = mail_acts["mutual.met_yes"].perform(ada, meeting.public_id, LATER)
    assert said == "Confirmed: you met Ben Sørensen."
    assert mail_acts["mutual.met_yes"].perform(ada, meeting.public_id, LATER) == said
    assert kind.lines(ada, subject) == {}
    assert "confirmed that you met" in kind.lines(ben, subject)[meeting.public_id].text
    with pytest.raises(LookupError):
        mail_acts["mutual.met_no"].perform(ada, meeting.public_id, LATER)
    with pytest.raises(LookupError):
        mail_acts["mutual.met_yes"].perform(ben, "x" * 22, LATER)


def test_what_waits_goes_with_either(ada: Member, ben: Member) -> None:
    uses(ben, shows(ada), at=LATER, on=NOW.date())
    erase_meetings(ben)
    assert not Meeting.objects.exists()
    assert not Notice.objects.exists()
