from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from comity.foundation.core.http import page
from comity.foundation.core.registry import style_samples
from comity.people.members.http import MemberRequest, member_required


@member_required
def home(request: MemberRequest) -> HttpResponse:
    return page(request, "pages/home.html")


@require_safe
def style(request: HttpRequest) -> HttpResponse:
    samples = [
        (key, sample.title, sample.template, sample.context(request)) for key, sample in style_samples.items()
    ]
    return page(request, "pages/style.html", {"samples": samples})
