"""Eight hands at once on one meeting: it is there once in both books, or not at all."""

from __future__ import annotations

from datetime import timedelta

import pytest

from comity.people.contacts.models import Contact
from comity.people.members.actions.blocks import block_member
from comity.people.members.models import Member
from comity.relationships.mutual.actions.meeting.answering import answer_meeting
from comity.relationships.mutual.actions.meeting.confirming import CannotMeet, Why
from comity.relationships.mutual.actions.meeting.finding import Guess, find_by_letters
from comity.relationships.mutual.actions.meeting.showing import end_codes
from comity.relationships.mutual.enums import Stage
from comity.relationships.mutual.models import Meeting, MutualTie
from comity.relationships.mutual.rules.meeting import LIVE_FOR, Deed, NotPossible
from comity.relationships.ties.models import Interaction, Tie
from tests.relationships.mutual.meetings import shows, uses
from tests.relationships.mutual.people import NOW, at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]

ROUNDS = 8


def agree(ada: Member, ben: Member) -> None:
    """See that both books say the same of the two: as many days as confirmed meetings, a tie if there is one."""
    confirmed = Meeting.objects.filter(stage=Stage.CONFIRMED)
    keys = sorted(meeting.key for meeting in confirmed)
    for owner in (ada, ben):
        assert sorted(Interaction.objects.filter(owner=owner).values_list("key", flat=True)) == keys
        linked = Contact.objects.visible_to(owner).filter(member__isnull=False).count()
        assert linked == (1 if keys else 0)
        counted = Tie.objects.filter(owner=owner, last_on__isnull=False, contact__deleted_at=None).count()
        assert counted == (1 if keys else 0)
    assert MutualTie.objects.live().count() == (1 if keys else 0)


def clear() -> None:
    for model in (Meeting, Interaction, MutualTie, Tie, Contact):
        model.objects.all().delete()


def test_one_code_taken_by_eight_at_once_makes_one_meeting(ada: Member, ben: Member) -> None:
    for _ in range(ROUNDS):
        code = shows(ada)
        got = at_once(*[lambda: uses(ben, code)] * 8)  # noqa: B023
        assert {getattr(one, "pk", one) for one in got} == {Meeting.objects.get().pk}
        agree(ada, ben)
        clear()


def test_two_who_scan_each_other_have_one_meeting(ada: Member, ben: Member) -> None:
    for _ in range(ROUNDS):
        hers, his = shows(ada), shows(ben)
        got = at_once(*[lambda: uses(ben, hers), lambda: uses(ada, his)] * 4)  # noqa: B023
        assert {getattr(one, "pk", one) for one in got} == {Meeting.objects.get().pk}
        agree(ada, ben)
        clear()


def test_of_two_people_at_one_code_one_is_first(ada: Member, ben: Member, cleo: Member) -> None:
    for _ in range(ROUNDS):
        code = shows(ada)
        got = at_once(*[lambda: uses(ben, code), lambda: uses(cleo, code)] * 4)  # noqa: B023
        refused = [one for one in got if isinstance(one, CannotMeet)]
        assert len(refused) == 4
        assert {one.why for one in refused} == {Why.USED}
        winner = Meeting.objects.get().scanner
        assert winner is not None
        agree(ada, winner)
        clear()


def test_confirming_and_undoing_at_once_end_in_one_or_the_other(ada: Member, ben: Member) -> None:
    for _ in range(ROUNDS):
        code = shows(ada)
        meeting = uses(ben, code)
        undo = lambda: answer_meeting(by=ada, public_id=meeting.public_id, deed=Deed.UNDO, at=NOW)  # noqa: B023, E731
        got = at_once(*[undo, lambda: uses(ben, code)] * 4)  # noqa: B023
        assert sum(isinstance(one, NotPossible) for one in got) == 3
        meeting.refresh_from_db()
        assert meeting.stage == Stage.UNDONE
        agree(ada, ben)
        clear()


def test_yes_and_withdrawn_at_once_end_in_one_of_them(ada: Member, ben: Member) -> None:
    for _ in range(ROUNDS):
        meeting = uses(ben, shows(ada), at=NOW + LIVE_FOR, on=NOW.date())
        at = NOW + timedelta(hours=1)
        yes = lambda: answer_meeting(by=ada, public_id=meeting.public_id, deed=Deed.YES, at=at)  # noqa: B023, E731
        off = lambda: answer_meeting(by=ben, public_id=meeting.public_id, deed=Deed.WITHDRAW, at=at)  # noqa: B023, E731
        got = at_once(*[yes, off] * 4)
        assert all(isinstance(one, (Meeting, NotPossible)) for one in got)
        meeting.refresh_from_db()
        assert meeting.stage in (Stage.CONFIRMED, Stage.WITHDRAWN)
        agree(ada, ben)
        clear()


def test_ended_or_used_at_once_is_one_of_them(ada: Member, ben: Member) -> None:
    for _ in range(ROUNDS):
        code = shows(ada)
        got = at_once(*[lambda: uses(ben, code), lambda: end_codes(by=ada, at=NOW)] * 4)  # noqa: B023
        code.refresh_from_db()
        assert Meeting.objects.exists() is (code.ended_at is None)
        assert all(isinstance(one, (Meeting, int, CannotMeet)) for one in got)
        agree(ada, ben)
        clear()


def test_blocked_or_met_at_once_is_one_after_the_other(ada: Member, ben: Member) -> None:
    code = shows(ada)
    got = at_once(*[lambda: uses(ben, code)] * 4, *[lambda: block_member(by=ada, other=ben, at=NOW)] * 4)
    assert not [one for one in got if isinstance(one, Exception) and not isinstance(one, CannotMeet)]


def test_eight_guesses_at_once_are_five(ada: Member, ben: Member) -> None:
    shows(ada)
    got = at_once(*[lambda: find_by_letters(by=ben, typed="wrong!", at=NOW)] * 8)
    assert sorted(one.left if isinstance(one, Guess) else -1 for one in got) == [0, 0, 0, 0, 1, 2, 3, 4]
