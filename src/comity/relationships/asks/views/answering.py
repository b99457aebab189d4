"""What one who may help does with an ask that is before them."""

from __future__ import annotations

from http import HTTPStatus
from urllib.parse import quote

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from comity.foundation.core.direction import isolated
from comity.foundation.core.http import page, tell
from comity.people.members.actions.pairs import NotThere
from comity.people.members.http import MemberRequest, member_required
from comity.relationships.asks.actions import answering as actions
from comity.relationships.asks.enums import Reached, State
from comity.relationships.asks.forms.asking import CanForm, KnowsForm
from comity.relationships.asks.models import Reach
from comity.relationships.asks.queries.book import address_on, fitting_in_book
from comity.relationships.asks.queries.reaches import reach_for
from comity.relationships.asks.queries.threads import reads_on
from comity.relationships.asks.rules.states import ASKED, state_at


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def reach(request: MemberRequest, public_id: str) -> HttpResponse:
    """Show an ask with whom the member's own book holds, and take their answer."""
    found = reach_for(request.user, public_id)
    if found is None:
        raise Http404
    state = state_at(State(found.ask.state), expires_at=found.ask.expires_at, now=timezone.now())
    is_open = state == State.OPEN and found.state in ASKED
    people = fitting_in_book(request.user, found.ask) if is_open else []
    knows = KnowsForm(request.POST if "know" in request.POST else None, people=people)
    can = CanForm(request.POST if "can" in request.POST else None, asker=found.ask.asker)
    for form in (knows, can):
        if form.is_bound and form.is_valid():
            return _answered(request, found, form)
    context = {
        "reach": found,
        "ask": found.ask,
        "is_open": is_open,
        "state": state,
        "knows": knows,
        "can": can,
        "people": people,
        "next": reads_on(request.user, found) if found.state in (Reached.YES, Reached.ASKING) else "",
        "letter": _letter(request, found) if found.state == Reached.ASKING else None,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if knows.errors or can.errors else HTTPStatus.OK
    return page(request, "asks/reach.html", context, status=status)


def _answered(request: MemberRequest, found: Reach, form: KnowsForm | CanForm) -> HttpResponse:
    by, public_id, said, now = request.user, found.public_id, form.cleaned_data, timezone.now()
    try:
        if isinstance(form, CanForm):
            actions.say_can(by=by, public_id=public_id, line=said["line"], at=now)
            tell(request, _("%(name)s is told that you can help.") % {"name": isolated(found.ask.asker.name)})
        else:
            actions.say_knows(by=by, public_id=public_id, contact=said["contact"], line=said["line"], at=now)
    except NotThere:
        _tell_it_moved_on(request)
    return redirect("asks:reach", public_id)


@require_POST
@member_required
def say(request: MemberRequest, public_id: str, verb: str) -> HttpResponse:
    """Say "not now", take it back, or say what came of a mail of one's own."""
    by, now = request.user, timezone.now()
    try:
        if verb == "not-now":
            actions.say_not_now(by=by, public_id=public_id, at=now)
            tell(request, _("Not now. Nobody is told."), undo=_address(public_id, "again"))
        elif verb == "again":
            actions.think_again(by=by, public_id=public_id, at=now)
            return redirect("asks:reach", public_id)
        elif verb in ("they-can", "nothing"):
            actions.say_how_it_went(by=by, public_id=public_id, can=verb == "they-can", at=now)
            tell(request, _("Thank you for asking them."))
            return redirect("asks:reach", public_id)
        else:
            raise Http404
    except NotThere:
        if reach_for(by, public_id) is None:
            raise Http404 from None
        _tell_it_moved_on(request)
    return redirect("asks:asks")


def _tell_it_moved_on(request: MemberRequest) -> None:
    text = _("This ask is over, or needs no more help. Nothing has changed.")
    tell(request, text, level=messages.WARNING)


def _address(public_id: str, verb: str) -> str:
    return reverse("asks:say", args=[public_id, verb])


def _letter(request: MemberRequest, found: Reach) -> dict[str, str] | None:
    """Return a mail to somebody who is no member, drafted for the member to send from their own address."""
    card = found.contact
    if card is None or actions.is_asked_here(found):
        return None
    text = _(
        "Hello %(to)s,\n\n%(line)s\n\n%(asker)s, whom I know, is looking for this:\n\n%(text)s\n\nMay I put you in touch? "
        "Nothing was passed on, and a no is quite all right.\n\n%(me)s"
    ) % {
        "to": card.given or card.full_name,
        "line": found.line,
        "asker": found.ask.asker.name,
        "text": found.ask.text,
        "me": request.user.name,
    }
    address, subject = address_on(request.user, card), _("May I put you in touch?")
    url = f"mailto:{quote(address)}?subject={quote(subject)}&body={quote(text)}"
    return {"text": text, "url": url, "name": card.full_name}
