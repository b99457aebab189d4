from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from comity.doors.pages.actions import log_with_new_people
from comity.doors.pages.http import undo_address, why_not
from comity.foundation.core.http import page, tell
from comity.people.contacts.models import Contact
from comity.people.members.http import MemberRequest, member_required
from comity.people.members.rules.partial_dates import PartialDate
from comity.relationships.ties.actions.interactions import NotYet, WithOneself
from comity.relationships.ties.enums import Kind, Status
from comity.relationships.ties.forms.log import LogForm, WhoWasThere
from comity.relationships.ties.queries.person import partial_in_words
from comity.relationships.ties.rules.reading import Reading, read_line


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def log(request: MemberRequest) -> HttpResponse:
    """Read a line into a form, and keep what the form says once it is confirmed."""
    if "text" in request.POST:
        return _read(request, request.POST["text"])
    if request.method == "POST":
        return _keep(request)
    return _page(request, LogForm(), WhoWasThere(request.user, ids=request.GET.getlist("person")[:1]))


def _read(request: MemberRequest, text: str) -> HttpResponse:
    reading = read_line(text, today=timezone.localdate(), language=get_language() or "en")
    known = request.POST.get("person", "")
    who = WhoWasThere(request.user, ids=[known], names=reading.people, prefer=known)
    initial: dict[str, Any] = {
        "kind": reading.kind or Kind.MET,
        "direction": reading.direction,
        "place": reading.place,
        "summary": reading.summary,
    }
    if reading.on:
        initial["when"] = PartialDate(reading.on, reading.precision)
    elif reading.future:
        initial["when"] = None
    return _page(request, LogForm(initial=initial), who, reading=reading)


def _keep(request: MemberRequest) -> HttpResponse:
    form, who = LogForm(request.POST), WhoWasThere.sent(request.user, request.POST)
    if "look" in request.POST or request.POST.get("more", "").strip():  # one more person, nothing is kept yet
        form.errors.clear()
        return _page(request, form, who)
    if not (form.is_valid() & who.is_valid()):
        return _page(request, form, who, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        noted = log_with_new_people(
            by=request.user,
            contacts=who.contacts,
            names=who.new_names,
            happening=form.happening(),
            today=timezone.localdate(),
            at=timezone.now(),
        )
    except (Contact.DoesNotExist, WithOneself, NotYet) as problem:
        form.add_error(None, why_not(problem))
        return _page(request, form, who, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    undo = undo_address(request, "status", interaction=noted.public_id, status=Status.DISMISSED)
    tell(request, _("Noted."), undo=undo)
    there = list(noted.people.order_by("presences__pk").values_list("public_id", flat=True))
    known = request.POST.get("person", "")
    return redirect("pages:person", known if known in there else there[0])


def _page(
    request: MemberRequest,
    form: LogForm,
    who: WhoWasThere,
    *,
    reading: Reading | None = None,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    context = {
        "form": form,
        "who": who,
        "reading": reading,
        "kept_as": partial_in_words(reading.on, reading.precision) if reading and reading.on else "",
        "person": request.POST.get("person", request.GET.get("person", "")),
    }
    return page(request, "pages/log/note.html", context, status=status)
