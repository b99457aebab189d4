"""Whatever meets at one case: one decision, one appeal, and every report in a case that somebody decides."""

from __future__ import annotations

from functools import partial

import pytest

from comity.people.members.actions import standing
from comity.people.members.models import Member
from comity.people.moderation.actions.appealing import TooLate, appeal
from comity.people.moderation.actions.deciding import Meanwhile
from comity.people.moderation.actions.erasing import erase_moderation
from comity.people.moderation.enums import DECIDED, Decision, State
from comity.people.moderation.models import Case, Report
from comity.people.notifications.models import Notice
from tests.people.moderation.cases import AT, decided, reported
from tests.relationships.mutual.people import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]
ROUNDS = 5


def operators(count: int) -> list[Member]:
    return [
        Member.objects.create_user(f"op{one}@example.org", name=f"Op {one}", is_operator=True)
        for one in range(count)
    ]


def test_of_decisions_taken_at_once_one_holds(ada: Member, ben: Member) -> None:
    hands = operators(4)
    for _ in range(ROUNDS):
        case = reported(ada, ben).case
        ways = (Decision.NOTHING, Decision.WARNED, Decision.SUSPENDED, Decision.HIDDEN)
        came = at_once(*(partial(decided, by, case, way) for by, way in zip(hands, ways, strict=True)))
        held = [one for one in came if isinstance(one, Case)]
        assert len(held) == 1, came
        assert all(isinstance(one, Case | Meanwhile) for one in came), came
        now = Case.objects.get(pk=case.pk)
        assert (now.decision, now.decided_by_id) == (held[0].decision, held[0].decided_by_id)
        assert Member.objects.get(pk=ben.pk).is_active is (now.decision != Decision.SUSPENDED)
        notices = Notice.objects.filter(kind=DECIDED, about=case.public_id).count()
        assert notices == (now.decision != Decision.NOTHING)
        if now.decision == Decision.SUSPENDED:
            standing.approve(by=hands[0], public_id=ben.public_id, at=AT)


def test_no_report_falls_between_two_cases(ada: Member, ben: Member, cleo: Member, olga: Member) -> None:
    for _ in range(ROUNDS):
        case = reported(ada, ben).case
        at_once(partial(decided, olga, case), partial(reported, cleo, ben))
        row = Report.objects.filter(reporter=cleo).latest("pk")
        if row.case_id == case.pk:
            assert Notice.objects.filter(recipient=cleo, about=row.public_id).exists()  # in time: she is told
        else:
            assert row.case.state == State.WAITING
            decided(olga, row.case)


def test_the_first_reports_of_a_thing_meet_in_one_case(ben: Member, olga: Member) -> None:
    members = [Member.objects.create_user(f"m{one}@example.org", name=f"M {one}") for one in range(6)]
    for _ in range(ROUNDS):
        came = at_once(*(partial(reported, one, ben) for one in members))
        assert all(isinstance(one, Report) for one in came), came
        case = Case.objects.get(state=State.WAITING)
        assert case.reports.count() == 6
        decided(olga, case)


def test_appealed_twice_at_once_it_is_appealed_once(ada: Member, ben: Member, olga: Member) -> None:
    for _ in range(ROUNDS):
        case = decided(olga, reported(ada, ben).case)
        came = at_once(*(partial(appeal, case, words=f"No {one}", at=AT) for one in range(4)))
        assert sum(isinstance(one, TooLate) for one in came) == 3, came
        assert Case.objects.get(pk=case.pk).state == State.APPEALED


def test_erased_while_it_is_decided_nothing_stays(ada: Member, olga: Member) -> None:
    for turn in range(ROUNDS):
        ben = Member.objects.create_user(f"ben{turn}@example.org", name="Ben")
        case = reported(ada, ben).case

        def leave(ben: Member = ben) -> None:
            from django.db import transaction

            with transaction.atomic():
                Member.objects.select_for_update().get(pk=ben.pk)
                erase_moderation(ben)
                ben.delete()

        came = at_once(partial(decided, olga, case), leave)
        fine = (Case, Case.DoesNotExist, Member.DoesNotExist, type(None))
        assert all(isinstance(one, fine) for one in came), came
        assert not Case.objects.exists()
        assert not Notice.objects.filter(recipient=olga).exists()
