from __future__ import annotations

from http import HTTPStatus

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from comity.foundation.core.http import page, tell
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
            return redirect("moderation:reports")
    waiting = waiting_report_of(request.user, *found.thing(kind, public_id))
    context = {"form": form, "found": found, "waiting": waiting}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return quota.answer(page(request, "moderation/report.html", context, status=status))


def _report(request: MemberRequest, kind: str, public_id: str, form: ReportForm) -> None:
    reason, words = Reason(form.cleaned_data["reason"]), form.cleaned_data["words"]
    try:
        _made, is_new = report(
            by=request.user, kind=kind, about=public_id, reason=reason, words=words, at=timezone.now()
        )
    except NotThere:
        raise Http404 from None
    told = _("Thank you. Whoever runs this instance will look at it, and you read here what comes of it.")
    tell(request, told if is_new else _("You reported this already; it waits to be looked at."))
