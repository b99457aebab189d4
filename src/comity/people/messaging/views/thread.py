from __future__ import annotations

from http import HTTPStatus

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from comity.foundation.core.http import page
from comity.people.members.actions.pairs import NotThere
from comity.people.members.http import MemberRequest, member_required
from comity.people.messaging.actions.seating import note_read
from comity.people.messaging.actions.writing import NotYet, write_in_thread
from comity.people.messaging.forms import MessageForm
from comity.people.messaging.models import Thread
from comity.people.messaging.queries.thread import ThreadView, has_news, thread_for


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def thread(request: MemberRequest, public_id: str) -> HttpResponse:
    """Read a thread and write in it; having its newest page before one's eyes is reading."""
    if request.method == "GET" and request.htmx and "after" in request.GET:
        return _news(request, public_id)
    form = MessageForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and (done := _written(request, public_id, form)):
        return done
    view = _view(request, public_id)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    response = page(request, "messaging/thread.html", {"view": view, "form": form}, status=status)
    if request.method == "GET" and view.is_newest:
        newest = view.said[-1].pk if view.said else 0
        note_read(by=request.user, thread=view.thread, newest=newest, at=timezone.now())
    return response


def _news(request: MemberRequest, public_id: str) -> HttpResponse:
    """Answer an open page with what was said since; with nothing at little cost where that is nothing."""
    try:
        is_news = has_news(request.user, public_id, request.GET["after"])
    except Thread.DoesNotExist:
        raise Http404 from None
    view = _view(request, public_id) if is_news else None
    if view is None or not view.said:
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    response = page(request, "messaging/news.html", {"view": view, "form": MessageForm()})
    note_read(by=request.user, thread=view.thread, newest=view.said[-1].pk, at=timezone.now())
    return response


def _view(request: MemberRequest, public_id: str) -> ThreadView:
    view = thread_for(
        request.user,
        public_id,
        timezone.now(),
        before=request.GET.get("before", ""),
        until=request.GET.get("until", ""),
        after=request.GET.get("after", "") if request.htmx else "",
    )
    if view is None:
        raise Http404
    return view


def _written(request: MemberRequest, public_id: str, form: MessageForm) -> HttpResponse | None:
    text = form.cleaned_data["text"]
    try:
        message = write_in_thread(by=request.user, public_id=public_id, text=text, at=timezone.now())
    except NotThere:
        _view(request, public_id)  # somebody else's thread is not there at all
        form.add_error(None, _("Nobody is left in this conversation to read it."))
        return None
    except NotYet:
        form.add_error(None, _("Your first message waits. You can write again once it is answered."))
        return None
    return redirect(f"{message.thread.get_absolute_url()}#m-{message.public_id}")
