from __future__ import annotations

from http import HTTPStatus

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from comity.foundation.core.http import page, tell
from comity.people.members.http import MemberRequest, member_required
from comity.people.members.http.pausing import pause_or_go_on
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
    form = UntilForm(request.POST)
    done = pause_or_go_on(
        request,
        verb,
        form,
        pause=pause,
        app="touch",
        paused=_("Nobody comes up before %(on)s."),
        goes_on=_("You will be reminded again."),
    )
    return done or _page(request, form, wrong=True)


def _page(request: MemberRequest, form: UntilForm, *, wrong: bool = False) -> HttpResponse:
    context = settings_for(request.user, timezone.now()) | {"form": form}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK
    return page(request, "touch/settings.html", context, status=status)
