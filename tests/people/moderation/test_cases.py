"""From a report to a second decision: who may do what, what it does, and who is told what."""

from __future__ import annotations

from functools import partial

import pytest
from django.core import mail
from django.db import connection

from comity.foundation.audit.models import AuditEntry
from comity.foundation.quotas.actions import QuotaSpent
from comity.foundation.work.jobs import run_waiting
from comity.people.members.actions.blocks import block_member
from comity.people.members.actions.pairs import NotThere
from comity.people.members.enums import ProfilePart, Standing
from comity.people.members.models import Member, Position, Profile, Show
from comity.people.members.queries.profile import profile_for
from comity.people.moderation.actions.appealing import TooLate, appeal
from comity.people.moderation.actions.deciding import Meanwhile, NotYours, decide_again
from comity.people.moderation.actions.erasing import erase_moderation, forget_old_cases
from comity.people.moderation.enums import DECIDED, DECIDED_AGAIN, LOOKED_AT, WAITS, Again, Decision, State
from comity.people.moderation.models import Case, Report
from comity.people.moderation.queries.own import case_of_token, decision_of, reports_of, token_of
from comity.people.notifications.models import Notice
from comity.people.notifications.queries.page import groups_of
from tests.people.moderation.cases import AT, DAY, WHY, decided, reported

pytestmark = pytest.mark.django_db


def told(member: Member) -> list[str]:
    """Return the kinds of notices a member can read now."""
    return [group.key for group in groups_of(member, list(Notice.objects.filter(recipient=member)))]


def words_told(member: Member) -> str:
    groups = groups_of(member, list(Notice.objects.filter(recipient=member)))
    return " ".join(f"{one.line.text} {one.line.detail}" for group in groups for one in group.told)


class TestReporting:
    def test_it_keeps_what_the_page_said_to_who_reports_it(
        self, ada: Member, ben: Member, olga: Member
    ) -> None:
        profile = Profile.objects.create(owner=ben, headline="Ada is a fool", about="Only mine")
        Show.objects.create(profile=profile, part=ProfilePart.ABOUT, audience_kind="me")
        made = reported(ada, ben)
        profile.headline = "Nothing to see"
        profile.save()
        kept = Report.objects.get()
        assert kept == made
        assert "Ada is a fool" in kept.was
        assert "Only mine" not in kept.was
        assert (kept.case.responsible, kept.case.state) == (ben, State.WAITING)
        assert told(olga) == [WAITS]
        assert told(ben) == []

    def test_nothing_of_it_lies_open_in_the_database(self, ada: Member, ben: Member, olga: Member) -> None:
        Profile.objects.create(owner=ben, headline="Ada is a fool")
        case = decided(olga, reported(ada, ben).case)
        appeal(case, words="She began", at=AT)
        with connection.cursor() as cursor:
            cursor.execute("SELECT * FROM moderation_report, moderation_case")
            rows = repr(cursor.fetchall())
        for words in ("fool", "calls me names", "colleagues", "She began"):
            assert words not in rows

    def test_the_same_member_reports_a_thing_once_while_it_waits(
        self, ada: Member, ben: Member, cleo: Member, olga: Member
    ) -> None:
        first = reported(ada, ben)
        assert reported(ada, ben, "Again!") == first
        other = reported(cleo, ben)
        assert other.case == first.case
        decided(olga, first.case)
        assert reported(ada, ben).case != first.case

    def test_what_is_not_there_for_them_cannot_be_reported(self, ada: Member, ben: Member) -> None:
        with pytest.raises(NotThere):
            reported(ben, ben)
        block_member(by=ben, other=ada, at=AT)
        with pytest.raises(NotThere):
            reported(ada, ben)
        assert not Case.objects.exists()

    def test_a_young_account_reports_five_things_a_day(self, ada: Member) -> None:
        others = [Member.objects.create_user(f"m{one}@example.org", name=f"M {one}") for one in range(6)]
        at = ada.joined_at
        for other in others[:5]:
            reported(ada, other, at=at)
        with pytest.raises(QuotaSpent):
            reported(ada, others[5], at=at)
        assert reported(ada, others[0], at=at)


