from __future__ import annotations

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from comity.foundation.core.http import page
from comity.people.members.http import MemberRequest, member_required
from comity.relationships.ties.queries.drawing import NARROW, WIDE, drawn
from comity.relationships.ties.queries.rings import network_of
from comity.relationships.ties.rules.network import RINGS

LISTED = 100


@require_safe
@member_required
def network(request: MemberRequest) -> HttpResponse:
    found = network_of(request.user, timezone.localdate())
    whole = request.GET.get("ring", "")
    rings = [(word, found.ring(word)) for word in RINGS]
    context = {
        "network": found,
        "drawings": [("wide", drawn(found, WIDE)), ("narrow", drawn(found, NARROW))],
        "rings": [
            (word, ring if word == whole else ring[:LISTED], len(ring)) for word, ring in rings if ring
        ],
        "whole": whole,
    }
    return page(request, "pages/network/page.html", context)
