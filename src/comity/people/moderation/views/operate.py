from __future__ import annotations

from http import HTTPStatus
from typing import cast

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from comity.foundation.core.http import operator_required, page, tell
from comity.people.members.actions.standing import NotYours as NotTheirs
from comity.people.members.models import Member
from comity.people.moderation.actions import deciding
from comity.people.moderation.enums import Again, Decision, State
from comity.people.moderation.forms import AgainForm, DecisionForm
from comity.people.moderation.models import Case
from comity.people.moderation.queries.queue import CaseView, case_for, counts_for, queue_for


@require_safe
@operator_required
def queue(request: HttpRequest) -> HttpResponse:
    viewer = cast(Member, request.user)
    shown = request.GET.get("show", State.WAITING)
    if shown not in State.values:
        raise Http404
    counts = counts_for(viewer)
    context = {
        "page": queue_for(viewer, State(shown), request.GET.get("page")),
        "shown": shown,
        "states": [(state.value, state.label, counts[state]) for state in State],
    }
    return page(request, "moderation/queue.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@operator_required
def case(request: HttpRequest, public_id: str) -> HttpResponse:
    viewer = cast(Member, request.user)
    try:
        view = case_for(viewer, public_id)
    except Case.DoesNotExist:
        raise Http404 from None
    form = _form(request, view)
    if request.method == "POST" and form.is_valid():
        return _decide(request, viewer, public_id, form)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return page(request, "moderation/case.html", {"view": view, "form": form}, status=status)


def _form(request: HttpRequest, view: CaseView) -> DecisionForm | AgainForm:
    data = request.POST or None
    # What was on the page decides: a form for a decision that somebody took meanwhile must not become one for its appeal.
    if "again" in request.POST or (data is None and view.case.state == State.APPEALED):
        return AgainForm(data)
    return DecisionForm(data, hide_words=view.hide_words)


def _decide(request: HttpRequest, viewer: Member, public_id: str, form: forms.Form) -> HttpResponse:
    said, now = form.cleaned_data, timezone.now()
    try:
        if isinstance(form, AgainForm):
            deciding.decide_again(
                by=viewer, public_id=public_id, again=Again(said["again"]), sentence=said["sentence"], at=now
            )
        else:
            deciding.decide(
                by=viewer,
                public_id=public_id,
                decision=Decision(said["decision"]),
                sentence=said["sentence"],
                at=now,
            )
    except (Case.DoesNotExist, Member.DoesNotExist):
        raise Http404 from None
    except deciding.Meanwhile:
        told = _("Somebody decided this meanwhile. This is what was decided; nothing of yours was kept.")
        tell(request, told, level=messages.WARNING)
        return redirect("moderation:case", public_id)
    except (deciding.NotYours, NotTheirs):
        tell(request, _("This is for another operator to decide."), level=messages.WARNING)
        return redirect("moderation:case", public_id)
    tell(request, _("Decided. Those it concerns are told."))
    return redirect("moderation:queue")
