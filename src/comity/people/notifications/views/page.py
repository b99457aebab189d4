from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from comity.foundation.core.http import page, tell
from comity.foundation.core.time import moment_of
from comity.people.members.http import MemberRequest, member_required
from comity.people.notifications.actions import reading
from comity.people.notifications.actions.offering import LinkOver, perform_on_page
from comity.people.notifications.models import Notice
from comity.people.notifications.queries.page import notices_for
from comity.people.notifications.registry import notice_kinds


@require_safe
@member_required
def notices(request: MemberRequest) -> HttpResponse:
    found = notices_for(request.user, request.GET.get("page"))
    context = {"page": found, "now": timezone.now().isoformat()}
    return page(request, "notifications/notices.html", context)


@require_POST
@member_required
def read_all(request: MemberRequest) -> HttpResponse:
    now, kind = timezone.now(), request.POST.get("kind", "")
    if kind and kind not in notice_kinds:
        raise Http404
    until = min(moment_of(request.POST.get("until", "")) or now, now)
    count = reading.mark_all_read(by=request.user, kind=kind, until=until, at=now)
    said = ngettext("One notice is marked as read.", "%(count)d notices are marked as read.", count)
    tell(request, said % {"count": count}, undo=_undo(now) if count else "")
    return redirect("notifications:notices")


@require_POST
@member_required
def read(request: MemberRequest, public_id: str) -> HttpResponse:
    now = timezone.now()
    try:
        reading.mark_read(by=request.user, public_id=public_id, at=now)
    except Notice.DoesNotExist:
        raise Http404 from None
    tell(request, _("Marked as read."), undo=_undo(now))
    return redirect("notifications:notices")


@require_POST
@member_required
def unread(request: MemberRequest) -> HttpResponse:
    read_at = moment_of(request.GET.get("at", ""))
    if read_at is None or not reading.mark_unread(by=request.user, read_at=read_at):
        raise Http404
    return redirect("notifications:notices")


@require_POST
@member_required
def act(request: MemberRequest, public_id: str) -> HttpResponse:
    try:
        said = perform_on_page(
            by=request.user, public_id=public_id, value=request.POST.get("act", ""), at=timezone.now()
        )
    except Notice.DoesNotExist:
        raise Http404 from None
    except LinkOver:
        tell(request, _("That can no longer be done."), level=messages.WARNING)
    else:
        tell(request, said)
    return redirect("notifications:notices")


def _undo(read_at: datetime) -> str:
    return reverse("notifications:unread", query={"at": read_at.isoformat()})
