from __future__ import annotations

from http import HTTPStatus

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from comity.foundation.core.direction import isolated
from comity.foundation.core.http import page
from comity.people.members.actions.entrance.invitations import InvitationNotValid, accept, never_again
from comity.people.members.enums import InvitationKind
from comity.people.members.http.invited import remember_invitation
from comity.people.members.models import Invitation, Member
from comity.people.members.queries.invitations import invitation_of


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    found = invitation_of(token, now=timezone.now())
    if found is None:
        return page(request, "members/invitation_gone.html", status=HTTPStatus.NOT_FOUND)
    if request.method != "POST":
        return page(request, "members/invitation.html", {"invitation": found})
    if isinstance(request.user, Member):
        return _accept_as(request, request.user, found)
    return _go_in(request, found)


def _accept_as(request: HttpRequest, member: Member, found: Invitation) -> HttpResponse:
    try:
        accept(found, by=member, at=timezone.now())
    except InvitationNotValid:
        messages.warning(request, _("This invitation is your own, or has no place left."))
    else:
        inviter = {"name": isolated(found.inviter)}
        messages.success(request, _("You accepted. %(name)s sees that you are here.") % inviter)
    return redirect("pages:home")


def _go_in(request: HttpRequest, found: Invitation) -> HttpResponse:
    remember_invitation(request, found.token)
    if "sign_in" in request.POST:
        back = reverse("members:invitation", args=[found.token])
        return redirect(f"{reverse('account_login')}?{urlencode({'next': back})}")
    if found.kind == InvitationKind.LINK:
        return redirect("account_signup")
    # Who holds this link reads that mailbox: its address needs no code.
    get_adapter(request).stash_verified_email(request, found.email)
    return redirect(f"{reverse('account_signup')}?{urlencode({'email': found.email})}")


@csrf_exempt  # a mail program posts here by itself (RFC 8058); the token is the right to
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def never(request: HttpRequest, token: str) -> HttpResponse:
    if request.method == "POST":
        never_again(token, at=timezone.now())
        return page(request, "members/never_done.html")
    return page(request, "members/never.html")
