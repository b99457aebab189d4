from __future__ import annotations

from http import HTTPStatus
from urllib.parse import urlsplit, urlunsplit

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from comity.foundation.core.http import came_from, next_address, page, tell
from comity.foundation.quotas.http import SaidInForm
from comity.people.members.actions.pairs import NotThere
from comity.people.members.http import MemberRequest, member_required
from comity.people.moderation.actions.reporting import report
from comity.people.moderation.enums import Reason
from comity.people.moderation.forms import ReportForm
from comity.people.moderation.queries.own import waiting_report_of
from comity.people.moderation.registry import reportables


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def report_thing(request: MemberRequest, kind: str, public_id: str) -> HttpResponse:
    """Ask what is wrong with a thing; a POST reports it."""
    reportable = reportables.get(kind)
    found = reportable.access(request.user, public_id) if reportable else None
    if found is None or found.responsible.pk == request.user.pk:
        raise Http404
    form = ReportForm(request.POST or None)
    with SaidInForm(form) as quota:
        if request.method == "POST" and form.is_valid():
            _report(request, kind, public_id, form)
            back = next_address(request, "")
            return redirect(
                reverse("moderation:report", args=[kind, public_id], query={"back": back} if back else None)
            )
    waiting = waiting_report_of(request.user, *found.thing(kind, public_id))
    context = {"form": form, "found": found, "waiting": waiting, "back": _back(request)}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return quota.answer(page(request, "moderation/report.html", context, status=status))


def _back(request: MemberRequest) -> str:
    """Return where the thing stood: as the report took it along, or as the browser tells; nothing where neither does."""
    if request.method == "POST":
        return next_address(request, "")
    told = request.GET.get("back") or came_from(request, "")
    if not url_has_allowed_host_and_scheme(told, {request.get_host()}):
        return ""
    there = urlsplit(told)
    return urlunsplit(("", "", there.path, there.query, "")) if there.path != request.path else ""


def _report(request: MemberRequest, kind: str, public_id: str, form: ReportForm) -> None:
    reason, words = Reason(form.cleaned_data["reason"]), form.cleaned_data["words"]
    try:
        _made, is_new = report(
            by=request.user, kind=kind, about=public_id, reason=reason, words=words, at=timezone.now()
        )
    except NotThere:
        raise Http404 from None
    told = _("Thank you. Whoever runs this instance will look at it, and you are told what comes of it.")
    tell(request, told if is_new else _("You reported this already; it waits to be looked at."))