class TestDeciding:
    def test_nothing_wrong_is_told_to_who_reported_it_alone(
        self, ada: Member, ben: Member, olga: Member
    ) -> None:
        case = decided(olga, reported(ada, ben).case, Decision.NOTHING)
        assert told(ada) == [LOOKED_AT]
        assert "stays as it is" in words_told(ada)
        assert WHY in words_told(ada)
        assert told(ben) == []
        assert not Case.objects.visible_to(ben).exists()
        with pytest.raises(TooLate):
            appeal(case, words="But I never knew", at=AT)

    def test_a_warning_is_read_by_who_it_is_for_alone(self, ada: Member, ben: Member, olga: Member) -> None:
        decided(olga, reported(ada, ben).case)
        assert told(ben) == [DECIDED]
        assert WHY in words_told(ben)
        assert "Ada" not in words_told(ben)
        assert WHY not in words_told(ada)
        assert told(olga) == []
        assert Member.objects.get(pk=ben.pk).is_active

    def test_hiding_leaves_a_page_to_its_owner(self, ada: Member, ben: Member, olga: Member) -> None:
        Profile.objects.create(owner=ben, headline="Ada is a fool", has_public_page=True)
        Position.objects.create(owner=ben, organization="Fool's Inc", audience_kind="public")
        decided(olga, reported(ada, ben).case, Decision.HIDDEN)
        assert not profile_for(ada, ben).says_something
        assert profile_for(ben, ben).texts[ProfilePart.HEADLINE] == "Ada is a fool"
        assert not Profile.objects.get(owner=ben).has_public_page

    def test_a_suspended_member_is_mailed_and_may_appeal_without_signing_in(
        self, ada: Member, ben: Member, olga: Member
    ) -> None:
        mail.outbox.clear()
        case = decided(olga, reported(ada, ben).case, Decision.SUSPENDED)
        assert Member.objects.get(pk=ben.pk).standing == Standing.SUSPENDED
        run_waiting()
        letter = mail.outbox[-1]
        assert letter.to == [ben.email]
        assert WHY in letter.body
        assert f"/decision/{token_of(case)}/" in letter.body
        assert "Ada" not in letter.body
        found = case_of_token(token_of(case))
        assert found == case
        appeal(case, words="I was hacked", at=AT)
        decide_again(
            by=olga, public_id=case.public_id, again=Again.TAKEN_BACK, sentence="Sorry.", at=AT + DAY
        )
        assert Member.objects.get(pk=ben.pk).standing == Standing.ACTIVE
        run_waiting()
        assert "Sorry." in mail.outbox[-1].body
        assert told(ben) == [DECIDED, DECIDED_AGAIN]

    def test_a_link_of_ones_own_making_opens_nothing(self, ada: Member, ben: Member, olga: Member) -> None:
        case = reported(ada, ben).case
        assert case_of_token(token_of(case)) is None  # nothing is decided yet
        decided(olga, case)
        assert case_of_token(case.public_id) is None
        assert case_of_token(token_of(case)[:-1] + "x") is None

    def test_each_decision_stands_in_the_audit_without_words(
        self, ada: Member, ben: Member, olga: Member
    ) -> None:
        case = decided(olga, reported(ada, ben).case)
        appeal(case, words="No.", at=AT)
        decide_again(by=olga, public_id=case.public_id, again=Again.STANDS, sentence="Yes.", at=AT)
        rows = AuditEntry.objects.filter(verb__startswith="moderation").order_by("pk")
        verbs = [row.verb.removeprefix("moderation.") for row in rows]
        assert verbs == ["reported", "decided", "appealed", "decided_again"]
        assert all(row.detail == {} for row in rows)


