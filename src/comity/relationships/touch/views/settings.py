from __future__ import annotations

from http import HTTPStatus

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from comity.foundation.core.http import page, tell
from comity.people.members.http import MemberRequest, member_required
from comity.relationships.touch.actions.cadences import NoSuchCadence, choose_tag_cadences
from comity.relationships.touch.actions.quieting import pause
from comity.relationships.touch.forms import UntilForm, tag_cadences_in
from comity.relationships.touch.queries.settings import settings_for


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def settings(request: MemberRequest) -> HttpResponse:
    """Show the settings; a POST keeps the cadences of tags."""
    if request.method != "POST":
        return _page(request, UntilForm())
    try:
        choose_tag_cadences(by=request.user, days=tag_cadences_in(request.POST), at=timezone.now())
    except (ValueError, NoSuchCadence):
        return _page(request, UntilForm(), wrong=True)
    tell(request, _("Kept."))
    return redirect("touch:settings")


@require_POST
@member_required
def pause_all(request: MemberRequest, verb: str) -> HttpResponse:
    """Remind of nobody until a day, or go on."""
    if verb == "go-on":
        pause(by=request.user, until=None)
        tell(request, _("You will be reminded again."))
        return redirect("touch:settings")
    if verb != "until":
        raise Http404
    form = UntilForm(request.POST)
    if not form.is_valid():
        return _page(request, form, wrong=True)
    pause(by=request.user, until=form.cleaned_data["until"])
    on = date_format(form.cleaned_data["until"], "DATE_FORMAT")
    undo = reverse("touch:pause", args=["go-on"])
    tell(request, _("Nobody comes up before %(on)s.") % {"on": on}, undo=undo)
    return redirect("touch:settings")


def _page(request: MemberRequest, form: UntilForm, *, wrong: bool = False) -> HttpResponse:
    context = settings_for(request.user, timezone.now()) | {"form": form}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK
    return page(request, "touch/settings.html", context, status=status)
