from __future__ import annotations

from http import HTTPStatus

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from comity.foundation.core.http import page
from comity.foundation.quotas.http import SaidInForm
from comity.people.members.actions.entrance import invitations as actions
from comity.people.members.forms.invitations import LinkInvitationForm, MailInvitationForm
from comity.people.members.http import MemberRequest, member_required
from comity.people.members.models import Invitation
from comity.people.members.queries.invitations import invitations_of


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def invitations(request: MemberRequest) -> HttpResponse:
    by_mail = _mail_form(request)
    by_link = LinkInvitationForm(
        request.POST if "by_link" in request.POST else None, prefix="link", member=request.user
    )
    sent = next((form for form in (by_mail, by_link) if form and form.is_bound), by_link)
    with SaidInForm(sent) as quota:
        if sent.is_bound and sent.is_valid() and _invite(request, sent):
            return redirect("members:invitations")
    context = {
        "by_mail": by_mail,
        "by_link": by_link,
        "invitations": invitations_of(request.user, now=timezone.now()),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if sent.errors else HTTPStatus.OK
    return quota.answer(page(request, "members/invitations.html", context, status=status))


def _mail_form(request: MemberRequest) -> MailInvitationForm | None:
    # Whoever holds a mailed link proves that address: it is nothing to show on a page where no mail leaves.
    if not settings.MAIL_LEAVES:
        return None
    told = {"email": request.GET.get("email", "")[:254]}
    return MailInvitationForm(
        request.POST if "by_mail" in request.POST else None, prefix="mail", initial=told
    )


def _invite(request: MemberRequest, form: forms.Form) -> bool:
    by, now = request.user, timezone.now()
    try:
        if isinstance(form, MailInvitationForm):
            actions.invite_by_mail(by=by, at=now, **form.cleaned_data)
            messages.success(request, _("The invitation is on its way."))
        else:
            actions.invite_by_link(by=by, at=now, **form.cleaned_data)
            messages.success(request, _("The link is made. Pass it on to whom you mean."))
    except actions.InvitedAlready:
        form.add_error("email", _("You have invited this address already; it stands in the list."))
        return False
    return True


@require_POST
@member_required
def remind(request: MemberRequest, public_id: str) -> HttpResponse:
    try:
        actions.remind(by=request.user, public_id=public_id, at=timezone.now())
    except Invitation.DoesNotExist:
        raise Http404 from None
    except actions.TooSoon:
        messages.warning(request, _("One reminder is enough, a week after the invitation. Nothing was sent."))
    else:
        told = (
            _("A reminder is on its way.")
            if settings.MAIL_LEAVES
            else _("This Comity sends no mail yet: the reminder waits with whoever runs it.")
        )
        messages.success(request, told)
    return redirect("members:invitations")


@require_POST
@member_required
def revoke(request: MemberRequest, public_id: str) -> HttpResponse:
    try:
        actions.revoke(by=request.user, public_id=public_id, at=timezone.now())
    except Invitation.DoesNotExist:
        raise Http404 from None
    messages.success(request, _("The invitation is withdrawn: its link opens nothing any more."))
    return redirect("members:invitations")
