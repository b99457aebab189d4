from django.http import HttpResponse
from django.views.decorators.http import require_safe

from comity.doors.pages import queries
from comity.foundation.core.http import page
from comity.people.members.http import MemberRequest, member_required


@require_safe
@member_required
def home(request: MemberRequest) -> HttpResponse:
    return page(request, "pages/home.html", {"today": queries.today_for(request.user)})
