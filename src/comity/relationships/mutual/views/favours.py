"""Favours on a person's page: noted, moved, taken back."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from comity.foundation.core.http import came_from, tell
from comity.people.contacts.queries.card import own_card
from comity.people.members.actions.pairs import NotThere
from comity.people.members.http import MemberRequest, member_required
from comity.relationships.mutual.actions import asking
from comity.relationships.mutual.actions import favours as shared
from comity.relationships.mutual.forms.agreeing import FavourForm
from comity.relationships.ties.actions import favours as own
from comity.relationships.ties.enums import FavourState, Helped
from comity.relationships.ties.models import Favour

_TO = {
    "promise": FavourState.OFFERED,
    "done": FavourState.DONE,
    "thank": FavourState.THANKED,
    "nothing": FavourState.DECLINED,
}
_BACK = {f"back-{state}": state for state in FavourState}


@require_POST
@member_required
def note(request: MemberRequest, contact: str) -> HttpResponse:
    card, form = own_card(request.user, contact), FavourForm(request.POST)
    if not form.is_valid():
        wrong = next(str(error) for errors in form.errors.values() for error in errors)
        tell(request, wrong, level=messages.ERROR)
        return redirect("pages:person", contact)
    said = form.cleaned_data
    noted = own.note_favour(
        by=request.user,
        contact=card,
        helped=Helped(said["helped"]),
        what=said["what"],
        state=FavourState(said["state"]),
        on=said["on"],
        today=timezone.localdate(),
    )
    tell(request, _("Noted."), undo=_address(noted.public_id, "remove"))
    return redirect("pages:person", contact)


@require_POST
@member_required
def move(request: MemberRequest, public_id: str, verb: str) -> HttpResponse:
    """Bring a favour further, take the last step back, forget it, or bring it back to mind."""
    shared.part_from_who_is_away(by=request.user, public_id=public_id)
    favour = Favour.objects.filter(owner=request.user, public_id=public_id).select_related("contact").first()
    if favour is None or verb not in {*_TO, *_BACK, "remove", "restore", "withdraw"}:
        raise Http404
    try:
        _do(request, favour, verb)
    except (NotThere, own.NoSuchMove, Favour.DoesNotExist):
        tell(request, _("This favour has moved on. Nothing has changed."), level=messages.WARNING)
    return redirect(came_from(request, reverse("pages:person", args=[favour.contact.public_id])))


def _do(request: MemberRequest, favour: Favour, verb: str) -> None:
    by, public_id, now = request.user, favour.public_id, timezone.now()
    if verb == "remove":
        own.remove_favour(by=by, public_id=public_id, at=now)
        tell(request, _("Taken off."), undo=_address(public_id, "restore"))
    elif verb == "restore":
        own.restore_favour(by=by, public_id=public_id)
        tell(request, _("Back again."))
    elif verb == "withdraw":
        asking.withdraw_ask(by=by, public_id=favour.shared_key, at=now)
        tell(request, _("Withdrawn."))
    elif verb in _BACK:
        if favour.shared_key:
            shared.take_back_shared_move(by=by, public_id=public_id, to=_BACK[verb])
        else:
            own.take_back_move(by=by, public_id=public_id, to=_BACK[verb])
        tell(request, _("Taken back."))
    else:
        before = _moved(request, favour, _TO[verb])
        tell(request, _("Noted."), undo=_address(public_id, f"back-{before}"))


def _moved(request: MemberRequest, favour: Favour, to: FavourState) -> FavourState:
    if favour.shared_key:
        return shared.move_shared_favour(
            by=request.user, public_id=favour.public_id, to=to, at=timezone.now()
        )
    return own.move_favour(by=request.user, public_id=favour.public_id, to=to, on=timezone.localdate())


def _address(public_id: str, verb: str) -> str:
    return reverse("mutual:favour-move", args=[public_id, verb])
