"""What running the body brings: reports that wait, were decided and appealed; a quota reached; what may be asked of whom."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.utils import timezone

from comity.config.demo.between import Personas
from comity.foundation.quotas.actions import QuotaSpent, note_reached
from comity.people.load.actions import choose_load, pause_load
from comity.people.members.models import Member
from comity.people.members.registry import OPENED
from comity.people.moderation.actions.appealing import appeal
from comity.people.moderation.actions.deciding import decide
from comity.people.moderation.actions.reporting import report
from comity.people.moderation.enums import Decision, Reason
from comity.people.moderation.models import Case

SELLS: Final = "The third offer of solar panels this month, to everybody in the working group."
INSULTS: Final = "What it says of my firm is neither true nor kind."


def run_the_body(who: Personas, now: datetime) -> None:
    """Let some things be reported, one by two members, and two decided by Olga; one of these is appealed."""
    ada, ben, cleo, dao, olga = (who[key] for key in ("ada", "ben", "cleo", "dao", "olga"))
    persona_ids = [member.pk for member in who.values()]
    seller, rude, warned = Member.objects.exclude(pk__in=persona_ids).order_by("pk")[3:6]
    _report(ada, seller, Reason.FRAUD, SELLS, now - timedelta(days=1))
    _report(ben, seller, Reason.FRAUD, "", now - timedelta(hours=20))
    decided = _report(cleo, rude, Reason.OTHER, "I do not like the picture.", now - timedelta(days=9))
    _decide(olga, decided, Decision.NOTHING, "A picture of a horse harms nobody.", now - timedelta(days=8))
    appealed = _report(ada, warned, Reason.INSULT, INSULTS, now - timedelta(days=5))
    _decide(olga, appealed, Decision.WARNED, "Write of people as you would to them.", now - timedelta(days=4))
    appeal(appealed, words="It was meant as a joke; I have changed it.", at=now - timedelta(days=2))
    spent = QuotaSpent(by=seller, kind=OPENED, at=now - timedelta(days=1), goes_on_at=now)
    for _ in range(4):
        note_reached(spent)
    choose_load(by=ben, per_week=5)
    pause_load(by=dao, until=timezone.localdate(now) + timedelta(days=12))


def _report(by: Member, about: Member, reason: Reason, words: str, at: datetime) -> Case:
    made, _ = report(by=by, kind="member", about=about.public_id, reason=reason, words=words, at=at)
    return made.case


def _decide(by: Member, case: Case, decision: Decision, sentence: str, at: datetime) -> None:
    decide(by=by, public_id=case.public_id, decision=decision, sentence=sentence, at=at)
