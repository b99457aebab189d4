from __future__ import annotations

from http import HTTPStatus

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from comity.foundation.core.http import operator_required, page, tell
from comity.foundation.core.text import fold
from comity.people.companies.actions import CompanyNeedsName, enter_company
from comity.people.members.forms.companies import CompanyForm
from comity.people.members.http import MemberRequest, member_required
from comity.people.members.queries.companies import companies_for, positions_at

A_PAGE = 50


@require_safe
@member_required
def companies(request: MemberRequest) -> HttpResponse:
    named = request.GET.get("named", "")[:200]
    found = Paginator(companies_for(request.user, named=fold(named)), A_PAGE)
    context = {"page": found.get_page(request.GET.get("page")), "named": named}
    return page(request, "members/companies.html", context)


@require_safe
@member_required
def company(request: MemberRequest, public_id: str) -> HttpResponse:
    found = companies_for(request.user).filter(public_id=public_id).first()
    if found is None:
        raise Http404
    positions = list(positions_at(found, request.user))
    context = {
        "company": found,
        "now": [one for one in positions if not one.ended_on],
        "before": [one for one in positions if one.ended_on],
    }
    return page(request, "members/company.html", context)


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
