from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from comity.doors.exchange.actions.undoing import ask_to_undo
from comity.doors.exchange.actions.uploads import bring_in, cancel_import
from comity.doors.exchange.enums import Outcome, State
from comity.doors.exchange.models import Import
from comity.doors.exchange.queries.imports import count_doubts, files_of, has_new_people, import_for, job_news
from comity.doors.exchange.queries.rows import rows_for
from comity.doors.exchange.queries.sentences import outcome_word, problem_of
from comity.doors.exchange.queries.touched import touched_cards
from comity.doors.exchange.rules.states import RUNNING, NotNow
from comity.doors.exchange.views.asking import mapping_of
from comity.doors.exchange.views.moving import page_number, too_late
from comity.foundation.core.http import page, tell
from comity.people.members.http.requests import MemberRequest, member_required


@member_required
@require_GET
def show(request: MemberRequest, public_id: str) -> HttpResponse:
    upload = import_for(request.user, public_id)
    busy = upload.state in {*RUNNING, State.UPLOADED} or bool(upload.asked)
    context = {
        "upload": upload,
        "is_busy": busy,
        "problem": problem_of(upload.problem, upload.problem_params),
        "outcomes": _outcomes(upload),
    }
    if upload.state in {State.READY, State.DONE, State.UNDONE} and not busy:
        context["files"] = files_of(upload)
    if upload.state == State.READY and not busy:
        context["doubts"] = count_doubts(upload)
    if upload.state == State.MAPPING:
        context |= mapping_of(upload)
    if upload.state == State.DONE and not busy:
        context["news"] = job_news(upload, 10)
        context["has_new_people"] = has_new_people(upload)
        context["touched"] = list(touched_cards(upload).order_by("sort_key")[:20])
    return page(request, "exchange/import.html", context, part="import")


def _outcomes(upload: Import) -> list[tuple[str, str, int]]:
    return [(one.value, outcome_word(one, upload.state), upload.counts.get(one.value, 0)) for one in Outcome]


@member_required
@require_GET
def rows(request: MemberRequest, public_id: str) -> HttpResponse:
    upload = import_for(request.user, public_id)
    outcome = request.GET.get("outcome", "")
    shown = rows_for(upload, outcome if outcome in Outcome.values else "", page_number(request))
    context = {"upload": upload, "rows": shown, "outcome": outcome, "outcomes": _outcomes(upload)}
    return page(request, "exchange/rows.html", context, part="rows")


@member_required
@require_POST
def apply(request: MemberRequest, public_id: str) -> HttpResponse:
    upload = import_for(request.user, public_id)
    try:
        bring_in(by=request.user, upload=upload)
    except NotNow:
        return too_late(request, upload)
    return redirect("exchange:import", public_id)


@member_required
@require_POST
def undo(request: MemberRequest, public_id: str) -> HttpResponse:
    upload = import_for(request.user, public_id)
    try:
        ask_to_undo(by=request.user, upload=upload, keep_touched="remove_touched" not in request.POST)
    except NotNow:
        return too_late(request, upload)
    return redirect("exchange:import", public_id)


@member_required
@require_POST
def cancel(request: MemberRequest, public_id: str) -> HttpResponse:
    upload = import_for(request.user, public_id)
    try:
        cancel_import(by=request.user, upload=upload, at=timezone.now())
    except NotNow:
        return too_late(request, upload)
    tell(request, _("Nothing was brought in, and the file is deleted."))
    return redirect("exchange:upload")
