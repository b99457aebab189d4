from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from comity.foundation.core.http import page, tell
from comity.people.load.actions import choose_load, pause_load
from comity.people.load.forms import LoadForm, PauseForm
from comity.people.load.queries import load_of
from comity.people.members.http import MemberRequest, member_required


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def settings(request: MemberRequest) -> HttpResponse:
    if request.method != "POST":
        return _page(request)
    form = LoadForm(request.POST)
    if not form.is_valid():
        return _page(request, form=form)
    choose_load(by=request.user, per_week=form.cleaned_data["per_week"])
    tell(request, _("Kept."))
    return redirect("load:settings")


@require_POST
@member_required
def pause(request: MemberRequest, verb: str) -> HttpResponse:
    """Let nothing be asked until a day, or go on."""
    if verb == "go-on":
        pause_load(by=request.user, until=None)
        tell(request, _("You can be asked again."))
        return redirect("load:settings")
    if verb != "until":
        raise Http404
    form = PauseForm(request.POST)
    if not form.is_valid():
        return _page(request, pausing=form)
    pause_load(by=request.user, until=form.cleaned_data["until"])
    on = date_format(form.cleaned_data["until"], "DATE_FORMAT")
    undo = reverse("load:pause", args=["go-on"])
    tell(request, _("Nothing is asked of you before %(on)s.") % {"on": on}, undo=undo)
    return redirect("load:settings")


def _page(
    request: MemberRequest, *, form: LoadForm | None = None, pausing: PauseForm | None = None
) -> HttpResponse:
    load = load_of(request.user, timezone.now())
    context: dict[str, Any] = {
        "load": load,
        "form": form or LoadForm(initial={"per_week": load.per_week}),
        "pausing": pausing or PauseForm(),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form or pausing else HTTPStatus.OK
    return page(request, "load/settings.html", context, status=status)
