from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from comity.foundation.core.http import page, tell
from comity.people.members.actions.pairs import NotThere
from comity.people.members.http import MemberRequest, member_required
from comity.people.messaging.actions import changing
from comity.people.messaging.forms import MessageForm
from comity.people.messaging.models import Message
from comity.people.messaging.queries.thread import own_message
from comity.people.messaging.rules.times import may_edit


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def edit(request: MemberRequest, public_id: str) -> HttpResponse:
    """Change the words of a message of one's own, while they are fresh."""
    message = own_message(request.user, public_id)
    if message is None:
        raise Http404
    now = timezone.now()
    if not may_edit(written_at=message.created_at, now=now):
        tell(request, _too_late(), level=messages.WARNING)
        return _at(message)
    form = MessageForm(request.POST if request.method == "POST" else None, initial={"text": message.text})
    if form.is_bound and form.is_valid():
        try:
            changing.edit_message(
                by=request.user, public_id=public_id, text=form.cleaned_data["text"], at=now
            )
        except NotThere:
            raise Http404 from None
        except changing.TooLate:
            tell(request, _too_late(), level=messages.WARNING)
        return _at(message)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return page(request, "messaging/edit.html", {"form": form, "message": message}, status=status)


@require_POST
@member_required
def delete(request: MemberRequest, public_id: str) -> HttpResponse:
    try:
        message = changing.delete_message(by=request.user, public_id=public_id, at=timezone.now())
    except NotThere:
        raise Http404 from None
    return _at(message)  # where the gap offers to put it back


@require_POST
@member_required
def put_back(request: MemberRequest, public_id: str) -> HttpResponse:
    try:
        message = changing.put_back_message(by=request.user, public_id=public_id, at=timezone.now())
    except (NotThere, changing.TooLate):
        raise Http404 from None
    return _at(message)


def _too_late() -> str:
    return _("A message can be changed for 15 minutes after it was written. You can still delete it.")


def _at(message: Message) -> HttpResponseRedirect:
    url = message.thread.get_absolute_url()
    return HttpResponseRedirect(f"{url}#m-{message.public_id}")
