from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from comity.foundation.core.http import tell
from comity.people.members.actions.pairs import NotThere
from comity.people.members.http import MemberRequest, member_required
from comity.people.messaging.actions import seating


@require_POST
@member_required
def seat(request: MemberRequest, public_id: str, verb: str) -> HttpResponse:
    """Mute a thread or leave it, and either back again."""
    try:
        return _act(request, public_id, verb)
    except NotThere:
        raise Http404 from None


def _act(request: MemberRequest, public_id: str, verb: str) -> HttpResponse:
    by, now = request.user, timezone.now()
    if verb == "mute":
        seating.mute_thread(by=by, public_id=public_id, at=now)
        tell(request, _("You hear nothing of this conversation any more."), undo=_url(public_id, "unmute"))
    elif verb == "unmute":
        seating.unmute_thread(by=by, public_id=public_id)
        tell(request, _("You hear of this conversation again."))
    elif verb == "leave":
        seating.leave_thread(by=by, public_id=public_id, at=now)
        tell(request, _("You left. What you wrote stays."), undo=_url(public_id, "return"))
        return redirect("messaging:inbox")
    elif verb == "return":
        seating.return_to_thread(by=by, public_id=public_id, at=now)
        tell(request, _("You are back."))
    else:
        raise Http404
    return redirect("messaging:thread", public_id)


def _url(public_id: str, verb: str) -> str:
    return reverse("messaging:seat", args=[public_id, verb])
