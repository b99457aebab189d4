from django.http import HttpResponse

from comity.foundation.core.http import page
from comity.people.members.http import MemberRequest, member_required


@member_required
def home(request: MemberRequest) -> HttpResponse:
    return page(request, "pages/home.html")
