from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from comity.foundation.core.direction import isolated
from comity.foundation.core.http import page, tell
from comity.foundation.quotas.http import SaidInForm
from comity.people.members.actions.pairs import NotThere
from comity.people.members.http import MemberRequest, member_required
from comity.people.members.models import Member
from comity.people.members.queries.profile import owner_of_page
from comity.relationships.mutual.actions import requests as actions
from comity.relationships.mutual.forms.agreeing import RequestForm
from comity.relationships.mutual.models import MutualTie, TieRequest
from comity.relationships.mutual.queries.favours import waiting_favours
from comity.relationships.mutual.queries.requests import sent_requests, standing_with, waiting_requests
from comity.relationships.mutual.rules.requests import LASTS


@require_safe
@member_required
def requests(request: MemberRequest) -> HttpResponse:
    now = timezone.now()
    context = {
        "waiting": waiting_requests(request.user, now),
        "favours": waiting_favours(request.user, now),
        "sent": sent_requests(request.user, now),
        "lasts": LASTS.days,
    }
    return page(request, "mutual/requests.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def ask(request: MemberRequest, member: str) -> HttpResponse:
    other = owner_of_page(request.user, member)
    if other is None or other.pk == request.user.pk:
        raise Http404
    form = RequestForm(request.POST if request.method == "POST" else None)
    with SaidInForm(form) as quota:
        if request.method == "POST" and form.is_valid() and (done := _asked(request, other, form)):
            return done
    standing = standing_with(request.user, other, timezone.now())
    context = {"form": form, "member": other, "standing": standing, "lasts": LASTS.days}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return quota.answer(page(request, "mutual/ask.html", context, status=status))


def _asked(request: MemberRequest, other: Member, form: RequestForm) -> HttpResponse | None:
    name = {"name": isolated(other.name)}
    try:
        made = actions.ask_for_tie(
            by=request.user,
            other=other,
            note=form.cleaned_data["note"],
            at=timezone.now(),
        )
    except NotThere:
        raise Http404 from None
    except actions.TiedAlready:
        tell(request, _("You and %(name)s have a mutual tie already.") % name)
        return redirect("mutual:tie", other.public_id)
    except actions.AskedAlready:
        form.add_error(None, _("You have asked %(name)s lately. One request a month is enough.") % name)
        return None
    if isinstance(made, MutualTie):
        tell(request, _("%(name)s had asked you, too: you have a mutual tie now.") % name)
        return redirect("mutual:tie", other.public_id)
    undo = reverse("mutual:answer", args=[made.public_id, "withdraw"])
    tell(request, _("%(name)s is asked.") % name, undo=undo)
    return redirect("members:page", other.public_id)


@require_POST
@member_required
def answer(request: MemberRequest, public_id: str, verb: str) -> HttpResponse:
    """Accept or decline what waits; withdraw one's own; take a no or a withdrawal back."""
    if verb not in _VERBS:
        raise Http404
    try:
        return _VERBS[verb](request, public_id)
    except actions.TiedAlready:
        tell(request, _("The two of you have a mutual tie: the answer was yes."))
    except NotThere:
        if not TieRequest.objects.standing_for(request.user).filter(public_id=public_id).exists():
            raise Http404 from None
        tell(request, _("This request is over. Nothing has changed."), level=messages.WARNING)
    return redirect("mutual:requests")


def _accept(request: MemberRequest, public_id: str) -> HttpResponse:
    tie = actions.accept_request(by=request.user, public_id=public_id, at=timezone.now())
    return redirect("mutual:tie", tie.of(request.user).public_id)


def _decline(request: MemberRequest, public_id: str) -> HttpResponse:
    actions.decline_request(by=request.user, public_id=public_id, at=timezone.now())
    undo = reverse("mutual:answer", args=[public_id, "reconsider"])
    return _done(request, _("Not now. Nobody is told."), undo)


def _reconsider(request: MemberRequest, public_id: str) -> HttpResponse:
    actions.reconsider_request(by=request.user, public_id=public_id, at=timezone.now())
    return _done(request, _("The request waits for you again."))


def _withdraw(request: MemberRequest, public_id: str) -> HttpResponse:
    actions.withdraw_request(by=request.user, public_id=public_id, at=timezone.now())
    return _done(request, _("Withdrawn."), reverse("mutual:answer", args=[public_id, "bring-back"]))


def _bring_back(request: MemberRequest, public_id: str) -> HttpResponse:
    actions.bring_back_request(by=request.user, public_id=public_id, at=timezone.now())
    return _done(request, _("The request stands as before."))


def _done(request: MemberRequest, text: str, undo: str = "") -> HttpResponse:
    tell(request, text, undo=undo)
    return redirect("mutual:requests")


_VERBS: dict[str, Callable[[MemberRequest, str], HttpResponse]] = {
    "accept": _accept,
    "decline": _decline,
    "reconsider": _reconsider,
    "withdraw": _withdraw,
    "bring-back": _bring_back,
}
