from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from comity.doors.pages.queries.today import today_for
from comity.foundation.core.http import page
from comity.people.members.http import MemberRequest, member_required


@require_safe
@member_required
def home(request: MemberRequest) -> HttpResponse:
    return page(request, "pages/home.html", {"today": today_for(request.user, timezone.now())})
