from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from comity.foundation.core.http import page, tell
from comity.people.load.actions import choose_load, pause_load
from comity.people.load.forms import LoadForm, PauseForm
from comity.people.load.queries import load_of
from comity.people.members.http import MemberRequest, member_required
from comity.people.members.http.pausing import pause_or_go_on


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
    form = PauseForm(request.POST)
    done = pause_or_go_on(
        request,
        verb,
        form,
        pause=pause_load,
        app="load",
        paused=_("Nothing is asked of you before %(on)s."),
        goes_on=_("You can be asked again."),
    )
    return done or _page(request, pausing=form)


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
