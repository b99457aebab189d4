from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import login, logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST, require_safe

from comity.doors.pages.registry import personas
from comity.doors.pages.rules import DEMO_MARK, is_demo_open
from comity.foundation.core.http import page
from comity.foundation.core.models import InstanceMark
from comity.people.members.http.sign_in import BACKEND
from comity.people.members.models import Member


def _must_be_open() -> None:
    host = urlsplit(settings.BASE_URL).hostname or ""
    # The mark is asked for last: on any instance but a demo this costs no query.
    if not settings.IS_DEMO or not is_demo_open(
        is_demo=True, host=host, has_mark=InstanceMark.objects.filter(key=DEMO_MARK).exists()
    ):
        raise Http404


@require_safe
def demo(request: HttpRequest) -> HttpResponse:
    _must_be_open()
    members = {member.email: member for member in Member.objects.filter(email__in=list(personas))}
    faces = [(key, persona, members[key]) for key, persona in personas.items() if key in members]
    return page(request, "pages/demo.html", {"faces": faces})


@require_POST
def enter_demo(request: HttpRequest, public_id: str) -> HttpResponse:
    _must_be_open()
    member = get_object_or_404(Member, public_id=public_id, email__in=list(personas))
    logout(request)
    login(request, member, backend=BACKEND)
    return redirect("pages:home")
