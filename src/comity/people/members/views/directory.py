from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from comity.foundation.core.http import page
from comity.people.members.http import MemberRequest, member_required
from comity.people.members.queries.directory import members_for


@require_safe
@member_required
def members(request: MemberRequest) -> HttpResponse:
    named = request.GET.get("named", "").strip()[:200]
    context = {"page": members_for(request.user, named=named, number=request.GET.get("page")), "named": named}
    return page(request, "members/directory.html", context)
