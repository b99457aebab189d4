from __future__ import annotations

from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from comity.foundation.core.http import operator_required, page, tell
from comity.foundation.core.text import fold
from comity.foundation.quotas.actions import spend
from comity.people.companies.actions import CompanyNeedsName, enter_company
from comity.people.companies.models import Company
from comity.people.members.actions.confirming import (
    NotConfirmable,
    confirm_position,
    withdraw_confirmation,
)
from comity.people.members.forms.companies import CompanyDetailsForm, CompanyForm
from comity.people.members.http import MemberRequest, member_required
from comity.people.members.models import Member
from comity.people.members.queries.companies import companies_for, members_at, seen_companies
from comity.people.members.queries.page import sections_of_company
from comity.people.members.registry import LISTED


@require_safe
@member_required
def companies(request: MemberRequest) -> HttpResponse:
    named = request.GET.get("named", "")[:200]
    found = companies_for(request.user, named=fold(named), after=request.GET.get("after", ""))
    return page(request, "members/companies.html", {"page": found, "named": named})


@require_safe
@member_required
def company(request: MemberRequest, public_id: str) -> HttpResponse:
    found = _found(request.user, public_id)
    rows = members_at(found, request.user, after=request.GET.get("after", ""))
    met = {one.owner.public_id for one in rows.object_list} - {request.user.public_id}
    spend(by=request.user, kind=LISTED, keys=sorted(met), at=timezone.now())
    context = {
        "company": found,
        "page": rows,
        "now": [one for one in rows.object_list if not one.ended_on],
        "before": [one for one in rows.object_list if one.ended_on],
        "sections": sections_of_company(request.user, found, timezone.now()) if rows.is_first else [],
    }
    return page(request, "members/company.html", context)


def _found(viewer: Member, public_id: str) -> Company:
    found = seen_companies(viewer).filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


@require_http_methods(["GET", "HEAD", "POST"])
@operator_required
def enter(request: HttpRequest) -> HttpResponse:
    form = CompanyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = enter_company(**form.cleaned_data)
        except CompanyNeedsName:
            form.add_error("name", _("A company's name has a letter or a digit."))
        else:
            tell(request, _("Saved."))
            return redirect("members:company", made.public_id)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return page(request, "members/company_new.html", {"form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@operator_required
def change(request: HttpRequest, public_id: str) -> HttpResponse:
    """Say what a company's website and mail domains are; its name stays what members call it."""
    found = Company.objects.filter(public_id=public_id).first()
    if found is None:
        raise Http404
    now = {"website": found.website, "mail_domains": found.mail_domains.replace(" ", "\n")}
    form = CompanyDetailsForm(request.POST or None, initial=now)
    if request.method == "POST" and form.is_valid():
        enter_company(name=found.name, **form.cleaned_data)
        tell(request, _("Saved."))
        return redirect("members:company", public_id)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return page(request, "members/company_new.html", {"form": form, "company": found}, status=status)


@require_POST
@operator_required
@member_required
def confirm(request: MemberRequest, public_id: str, position: str, verb: str) -> HttpResponse:
    """Confirm a member's position by an operator's word, or take that back."""
    acts = {"confirm": confirm_position, "withdraw": withdraw_confirmation}
    if verb not in acts:
        raise Http404
    try:
        acts[verb](by=request.user, public_id=position, at=timezone.now())
    except NotConfirmable:
        raise Http404 from None
    other = "withdraw" if verb == "confirm" else "confirm"
    undo = reverse("members:company_confirm", args=[public_id, position, other])
    tell(request, _("Confirmed.") if verb == "confirm" else _("No longer confirmed."), undo=undo)
    return redirect("members:company", public_id)
