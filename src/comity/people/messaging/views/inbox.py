from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from comity.foundation.core.http import page, tell
from comity.people.members.actions.pairs import NotThere
from comity.people.members.http import MemberRequest, member_required
from comity.people.messaging.actions import answering
from comity.people.messaging.models import Thread
from comity.people.messaging.queries.circle import circle_of
from comity.people.messaging.queries.inbox import inbox_for
from comity.people.messaging.queries.requests import waiting_requests
from comity.people.messaging.queries.searching import search_messages


@require_safe
@member_required
def inbox(request: MemberRequest) -> HttpResponse:
    context = {
        "inbox": inbox_for(request.user, request.GET.get("page")),
        "waiting": waiting_requests(request.user, 1),
    }
    return page(request, "messaging/inbox.html", context)


@require_safe
@member_required
def requests(request: MemberRequest) -> HttpResponse:
    return page(request, "messaging/requests.html", {"waiting": waiting_requests(request.user)})


@require_safe
@member_required
def begin(request: MemberRequest) -> HttpResponse:
    """Choose whom to write to."""
    named = request.GET.get("named", "").strip()[:200]
    found = circle_of(request.user, named=named, number=request.GET.get("page"))
    return page(request, "messaging/begin.html", {"page": found, "named": named})


@require_safe
@member_required
def search(request: MemberRequest) -> HttpResponse:
    query = request.GET.get("q", "").strip()[:200]
    found = search_messages(request.user, query, before=request.GET.get("before", ""))
    return page(request, "messaging/search.html", {"query": query, "found": found})


@require_POST
@member_required
def answer(request: MemberRequest, public_id: str, verb: str) -> HttpResponse:
    """Accept or decline a request, or take a no back."""
    act = _ANSWERS.get(verb)
    if act is None:
        raise Http404
    try:
        thread = act(by=request.user, public_id=public_id, at=timezone.now())
    except NotThere:
        if not Thread.objects.visible_to(request.user).filter(public_id=public_id).exists():
            raise Http404 from None
        tell(request, _("This request is answered, or over. Nothing has changed."), level=messages.WARNING)
        return redirect("messaging:requests")
    if verb == "accept":
        return redirect(thread.get_absolute_url())
    if verb == "decline":
        undo = reverse("messaging:answer", args=[public_id, "reconsider"])
        tell(request, _("Not now. Nobody is told."), undo=undo)
    else:
        tell(request, _("The request waits for you again."))
    return redirect("messaging:requests")


_ANSWERS: dict[str, Callable[..., Thread]] = {
    "accept": answering.accept_request,
    "decline": answering.decline_request,
    "reconsider": answering.reconsider_request,
}
