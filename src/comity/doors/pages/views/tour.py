from django.http import HttpResponse
from django.views.decorators.http import require_safe

from comity.foundation.core.http import page
from comity.foundation.core.registry import tour as stops
from comity.people.members.http import MemberRequest, member_required


@require_safe
@member_required
def tour(request: MemberRequest) -> HttpResponse:
    shown = [stop for stop in stops.values() if request.user.is_operator or not stop.operators_only]
    return page(request, "pages/tour.html", {"stops": sorted(shown, key=lambda stop: stop.order)})
