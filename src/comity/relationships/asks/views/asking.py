"""What an asker does: begins an ask, corrects it, sends it, looks at what came of it."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from comity.foundation.core.http import came_from, page, tell
from comity.foundation.core.text import clean_text
from comity.people.members.actions.pairs import NotThere
from comity.people.members.http import MemberRequest, member_required
from comity.relationships.asks.actions import asking as actions
from comity.relationships.asks.enums import State
from comity.relationships.asks.forms.asking import AskForm
from comity.relationships.asks.models import Ask
from comity.relationships.asks.queries.asks import OwnAsk, own_ask, own_asks
from comity.relationships.asks.queries.reaches import answered_reaches, reaches_put_aside, waiting_reaches
from comity.relationships.asks.queries.steps import steps_for
from comity.relationships.asks.queries.threads import reads_on
from comity.relationships.asks.registry import kinds


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def asks(request: MemberRequest) -> HttpResponse:
    """List what waits for the member and what they asked; a line that is posted begins an ask."""
    now = timezone.now()
    if request.method == "POST":
        text = clean_text(request.POST.get("text", ""))
        if not text:
            tell(request, _("Write in a few words what you are looking for."), level=messages.WARNING)
            return redirect(came_from(request, reverse("asks:asks")))
        there = request.POST.get("organization", "")
        begun = actions.begin_ask(by=request.user, text=text, organization=there, at=now)
        return redirect("asks:ask", begun.public_id)
    own = own_asks(request.user, now)
    context = {
        "waiting": waiting_reaches(request.user, now),
        "answered": answered_reaches(request.user, now),
        "aside": reaches_put_aside(request.user, now),
        "asks": [one for one in own if one.state != State.DRAFT],
        "drafts": [one for one in own if one.state == State.DRAFT],
    }
    return page(request, "asks/asks.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def ask(request: MemberRequest, public_id: str) -> HttpResponse:
    """Show an ask of the member's own: a draft to correct and send, or what came of it."""
    found = own_ask(request.user, public_id, timezone.now())
    if found is None or found.state == State.WITHDRAWN:
        raise Http404
    if found.state != State.DRAFT:
        if request.method == "POST":
            tell(request, _("This ask is sent already."), level=messages.WARNING)
            return redirect("asks:ask", public_id)
        context = {
            "own": found,
            "yeses": [(reach, reads_on(request.user, reach)) for reach in found.yeses],
            "steps": steps_for(request.user, found),
        }
        return page(request, "asks/ask.html", context)
    return _draft(request, found)


def _draft(request: MemberRequest, found: OwnAsk) -> HttpResponse:
    form = AskForm(request.POST if request.method == "POST" else None, ask=found.ask)
    row = found.ask
    if form.is_bound and form.is_valid():
        now = timezone.now()
        try:
            row = actions.correct_ask(by=request.user, public_id=row.public_id, said=form.said, at=now)
            if "send" in request.POST:
                return _sent(request, row)
        except actions.NobodyToAsk:
            form.add_error(None, _("You have no mutual tie yet who could be asked. The ask is kept."))
        except NotThere:
            raise Http404 from None
        else:
            tell(request, _("Kept. Nobody has it yet."))
            return redirect("asks:ask", row.public_id)
    kind = kinds.get(row.kind)
    plan = kind.plan(request.user, row, timezone.now()) if kind else None
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return page(request, "asks/draft.html", {"form": form, "ask": row, "plan": plan}, status=status)


def _sent(request: MemberRequest, row: Ask) -> HttpResponse:
    url = kinds[row.kind].send(request.user, row, timezone.now())
    tell(request, _("It is on its way."))
    return redirect(url)


@require_POST
@member_required
def act(request: MemberRequest, public_id: str, verb: str) -> HttpResponse:
    """Withdraw, widen, ask anew, throw a draft away."""
    if verb not in _VERBS:
        raise Http404
    try:
        return _VERBS[verb](request, public_id)
    except actions.NobodyToAsk:
        tell(request, _("There is nobody further among your ties to ask."), level=messages.WARNING)
    except NotThere:
        if own_ask(request.user, public_id, timezone.now()) is None:
            raise Http404 from None
        tell(request, _("This ask has moved on. Nothing has changed."), level=messages.WARNING)
    return redirect("asks:asks")


def _withdraw(request: MemberRequest, public_id: str) -> HttpResponse:
    actions.withdraw(by=request.user, public_id=public_id, at=timezone.now())
    tell(request, _("Withdrawn. Nobody finds it any more."), undo=_undo(public_id))
    return redirect("asks:asks")


def _widen(request: MemberRequest, public_id: str) -> HttpResponse:
    actions.widen(by=request.user, public_id=public_id, at=timezone.now())
    tell(request, _("More of your ties are asked."))
    return redirect("asks:ask", public_id)


def _again(request: MemberRequest, public_id: str) -> HttpResponse:
    made = actions.ask_again(by=request.user, public_id=public_id, at=timezone.now())
    return redirect("asks:ask", made.public_id)


def _discard(request: MemberRequest, public_id: str) -> HttpResponse:
    actions.discard(by=request.user, public_id=public_id, at=timezone.now())
    tell(request, _("Thrown away."), undo=_undo(public_id))
    return redirect("asks:asks")


def _take_back(request: MemberRequest, public_id: str) -> HttpResponse:
    actions.take_back(by=request.user, public_id=public_id, at=timezone.now())
    return redirect("asks:ask", public_id)


def _undo(public_id: str) -> str:
    return reverse("asks:act", args=[public_id, "take-back"])


_VERBS: dict[str, Callable[[MemberRequest, str], HttpResponse]] = {
    "withdraw": _withdraw,
    "take-back": _take_back,
    "widen": _widen,
    "again": _again,
    "discard": _discard,
}
