"""The cases as operators see them; nobody sees there who reported themselves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count
from django.utils.functional import Promise

from comity.people.members.models import Member
from comity.people.moderation.enums import State
from comity.people.moderation.models import Case, Report
from comity.people.moderation.registry import reportables
from comity.people.moderation.rules import OPEN, may_decide

A_PAGE = 25


@dataclass(frozen=True, slots=True)
class CaseView:
    """One case with everything an operator needs for a decision."""

    case: Case
    label: str | Promise
    hide_words: str | Promise  # empty where it cannot be hidden
    reports: list[Report]
    earlier: list[Case]
    may_decide: bool
    decided_first: bool  # an appeal is against the viewer's own decision
    reported_it: bool


def label_of(case: Case) -> str | Promise:
    reportable = reportables.get(case.kind)
    return reportable.label if reportable else case.kind


def counts_for(viewer: Member) -> dict[State, int]:
    """Return how many cases stand how. One query."""
    counted = Case.objects.for_operator(viewer).order_by().values_list("state").annotate(Count("pk"))
    counts = dict(counted)
    return {state: counts.get(state.value, 0) for state in State}


def queue_for(viewer: Member, state: State, number: str | None) -> Page[Case]:
    """Return a page of cases: what waits longest first, else what was decided last. Two queries."""
    rows = Case.objects.for_operator(viewer).filter(state=state).select_related("responsible")
    rows = rows.annotate(times=Count("reports"))
    order = ["appealed_at" if state == State.APPEALED else "created_at"] if state in OPEN else ["-decided_at"]
    return Paginator(rows.order_by(*order, "pk"), A_PAGE).get_page(number)


def case_for(viewer: Member, public_id: str) -> CaseView:
    """Return a case; raises ``Case.DoesNotExist``. Six queries at most."""
    cases = Case.objects.for_operator(viewer)
    case = cases.select_related("responsible", "decided_by", "again_by").get(public_id=public_id)
    reportable = reportables.get(case.kind)
    can_hide = reportable is not None and reportable.hide is not None
    reports = list(case.reports.select_related("reporter"))
    earlier = cases.filter(responsible=case.responsible).exclude(pk=case.pk).exclude(decided_at=None)
    return CaseView(
        case=case,
        label=label_of(case),
        hide_words=reportable.hide_words if reportable and can_hide else "",
        reports=reports,
        earlier=list(earlier.order_by("-decided_at")[:20]),
        may_decide=case.state in OPEN and may_decide_case(viewer, case),
        decided_first=_decided_first(viewer, case),
        reported_it=any(one.reporter_id == viewer.pk for one in reports),
    )


def may_decide_case(viewer: Member, case: Case) -> bool:
    """Tell whether the viewer may take the decision a case waits for. Two queries at most."""
    is_responsible = case.responsible_id == viewer.pk
    is_partial = _decided_first(viewer, case) or case.reports.filter(reporter=viewer).exists()
    others = False
    if is_partial:
        operators = Member.objects.filter(is_operator=True, is_active=True)
        others = operators.exclude(pk__in=[viewer.pk, case.responsible_id]).exists()
    return may_decide(is_responsible=is_responsible, is_partial=is_partial, others=others)


def _decided_first(viewer: Member, case: Case) -> bool:
    return case.state == State.APPEALED and case.decided_by_id == viewer.pk


def waiting_card(viewer: Member, at: datetime) -> dict[str, Any] | None:
    """Return for Today how many cases wait for an operator. One query; none for others."""
    if not viewer.is_operator:
        return None
    count = Case.objects.for_operator(viewer).filter(state__in=OPEN).count()
    return {"count": count} if count else None
