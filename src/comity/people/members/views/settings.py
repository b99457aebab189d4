from __future__ import annotations

from http import HTTPStatus

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from comity.foundation.core.http import page
from comity.people.members.actions.preferences import set_language
from comity.people.members.forms.language import LanguageForm
from comity.people.members.http import MemberRequest, member_required
from comity.people.members.http.sessions import session_handle


@require_safe
@member_required
def home(request: MemberRequest) -> HttpResponse:
    return page(request, "members/settings.html")


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def language(request: MemberRequest) -> HttpResponse:
    member = request.user
    now = {"language": member.language, "time_zone": member.time_zone}
    form = LanguageForm(request.POST or None, initial=now)
    if request.method == "POST" and form.is_valid():
        set_language(member, **form.cleaned_data)
        messages.success(request, _("Language and time zone are saved."))
        return redirect("members:language")
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return page(request, "members/language.html", {"form": form}, status=status)


@require_POST
@member_required
def end_session(request: MemberRequest, handle: str) -> HttpResponse:
    mine = UserSession.objects.filter(user=request.user)
    found = next((session for session in mine if session_handle(session) == handle), None)
    if found is None:
        raise Http404
    found.end()
    messages.success(request, _("That session is ended."))
    return redirect("usersessions_list")
