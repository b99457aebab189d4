from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from comity.foundation.core.direction import isolated
from comity.foundation.core.http import page, tell
from comity.people.members.actions.pairs import NotThere
from comity.people.members.http import MemberRequest, member_required
from comity.people.members.models import Member
from comity.relationships.mutual.actions.ending import end_tie
from comity.relationships.mutual.actions.lending import lend_tie
from comity.relationships.mutual.forms.agreeing import LendingForm
from comity.relationships.mutual.queries.ties import TieWith, tie_with
from comity.relationships.ties.enums import Lending


def _tie(request: MemberRequest, member: str) -> TieWith:
    other = Member.objects.filter(public_id=member).first()
    found = tie_with(request.user, other.pk) if other else None
    if found is None:
        raise Http404
    return found


@require_safe
@member_required
def tie(request: MemberRequest, member: str) -> HttpResponse:
    context = {"tie": _tie(request, member), "choices": Lending.choices}
    return page(request, "mutual/tie.html", context)


@require_POST
@member_required
def lend(request: MemberRequest, member: str) -> HttpResponse:
    found, form = _tie(request, member), LendingForm(request.POST)
    if form.is_valid():
        lends = Lending(form.cleaned_data["lends"])
        try:
            lend_tie(by=request.user, other=found.member, lends=lends)
        except NotThere:
            raise Http404 from None
        tell(request, _("Saved."))
    return _back(found)


@require_POST
@member_required
def end(request: MemberRequest, member: str) -> HttpResponse:
    found = _tie(request, member)
    try:
        end_tie(by=request.user, other=found.member, at=timezone.now())
    except NotThere:
        raise Http404 from None
    name = {"name": isolated(found.member.name)}
    tell(request, _("The mutual tie has ended. Your card of %(name)s is yours alone now.") % name)
    return _back(found)


def _back(found: TieWith) -> HttpResponse:
    return redirect(reverse("pages:person", args=[found.card]) if found.card else reverse("mutual:requests"))
