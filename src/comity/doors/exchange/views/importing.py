from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from comity.doors.exchange.actions.answers import answer_all_doubts, answer_doubts, map_columns
from comity.doors.exchange.actions.opening import preview_columns
from comity.doors.exchange.actions.undoing import ask_to_undo
from comity.doors.exchange.actions.uploads import bring_in, cancel_import
from comity.doors.exchange.enums import Answer, Outcome, State
from comity.doors.exchange.forms import DoubtsForm, MappingForm
from comity.doors.exchange.models import Import
from comity.doors.exchange.queries.imports import (
    count_doubts,
    doubts_for,
    files_of,
    import_for,
    job_news,
    report_line,
    report_of,
    rows_for,
)
from comity.doors.exchange.queries.sentences import problem_of
from comity.doors.exchange.queries.touched import touched_cards
from comity.doors.exchange.rules.states import RUNNING, NotNow
from comity.formats.formulas import neutralise
from comity.foundation.core.http import page, tell
from comity.people.members.http.requests import MemberRequest, member_required

_REPORT_COLUMNS = ("file", "row", "outcome", "what", "why")


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
        context |= _mapping(upload)
    if upload.state == State.DONE and not busy:
        context["news"] = job_news(upload, 10)
        context["touched"] = list(touched_cards(upload).order_by("sort_key")[:20])
    return page(request, "exchange/import.html", context, part="import")


def _outcomes(upload: Import) -> list[tuple[str, str, int]]:
    return [(one.value, str(one.label), upload.counts.get(one.value, 0)) for one in Outcome]


def _mapping(upload: Import) -> dict[str, object]:
    preview = preview_columns(upload)
    form = MappingForm(preview)
    samples = list(zip(*preview.rows, strict=True)) or [()] * len(preview.columns)
    columns = [(form[f"column-{n}"], samples[n]) for n in range(len(preview.columns))]
    return {"form": form, "columns": columns}


@member_required
@require_POST
def choose_columns(request: MemberRequest, public_id: str) -> HttpResponse:
    upload = import_for(request.user, public_id)
    if upload.state != State.MAPPING:
        return _too_late(request, upload)
    preview = preview_columns(upload)
    form = MappingForm(preview, request.POST)
    if not form.is_valid():
        samples = list(zip(*preview.rows, strict=True)) or [()] * len(preview.columns)
        columns = [(form[f"column-{n}"], samples[n]) for n in range(len(preview.columns))]
        context = {"upload": upload, "form": form, "columns": columns}
        return page(request, "exchange/import.html", context, status=422)
    map_columns(by=request.user, upload=upload, mapping=form.mapping)
    return redirect("exchange:import", public_id)


@member_required
@require_GET
def rows(request: MemberRequest, public_id: str) -> HttpResponse:
    upload = import_for(request.user, public_id)
    outcome = request.GET.get("outcome", "")
    shown = rows_for(upload, outcome if outcome in Outcome.values else "", _number(request))
    context = {"upload": upload, "rows": shown, "outcome": outcome, "outcomes": _outcomes(upload)}
    return page(request, "exchange/rows.html", context, part="rows")


@member_required
@require_http_methods(["GET", "POST"])
def doubts(request: MemberRequest, public_id: str) -> HttpResponse:
    upload = import_for(request.user, public_id)
    if upload.state != State.READY or upload.asked:
        return _too_late(request, upload)
    number = _number(request)
    shown = doubts_for(upload, number)
    form = DoubtsForm(list(shown.object_list), request.POST or None)
    if request.method == "POST" and form.is_valid():
        everybody = request.POST.get("all", "")
        try:
            if everybody in {Answer.SAME, Answer.APART}:
                answer_all_doubts(by=request.user, upload=upload, answer=everybody)
                return redirect("exchange:import", public_id)
            answer_doubts(by=request.user, upload=upload, answers=form.answers)
        except NotNow:
            return _too_late(request, upload)
        if shown.has_next():
            return redirect(f"{request.path}?page={shown.next_page_number()}")
        return redirect("exchange:import", public_id)
    fields = [(doubt, form[f"doubt-{doubt.pk}"]) for doubt in shown.object_list]
    context = {"upload": upload, "page": shown, "doubts": fields, "counts": count_doubts(upload)}
    return page(request, "exchange/doubts.html", context)


@member_required
@require_POST
def apply(request: MemberRequest, public_id: str) -> HttpResponse:
    upload = import_for(request.user, public_id)
    try:
        bring_in(by=request.user, upload=upload)
    except NotNow:
        return _too_late(request, upload)
    return redirect("exchange:import", public_id)


@member_required
@require_POST
def undo(request: MemberRequest, public_id: str) -> HttpResponse:
    upload = import_for(request.user, public_id)
    try:
        ask_to_undo(by=request.user, upload=upload, keep_touched="remove_touched" not in request.POST)
    except NotNow:
        return _too_late(request, upload)
    return redirect("exchange:import", public_id)


@member_required
@require_POST
def cancel(request: MemberRequest, public_id: str) -> HttpResponse:
    upload = import_for(request.user, public_id)
    try:
        cancel_import(by=request.user, upload=upload, at=timezone.now())
    except NotNow:
        return _too_late(request, upload)
    tell(request, _("Nothing was brought in, and the file is deleted."))
    return redirect("exchange:upload")


@member_required
@require_GET
def report(request: MemberRequest, public_id: str, form: str) -> HttpResponseBase:
    upload = import_for(request.user, public_id)
    kind = {"csv": "text/csv; charset=utf-8", "jsonl": "application/x-ndjson"}[form]
    lines = _csv_lines(upload) if form == "csv" else (report_line(row) for row in report_of(upload))
    response = StreamingHttpResponse(lines, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="import-report.{form}"'
    return response


def _csv_lines(upload: Import) -> Iterator[str]:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(_REPORT_COLUMNS)
    for row in report_of(upload):
        writer.writerow([neutralise(str(row[name])) for name in _REPORT_COLUMNS])
        yield text.getvalue()
        text.seek(0)
        text.truncate()


def _number(request: MemberRequest) -> int:
    number = request.GET.get("page", "")
    return int(number) if number.isascii() and number.isdigit() and len(number) < 7 else 1


def _too_late(request: MemberRequest, upload: Import) -> HttpResponse:
    tell(request, _("This import has moved on in the meantime; here is how it stands."))
    return redirect(reverse("exchange:import", args=[upload.public_id]))
