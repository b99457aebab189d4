"""The codes two meet by: good for one other, once, for a while; what opens nothing looks the same."""

from __future__ import annotations

from datetime import timedelta

import pytest

from comity.people.contacts.models import Contact
from comity.people.members.actions.blocks import block_member
from comity.people.members.enums import Standing
from comity.people.members.models import Member
from comity.relationships.mutual.actions.meeting.confirming import Why, open_code
from comity.relationships.mutual.actions.meeting.finding import find_by_letters
from comity.relationships.mutual.actions.meeting.showing import end_codes, tidy_codes
from comity.relationships.mutual.enums import Stage
from comity.relationships.mutual.models import Meeting, Showing
from comity.relationships.mutual.queries.codes import letters_of, token_of
from comity.relationships.mutual.rules.meeting import (
    LATE_FOR,
    TRIES_WITHIN,
    Deed,
)
from comity.relationships.ties.models import Interaction
from tests.relationships.mutual.meetings import (
    LATER,
    SOON,
    does,
    in_both_books,
    shows,
    uses,
    why,
)
from tests.relationships.mutual.people import NOW


def test_nobody_meets_themselves(ada: Member) -> None:
    assert why(lambda: uses(ada, shows(ada))) == Why.OWN


def test_the_same_again_is_the_same_meeting(ada: Member, ben: Member) -> None:
    code = shows(ada)
    assert uses(ben, code) == uses(ben, code, at=LATER)
    assert Interaction.objects.count() == 2


def test_a_third_person_finds_it_used(ada: Member, ben: Member, cleo: Member) -> None:
    code = shows(ada)
    uses(ben, code)
    assert why(lambda: uses(cleo, code)) == Why.USED
    assert not Contact.objects.filter(owner=cleo).exists()


def test_a_code_that_was_taken_back_is_not_good_again(ada: Member, ben: Member) -> None:
    code = shows(ada)
    meeting = uses(ben, code)
    does(ada, meeting, Deed.UNDO)
    assert uses(ben, code, at=SOON).stage == Stage.UNDONE
    assert in_both_books(meeting) == [0, 0]


@pytest.mark.parametrize(
    "reason", ["ended", "old", "forged", "never", "blocked", "blocking", "suspended", "erased"]
)
def test_what_opens_nothing_looks_the_same(ada: Member, ben: Member, reason: str) -> None:
    code, at = shows(ada), SOON
    token = token_of(code)
    if reason == "ended":
        end_codes(by=ada, at=SOON)
    if reason == "old":
        at = NOW + LATE_FOR
    if reason == "forged":
        token = token[:-1] + ("A" if token[-1] != "A" else "B")
    if reason == "never":
        Showing.objects.all().delete()
    if reason == "blocked":
        block_member(by=ada, other=ben, at=NOW)
    if reason == "blocking":
        block_member(by=ben, other=ada, at=NOW)
    if reason == "suspended":
        Member.objects.filter(pk=ada.pk).update(standing=Standing.SUSPENDED, is_active=False)
    if reason == "erased":
        Member.objects.get(pk=ada.pk).delete()
    assert why(lambda: open_code(by=ben, token=token, at=at)) == Why.GONE
    if reason != "forged":
        assert why(lambda: uses(ben, code, at=at)) == Why.GONE
    assert not Meeting.objects.exists()


def test_a_clock_that_jumped_back_says_so(ada: Member, ben: Member) -> None:
    code = shows(ada, at=NOW)
    assert why(lambda: uses(ben, code, at=NOW - timedelta(days=1))) == Why.CLOCK
    assert uses(ben, code, at=NOW - timedelta(minutes=1)).stage == Stage.CONFIRMED


def test_five_uses_in_vain_end_a_code(ada: Member, ben: Member, cleo: Member) -> None:
    code = shows(ada)
    block_member(by=ada, other=cleo, at=NOW)
    for _ in range(5):
        assert why(lambda: uses(cleo, code)) == Why.GONE
    assert why(lambda: uses(ben, code)) == Why.GONE


def test_a_new_code_ends_the_one_before(ada: Member, ben: Member) -> None:
    first = shows(ada)
    shows(ada, at=SOON)
    assert why(lambda: uses(ben, first, at=SOON)) == Why.GONE


def test_five_wrong_letters_and_the_right_ones_do_not_help(ada: Member, ben: Member) -> None:
    right = letters_of(shows(ada).public_id)
    for left in (4, 3, 2, 1, 0):
        assert find_by_letters(by=ben, typed="BBBBBB" if right != "BBBBBB" else "CCCCCC", at=NOW).left == left
    assert find_by_letters(by=ben, typed=right, at=SOON).showing is None
    assert find_by_letters(by=ben, typed=right.lower(), at=NOW + TRIES_WITHIN).showing is not None


def test_right_letters_are_not_a_try(ada: Member, ben: Member) -> None:
    right = letters_of(shows(ada).public_id)
    assert all(find_by_letters(by=ben, typed=right, at=NOW).left == 5 for _ in range(7))


def test_neither_letters_nor_token_are_stored(ada: Member) -> None:
    code = shows(ada)
    row = str(Showing.objects.values().get())
    assert letters_of(code.public_id) not in row
    assert token_of(code) not in row


def test_old_codes_are_thrown_away_and_meetings_stay(ada: Member, ben: Member) -> None:
    meeting = uses(ben, shows(ada))
    shows(ada, at=NOW + timedelta(days=5))
    assert tidy_codes(at=NOW + LATE_FOR + timedelta(seconds=1)) == 1
    meeting.refresh_from_db()
    assert meeting.stage == Stage.CONFIRMED
    assert Showing.objects.count() == 1
