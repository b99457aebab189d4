from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from comity.doors.pages.http import undo_address
from comity.foundation.core.http import page, tell
from comity.people.members.http import MemberRequest, member_required
from comity.relationships.ties.actions.interactions import answer_suggestions
from comity.relationships.ties.enums import Status
from comity.relationships.ties.queries.suggestions import PER_PAGE, suggestions_for

_ANSWERS = {"confirm": Status.CONFIRMED, "dismiss": Status.DISMISSED}


@require_safe
@member_required
def suggestions(request: MemberRequest) -> HttpResponse:
    context = {
        "result_page": suggestions_for(request.user, request.GET.get("page", "1")),
        "is_ticked": "ticked" in request.GET,
    }
    return page(request, "pages/log/suggestions.html", context)


@require_POST
@member_required
def answer(request: MemberRequest) -> HttpResponse:
    """Confirm or dismiss one suggestion, or all that are ticked."""
    verb = next((verb for verb in _ANSWERS if verb in request.POST), "")
    if not verb:
        raise Http404
    one = request.POST[verb]
    ids = [one] if one else request.POST.getlist("which")[:PER_PAGE]
    if not ids:
        tell(request, _("Nothing is ticked. Tick what you mean, then choose again."), level=30)
        return redirect("pages:suggestions")
    done = answer_suggestions(by=request.user, ids=ids, status=_ANSWERS[verb])
    if one and not done:
        raise Http404
    if verb == "confirm":
        text = ngettext("%(count)d is confirmed.", "%(count)d are confirmed.", len(done))
    else:
        text = ngettext("%(count)d is taken off the list.", "%(count)d are taken off the list.", len(done))
    undo = undo_address(request, "suggest-again", ids=done, status=_ANSWERS[verb])
    tell(request, text % {"count": len(done)}, undo=undo)
    return redirect("pages:suggestions")
