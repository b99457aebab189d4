from __future__ import annotations

from http import HTTPStatus

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from comity.foundation.core.direction import isolated
from comity.foundation.core.http import page, tell
from comity.foundation.quotas.http import SaidInForm
from comity.people.members.actions.pairs import NotThere
from comity.people.members.http import MemberRequest, member_required
from comity.people.members.models import Member
from comity.people.members.queries.profile import owner_of_page
from comity.people.messaging.actions.writing import NotYet, write_to_member
from comity.people.messaging.enums import State
from comity.people.messaging.forms import MessageForm
from comity.people.messaging.queries.sections import standing_with


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def write(request: MemberRequest, member: str) -> HttpResponse:
    """Write to a member for the first time; who has a thread with them is led there."""
    other = owner_of_page(request.user, member)
    if other is None or other.pk == request.user.pk:
        raise Http404
    standing = standing_with(request.user, other)
    if standing.thread is not None and request.method != "POST":
        return redirect(standing.thread.get_absolute_url())
    form = MessageForm(
        request.POST if request.method == "POST" else None,
        help_text=None if standing.is_free else _only_one(),
    )
    with SaidInForm(form) as quota:
        if form.is_bound and form.is_valid() and (done := _written(request, other, form)):
            return done
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    context = {"form": form, "member": other, "is_free": standing.is_free}
    return quota.answer(page(request, "messaging/write.html", context, status=status))


def _only_one() -> str:
    return _(
        "One message: who you are, and what it is about. Stored encrypted; whoever runs this server could still read it."
    )


def _written(request: MemberRequest, other: Member, form: MessageForm) -> HttpResponse | None:
    try:
        message = write_to_member(
            by=request.user,
            other=other,
            text=form.cleaned_data["text"],
            at=timezone.now(),
        )
    except NotThere:
        raise Http404 from None
    except NotYet:
        form.add_error(None, _("Your first message waits. You can write again once it is answered."))
        return None
    if message.thread.state == State.WAITING:
        tell(request, _("Sent. %(name)s decides whether to answer.") % {"name": isolated(other.name)})
    return redirect(message.thread.get_absolute_url())
