"""Ben's page is reported and decided."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from comity.people.members.models import Member
from comity.people.moderation.actions.deciding import decide
from comity.people.moderation.actions.reporting import report
from comity.people.moderation.enums import Decision, Reason
from comity.people.moderation.models import Case, Report

AT = datetime(2026, 11, 25, 10, tzinfo=UTC)
DAY = timedelta(days=1)
WHY = "Not among colleagues, please."


def reported(by: Member, about: Member, words: str = "He calls me names.", at: datetime = AT) -> Report:
    made, _ = report(by=by, kind="member", about=about.public_id, reason=Reason.INSULT, words=words, at=at)
    return made


def reported_as(kind: str, by: Member, about: str, at: datetime = AT) -> Case:
    """Let ``by`` report something that is no page, and return the case of it."""
    return report(by=by, kind=kind, about=about, reason=Reason.INSULT, words="Rude", at=at)[0].case


def decided(by: Member, case: Case, decision: Decision = Decision.WARNED, at: datetime = AT) -> Case:
    return decide(by=by, public_id=case.public_id, decision=decision, sentence=WHY, at=at)
