from __future__ import annotations

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from comity.foundation.core.http import page
from comity.people.members.http import MemberRequest, member_required
from comity.people.messaging.queries.thread import thread_for


@require_safe
@member_required
def thread(request: MemberRequest, public_id: str) -> HttpResponse:
    view = thread_for(request.user, public_id, timezone.now(), before=request.GET.get("before", ""))
    if view is None:
        raise Http404
    return page(request, "messaging/thread.html", {"view": view})
