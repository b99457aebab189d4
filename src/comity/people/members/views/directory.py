from __future__ import annotations

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from comity.foundation.core.http import page
from comity.foundation.quotas.actions import spend
from comity.people.members.http import MemberRequest, member_required
from comity.people.members.queries.directory import members_for
from comity.people.members.registry import LISTED


@require_safe
@member_required
def members(request: MemberRequest) -> HttpResponse:
    named = request.GET.get("named", "").strip()[:200]
    found = members_for(request.user, named=named, number=request.GET.get("page"))
    met = [row.public_id for row in found if row.public_id != request.user.public_id]
    spend(by=request.user, kind=LISTED, keys=met, at=timezone.now())
    return page(request, "members/directory.html", {"page": found, "named": named})
