from __future__ import annotations

from http import HTTPStatus
from typing import cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from comity.foundation.core.http import operator_required, page
from comity.people.members.actions import standing
from comity.people.members.enums import Standing
from comity.people.members.models import Member
from comity.people.members.queries.members import counts_by_standing, members_for_operator

VERBS = {"approve": standing.approve, "refuse": standing.refuse, "suspend": standing.suspend}
A_PAGE = 50


@require_safe
@operator_required
def members(request: HttpRequest) -> HttpResponse:
    counts = counts_by_standing()
    shown = request.GET.get("standing") or (Standing.WAITING if counts[Standing.WAITING] else Standing.ACTIVE)
    if shown not in Standing.values:
        raise Http404
    rows = Paginator(members_for_operator(Standing(shown)), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": rows,
        "shown": shown,
        "standings": [(one.value, one.label, counts[one]) for one in Standing],
    }
    return page(request, "members/ops_members.html", context)


@require_POST
@operator_required
def decide(request: HttpRequest, public_id: str, verb: str) -> HttpResponse:
    if verb not in VERBS:
        raise Http404
    try:
        VERBS[verb](by=cast(Member, request.user), public_id=public_id, at=timezone.now())
    except Member.DoesNotExist:
        raise Http404 from None
    except standing.NotYours:
        return page(request, "members/not_yours.html", status=HTTPStatus.CONFLICT)
    messages.success(request, _("Done."))
    return redirect("members:ops_members")
