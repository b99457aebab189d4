from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from comity.doors.pages.actions import edit_with_new_people
from comity.doors.pages.http import undo_address, why_not
from comity.foundation.core.encryption import seal
from comity.foundation.core.http import page, tell
from comity.people.contacts.models import Contact
from comity.people.members.http import MemberRequest, member_required
from comity.people.members.rules.partial_dates import PartialDate
from comity.relationships.ties.actions.interactions import NotYet, WithOneself
from comity.relationships.ties.enums import Status
from comity.relationships.ties.forms.log import LogForm, WhoWasThere
from comity.relationships.ties.models import Interaction
from comity.relationships.ties.queries.person import own_interaction

SUGGESTIONS = "suggestions"


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def edit(request: MemberRequest, public_id: str) -> HttpResponse:
    """Put right what was noted or suggested."""
    event = own_interaction(request.user, public_id)
    if request.method == "POST":
        return _keep(request, event)
    initial = {
        "kind": event.kind,
        "when": PartialDate(event.on, event.precision),
        "place": event.place,
        "summary": event.summary,
        "direction": event.direction,
        "note": event.note,
    }
    there = [person.public_id for person in event.people.all()]
    return _page(request, event, LogForm(initial=initial), WhoWasThere(request.user, ids=there))


def _keep(request: MemberRequest, event: Interaction) -> HttpResponse:
    form, who = LogForm(request.POST), WhoWasThere.sent(request.user, request.POST)
    if "look" in request.POST or request.POST.get("more", "").strip():
        form.errors.clear()
        return _page(request, event, form, who)
    if not (form.is_valid() & who.is_valid()):
        return _page(request, event, form, who, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    before = _as_it_was(event)
    status = Status.CONFIRMED if "confirm" in request.POST else Status(event.status)
    try:
        edit_with_new_people(
            by=request.user,
            interaction=event,
            contacts=who.contacts,
            names=who.new_names,
            happening=form.happening(),
            status=status,
            today=timezone.localdate(),
            at=timezone.now(),
        )
    except (Contact.DoesNotExist, WithOneself, NotYet) as problem:
        form.add_error(None, why_not(problem))
        return _page(request, event, form, who, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    except Interaction.DoesNotExist:
        raise Http404 from None
    text = _("Confirmed.") if status != event.status else _("Saved.")
    tell(request, text, undo=undo_address(request, "edit", **before))
    return _back(request, who)


def _as_it_was(event: Interaction) -> dict[str, Any]:
    """Return what an Undo needs; the note stays sealed where sessions are kept."""
    said = ("kind", "precision", "direction", "summary", "place")
    before = {name: getattr(event, name) for name in said} | {"on": event.on.isoformat()}
    return {
        "interaction": event.public_id,
        "people": [person.public_id for person in event.people.all()],
        "status": event.status,
        "before": before | {"note": seal(event.note) if event.note else ""},
    }


def _back(request: MemberRequest, who: WhoWasThere) -> HttpResponseRedirect:
    """Return to where the line stood: the suggestions, or a person who was there."""
    came_from = request.POST.get("person", "")
    if came_from == SUGGESTIONS or not who.contacts:
        return redirect("pages:suggestions" if came_from == SUGGESTIONS else "pages:home")
    there = [card.public_id for card in who.contacts]
    return redirect("pages:person", came_from if came_from in there else there[0])


def _page(
    request: MemberRequest, event: Interaction, form: LogForm, who: WhoWasThere, status: int = HTTPStatus.OK
) -> HttpResponse:
    context = {
        "event": event,
        "is_suggested": event.status == Status.SUGGESTED,
        "form": form,
        "who": who,
        "person": request.POST.get("person", request.GET.get("person", "")),
    }
    return page(request, "pages/log/note.html", context, status=status)
