from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from comity.foundation.core.http import page, tell
from comity.people.members.http import MemberRequest, member_required
from comity.people.moderation.actions.appealing import TooLate, appeal
from comity.people.moderation.forms import AppealForm
from comity.people.moderation.models import Case
from comity.people.moderation.queries.own import (
    case_of_token,
    decision_of,
    decisions_about,
    reports_of,
    words_in,
)


@require_safe
@member_required
def reports(request: MemberRequest) -> HttpResponse:
    context = {
        "reports": reports_of(request.user),
        "decisions": decisions_about(request.user, timezone.now()),
    }
    return page(request, "moderation/reports.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def decision(request: MemberRequest, public_id: str) -> HttpResponse:
    case = Case.objects.visible_to(request.user).filter(public_id=public_id).first()
    if case is None:
        raise Http404
    return _decision(request, case)


@require_http_methods(["GET", "HEAD", "POST"])
def by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Let a suspended member read a decision and appeal by the link in their mail."""
    case = case_of_token(token)
    if case is None:
        raise Http404
    response = _decision(request, case, entrance=True)
    patch_cache_control(response, no_store=True, private=True)
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _decision(request: HttpRequest, case: Case, *, entrance: bool = False) -> HttpResponse:
    form = AppealForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            appeal(case, words=form.cleaned_data["words"], at=timezone.now())
            tell(request, _("Your words wait to be looked at, by another person where there is one."))
        except TooLate:
            told = _("This can no longer be appealed: it was appealed already, or the time is over.")
            tell(request, told, level=messages.WARNING)
        return redirect(request.path)
    context = {
        "decision": decision_of(case, timezone.now()),
        "said": words_in(case),
        "form": form,
        "frame": "base_entrance.html" if entrance else "members/base_settings.html",
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return page(request, "moderation/decision.html", context, status=status)