class TestWhoDecides:
    def test_an_operator_neither_sees_nor_decides_what_is_about_them(
        self, ada: Member, ben: Member, olga: Member
    ) -> None:
        case = reported(ada, olga).case
        assert not Case.objects.for_operator(olga).exists()
        assert told(olga) == []
        with pytest.raises(Case.DoesNotExist):
            decided(olga, case)
        with pytest.raises(Case.DoesNotExist):
            decided(ada, case)

    def test_who_reported_it_decides_only_where_nobody_else_can(
        self, ada: Member, ben: Member, olga: Member
    ) -> None:
        case = reported(olga, ben).case
        ada.is_operator = True
        ada.save()
        with pytest.raises(NotYours):
            decided(olga, case)
        ada.is_operator = False
        ada.save()
        assert decided(olga, case).state == State.DECIDED

    def test_an_appeal_goes_to_another_where_there_is_one(
        self, ada: Member, ben: Member, cleo: Member, olga: Member
    ) -> None:
        case = decided(olga, reported(ada, ben).case)
        appeal(case, words="No.", at=AT)
        cleo.is_operator = True
        cleo.save()
        again = partial(
            decide_again, public_id=case.public_id, again=Again.STANDS, sentence="It does.", at=AT
        )
        with pytest.raises(NotYours):
            again(by=olga)
        assert again(by=cleo).state == State.CLOSED


class TestAppeals:
    def test_once_and_in_time(self, ada: Member, ben: Member, olga: Member) -> None:
        case = decided(olga, reported(ada, ben).case)
        with pytest.raises(TooLate):
            appeal(case, words="Late", at=AT + 14 * DAY)
        appeal(case, words="In time", at=AT + 14 * DAY - DAY / 24)
        assert told(olga) == [WAITS]
        with pytest.raises(TooLate):
            appeal(case, words="Twice", at=AT + DAY)
        with pytest.raises(Meanwhile):
            decided(olga, case)
        decide_again(by=olga, public_id=case.public_id, again=Again.STANDS, sentence="So be it.", at=AT + DAY)
        assert told(olga) == []
        with pytest.raises(TooLate):
            appeal(case, words="Thrice", at=AT + DAY)
        view = decision_of(Case.objects.get(), AT)
        assert (view.appeal, view.again_sentence, view.may_appeal) == ("In time", "So be it.", False)


class TestForgetting:
    def test_who_reported_leaves_no_name_and_no_words(self, ada: Member, ben: Member, olga: Member) -> None:
        case = reported(ada, ben).case
        counts = erase_moderation(ada)
        kept = Report.objects.get()
        assert (kept.reporter, kept.words) == (None, "")
        assert counts["reports without your name and words"] == 1
        assert decided(olga, case).state == State.DECIDED

    def test_with_who_it_is_about_all_of_it_goes(self, ada: Member, ben: Member, olga: Member) -> None:
        decided(olga, reported(ada, ben).case)
        reported(ada, ben)
        erase_moderation(ben)
        assert not Case.objects.exists()
        assert not Report.objects.exists()
        assert not Notice.objects.exists()

    def test_half_a_year_after_the_last_decision_all_of_it_goes(
        self, ada: Member, ben: Member, olga: Member
    ) -> None:
        case = decided(olga, reported(ada, ben).case)
        waits = reported(ada, ben)
        assert case.forget_on == (AT + 180 * DAY).date()
        assert forget_old_cases(now=AT + 179 * DAY) == 0
        assert forget_old_cases(now=AT + 180 * DAY) == 1
        assert list(Report.objects.all()) == [waits]

    def test_an_appeal_that_waits_is_not_forgotten(self, ada: Member, ben: Member, olga: Member) -> None:
        case = decided(olga, reported(ada, ben).case)
        appeal(case, words="No.", at=AT)
        assert forget_old_cases(now=AT + 500 * DAY) == 0
        decide_again(
            by=olga, public_id=case.public_id, again=Again.STANDS, sentence="Yes.", at=AT + 500 * DAY
        )
        assert forget_old_cases(now=AT + 600 * DAY) == 0


def test_who_reported_reads_what_came_of_it(ada: Member, ben: Member, olga: Member) -> None:
    case = reported(ada, ben).case
    assert "waits" in reports_of(ada)[0].says
    decided(olga, case)
    assert (reports_of(ada)[0].says, reports_of(ada)[0].sentence) == ("Something was done about it.", "")
    assert reports_of(ben) == []
