from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from comity.doors.exchange.actions.answers import answer_all_doubts, answer_doubts, map_columns
from comity.doors.exchange.actions.opening import preview_columns
from comity.doors.exchange.enums import Answer, State
from comity.doors.exchange.forms import DoubtsForm, MappingForm
from comity.doors.exchange.models import Import
from comity.doors.exchange.queries.imports import count_doubts, doubts_for, import_for
from comity.doors.exchange.rules.states import NotNow
from comity.doors.exchange.views.moving import page_number, too_late
from comity.formats.any_csv import Preview
from comity.foundation.core.http import page
from comity.people.members.http.requests import MemberRequest, member_required


def mapping_of(upload: Import) -> dict[str, object]:
    preview = preview_columns(upload)
    return _drawn(preview, MappingForm(preview))


def _drawn(preview: Preview, form: MappingForm) -> dict[str, object]:
    samples = list(zip(*preview.rows, strict=True)) or [()] * len(preview.columns)
    return {"form": form, "columns": [(form[f"column-{n}"], sample) for n, sample in enumerate(samples)]}


@member_required
@require_POST
def choose_columns(request: MemberRequest, public_id: str) -> HttpResponse:
    upload = import_for(request.user, public_id)
    if upload.state != State.MAPPING:
        return too_late(request, upload)
    preview = preview_columns(upload)
    form = MappingForm(preview, request.POST)
    if not form.is_valid():
        context = {"upload": upload, **_drawn(preview, form)}
        return page(request, "exchange/import.html", context, status=422)
    map_columns(by=request.user, upload=upload, mapping=form.mapping)
    return redirect("exchange:import", public_id)


@member_required
@require_http_methods(["GET", "POST"])
def doubts(request: MemberRequest, public_id: str) -> HttpResponse:
    upload = import_for(request.user, public_id)
    if upload.state != State.READY or upload.asked:
        return too_late(request, upload)
    number = page_number(request)
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
            return too_late(request, upload)
        if shown.has_next():
            return redirect(f"{request.path}?page={shown.next_page_number()}")
        return redirect("exchange:import", public_id)
    fields = [(doubt, form[f"doubt-{doubt.pk}"]) for doubt in shown.object_list]
    context = {"upload": upload, "page": shown, "doubts": fields, "counts": count_doubts(upload)}
    return page(request, "exchange/doubts.html", context)
