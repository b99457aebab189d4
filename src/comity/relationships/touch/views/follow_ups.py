from __future__ import annotations

from datetime import date, timedelta

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from comity.foundation.core.http import page, tell
from comity.people.members.http import MemberRequest, member_required
from comity.relationships.touch.actions.follow_ups import move_follow_up, set_done, take_back_follow_up
from comity.relationships.touch.http import back
from comity.relationships.touch.models import FollowUp
from comity.relationships.touch.queries.follow_ups import open_follow_ups

_MOST = 200
LATER = timedelta(days=7)


@require_safe
@member_required
def listing(request: MemberRequest) -> HttpResponse:
    rows = open_follow_ups(request.user, timezone.now(), _MOST + 1)
    context = {"rows": rows[:_MOST], "has_more": len(rows) > _MOST}
    return page(request, "touch/follow_ups.html", context)


@require_POST
@member_required
def follow_up(request: MemberRequest, public_id: str, verb: str) -> HttpResponse:
    """Mark as done, put off for a week, or take either back."""
    try:
        if verb == "done":
            set_done(by=request.user, public_id=public_id, done=True, at=timezone.now())
            tell(request, _("Done."), undo=reverse("touch:follow-up", args=[public_id, "open"]))
        elif verb == "open":
            set_done(by=request.user, public_id=public_id, done=False, at=timezone.now())
            tell(request, _("Taken back."))
        elif verb == "forget":
            take_back_follow_up(by=request.user, public_id=public_id)
            tell(request, _("Taken back."))
        elif verb == "later":
            return _move(request, public_id, timezone.localdate() + LATER)
        else:
            raise Http404
    except FollowUp.DoesNotExist:
        raise Http404 from None
    return back(request)


@require_POST
@member_required
def move(request: MemberRequest, public_id: str, day: str) -> HttpResponse:
    """Move to a day; an Undo moves back."""
    try:
        to = date.fromisoformat(day)
        return _move(request, public_id, to)
    except (ValueError, FollowUp.DoesNotExist):
        raise Http404 from None


def _move(request: MemberRequest, public_id: str, to: date) -> HttpResponse:
    before = move_follow_up(by=request.user, public_id=public_id, to=to)
    undo = reverse("touch:follow-up-move", args=[public_id, before.isoformat()])
    tell(request, _("Moved to %(on)s.") % {"on": date_format(to, "DATE_FORMAT")}, undo=undo)
    return back(request)
