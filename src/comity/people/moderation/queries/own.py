"""What members see of moderation: what they reported, and what was decided about them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core import signing
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comity.people.members.models import Member
from comity.people.moderation.enums import Again, Decision, State
from comity.people.moderation.models import Case, Report
from comity.people.moderation.queries.queue import label_of
from comity.people.moderation.registry import reportables
from comity.people.moderation.rules import appeal_until, may_appeal

_SALT = "comity.moderation.appeal"
_DONE: dict[Decision, Promise] = {
    Decision.HIDDEN: gettext_lazy("It was hidden from others."),
    Decision.WARNED: gettext_lazy("This is a warning."),
    Decision.SUSPENDED: gettext_lazy("Your account is suspended."),
}


@dataclass(frozen=True, slots=True)
class OwnReport:
    """Something the viewer reported, and what came of it; not what was done to whom."""

    name: str
    on: datetime
    reason: str
    words: str
    says: str
    sentence: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class OwnDecision:
    """What was decided about the viewer, who may read all of it but who reported it."""

    public_id: str
    label: str | Promise
    done: str | Promise
    sentence: str
    on: datetime
    appeal: str
    appealed_at: datetime | None
    may_appeal: bool
    appeal_until: datetime
    again: str | Promise
    again_sentence: str
    again_at: datetime | None
    again_by_same: bool  # there was nobody else who could decide
    forget_on: date | None


def reports_of(viewer: Member) -> list[OwnReport]:
    """Return what the viewer reported, the last first. One query."""
    rows = Report.objects.visible_to(viewer).select_related("case").order_by("-created_at", "-pk")
    return [report_in_words(row) for row in rows]


def decisions_about(viewer: Member, now: datetime) -> list[OwnDecision]:
    """Return what was decided against the viewer, the last first. One query."""
    rows = Case.objects.visible_to(viewer).order_by("-decided_at", "-pk")
    return [decision_of(case, now) for case in rows]


def decision_of(case: Case, now: datetime | None = None) -> OwnDecision:
    """Return a decided case in the words of who it is about. No query."""
    decision, decided_at = Decision(case.decision), case.decided_at or case.created_at
    return OwnDecision(
        public_id=case.public_id,
        label=label_of(case),
        done=_DONE[decision],
        sentence=case.sentence,
        on=decided_at,
        appeal=case.appeal,
        appealed_at=case.appealed_at,
        may_appeal=may_appeal(State(case.state), decision, decided_at=decided_at, now=now or decided_at),
        appeal_until=appeal_until(decided_at),
        again=Again(case.again).label if case.again else "",
        again_sentence=case.again_sentence,
        again_at=case.again_at,
        again_by_same=case.again_by_id is not None and case.again_by_id == case.decided_by_id,
        forget_on=case.forget_on,
    )


def words_in(case: Case) -> list[str]:
    """Return what its author wrote, each way it stood when it was reported. One query, or none.

    Nothing of what says different things to different members: what it said to one would tell who reported it.
    """
    reportable = reportables.get(case.kind)
    if reportable is None or reportable.differs:
        return []
    return list(dict.fromkeys(was for was in case.reports.values_list("was", flat=True) if was))


def waiting_report_of(viewer: Member, kind: str, about: str) -> Report | None:
    """Return what the viewer reported of a thing and still waits. One query."""
    mine = Report.objects.visible_to(viewer)
    return mine.filter(case__kind=kind, case__about=about, case__state=State.WAITING).first()


def token_of(case: Case) -> str:
    """Return what a mailed link holds, by which a suspended member reads a decision and appeals."""
    return signing.Signer(salt=_SALT).sign(case.public_id)


def case_of_token(token: str) -> Case | None:
    """Return the decision behind a mailed link. One query."""
    try:
        public_id = signing.Signer(salt=_SALT).unsign(token)
    except signing.BadSignature:
        return None
    cases = Case.objects.select_related("responsible").exclude(decision__in=["", Decision.NOTHING])
    return cases.filter(public_id=public_id).first()


def moderation_for_archive(owner: Any) -> Iterator[tuple[str, Any]]:
    """Yield what the member reported, and what was decided about them; never who reported it."""
    if reports := list(Report.objects.visible_to(owner).select_related("case")):
        yield "reports.json", [_report_in_archive(row) for row in reports]
    if cases := list(Case.objects.visible_to(owner)):
        yield "decisions.json", [_case_in_archive(case) for case in cases]


def report_in_words(row: Report) -> OwnReport:
    case = row.case
    is_open = case.state == State.WAITING
    says = _("Something was done about it.")
    if is_open:
        says = _("It waits to be looked at.")
    elif case.decision == Decision.NOTHING:
        says = _("It was looked at, and stays as it is.")
    elif case.again == Again.TAKEN_BACK:
        says = _("It was looked at again, and stays as it is after all.")
    sentence = case.sentence if case.decision == Decision.NOTHING else ""
    return OwnReport(row.name, row.created_at, row.get_reason_display(), row.words, says, sentence, is_open)


def _report_in_archive(row: Report) -> dict[str, Any]:
    return {
        "public_id": row.public_id,
        "created_at": row.created_at.isoformat(),
        "name": row.name,
        "reason": row.reason,
        "words": row.words,
    }


def _case_in_archive(case: Case) -> dict[str, Any]:
    times = ("decided_at", "appealed_at", "again_at", "forget_on")
    words = ("public_id", "kind", "state", "decision", "sentence", "appeal", "again", "again_sentence")
    said = {name: getattr(case, name) for name in words}
    return said | {name: value.isoformat() if (value := getattr(case, name)) else None for name in times}
