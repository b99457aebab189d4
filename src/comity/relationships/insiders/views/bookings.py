"""What was asked and agreed, and what each of the two does with it."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from comity.foundation.core.direction import isolated
from comity.foundation.core.http import page, tell
from comity.people.members.actions.pairs import NotThere
from comity.people.members.http import MemberRequest, member_required
from comity.people.messaging.queries.sections import on_member_page
from comity.relationships.insiders.actions import afterwards, booking, moving
from comity.relationships.insiders.actions.where import say_where
from comity.relationships.insiders.enums import State
from comity.relationships.insiders.forms.offer import AgreeForm, MoveForm, WentForm, WhereForm, WordForm
from comity.relationships.insiders.notices.calendar import calendar_of
from comity.relationships.insiders.queries.bookings import View, bookings_of, one_booking
from comity.relationships.insiders.queries.offers import free_days


@require_safe
@member_required
def bookings(request: MemberRequest) -> HttpResponse:
    return page(request, "insiders/bookings.html", {"mine": bookings_of(request.user, timezone.now())})


@require_safe
@member_required
def one(request: MemberRequest, public_id: str) -> HttpResponse:
    return _page(request, _found(request, public_id))


@require_safe
@member_required
def calendar(request: MemberRequest, public_id: str) -> HttpResponse:
    view = _found(request, public_id)
    if view.booking.starts_at is None or view.state not in {State.CONFIRMED, State.CANCELLED}:
        raise Http404
    response = HttpResponse(
        calendar_of(request.user, view.booking), content_type="text/calendar; charset=utf-8"
    )
    response["Content-Disposition"] = 'attachment; filename="comity.ics"'
    return response


def _found(request: MemberRequest, public_id: str) -> View:
    view = one_booking(request.user, public_id, timezone.now())
    if view is None:
        raise Http404
    return view


def _page(
    request: MemberRequest, view: View, form: AgreeForm | MoveForm | WhereForm | None = None
) -> HttpResponse:
    context: dict[str, Any] = {"one": view}
    if view.waits_for_me:
        context["form"] = form or _agree_form(view)
    elif view.may_propose:
        context |= _times(request, view)
        context["form"] = form if isinstance(form, MoveForm) else MoveForm(has_times=context["has_times"])
    if view.may_say_where:
        place = {"place": view.booking.place}
        context["where_form"] = form if isinstance(form, WhereForm) else WhereForm(initial=place)
    if view.may_write:
        context["writing"] = on_member_page(request.user, view.other, timezone.now())
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form is not None and form.errors else HTTPStatus.OK
    return page(request, "insiders/booking.html", context, status=status)


def _times(request: MemberRequest, view: View) -> dict[str, Any]:
    """Return the times to which what is agreed can move. A few queries, the same for all."""
    offer = view.booking.offer
    has_times = offer is not None and offer.times.exists()
    days = free_days(request.user, offer, timezone.now(), moving=view.booking) if offer and has_times else []
    return {"has_times": has_times, "days": days}


def _agree_form(view: View, data: Any = None) -> AgreeForm:
    place = {"place": view.booking.place}
    return AgreeForm(data, needs_time=view.booking.starts_at is None, initial=place)


@require_POST
@member_required
def act(request: MemberRequest, public_id: str, verb: str) -> HttpResponse:
    """Do one of the verbs below; what is over meanwhile is said, and what never was theirs is not there."""
    view = _found(request, public_id)
    if verb not in _VERBS:
        raise Http404
    try:
        return _VERBS[verb](request, view)
    except NotThere:
        tell(request, _("Nothing has changed: this is over, or cannot be any more."), level=messages.WARNING)
    return redirect("insiders:booking", public_id)


def _confirm(request: MemberRequest, view: View) -> HttpResponse:
    if not view.waits_for_me:
        raise NotThere
    form = _agree_form(view, request.POST)
    if not form.is_valid():
        return _page(request, view, form)
    said = form.cleaned_data
    place = said["place"] if "place" in request.POST else None
    try:
        booking.confirm(
            by=request.user,
            public_id=view.booking.public_id,
            starts_at=said.get("starts_at"),
            place=place,
            at=timezone.now(),
        )
    except booking.TimeTaken:
        form.add_error("starts_at", _("Please pick a time to come at which you have nothing else here."))
        return _page(request, view, form)
    return _done(request, view, _("Agreed. %(name)s is told.") % {"name": isolated(view.other.name)})


def _decline(request: MemberRequest, view: View) -> HttpResponse:
    word = WordForm(request.POST)
    said = word.cleaned_data["word"] if word.is_valid() else ""
    made = booking.decline(by=request.user, public_id=view.booking.public_id, word=said, at=timezone.now())
    if made.state == State.REFUSED:
        return _done(request, view, _("%(name)s reads your word.") % {"name": isolated(view.other.name)})
    undo = reverse("insiders:booking_act", args=[view.booking.public_id, "reconsider"])
    return _done(request, view, _("Not this time. Nobody is told."), undo)


def _reconsider(request: MemberRequest, view: View) -> HttpResponse:
    booking.reconsider(by=request.user, public_id=view.booking.public_id, at=timezone.now())
    return _done(request, view, _("It waits for you again."))


def _withdraw(request: MemberRequest, view: View) -> HttpResponse:
    booking.withdraw(by=request.user, public_id=view.booking.public_id, at=timezone.now())
    return _done(request, view, _("Withdrawn."))


def _propose(request: MemberRequest, view: View) -> HttpResponse:
    if not view.may_propose:
        raise NotThere
    form = MoveForm(request.POST, has_times=_times(request, view)["has_times"])
    if not form.is_valid():
        return _page(request, view, form)
    public_id, starts_at = view.booking.public_id, form.cleaned_data["starts_at"]
    try:
        moving.propose_time(by=request.user, public_id=public_id, starts_at=starts_at, at=timezone.now())
    except booking.TimeTaken:
        form.add_error("starts_at", _("This time is not free any more. Please pick another."))
        return _page(request, view, form)
    undo = reverse("insiders:booking_act", args=[public_id, "keep"])
    return _done(request, view, _("%(name)s is asked.") % {"name": isolated(view.other.name)}, undo)


def _move(request: MemberRequest, view: View) -> HttpResponse:
    """Say yes to the time that was read; another one meanwhile is not agreed to."""
    moves_to = view.booking.moves_to
    if moves_to is None or request.POST.get("starts_at") != view.moves_to_as_read:
        raise NotThere
    public_id = view.booking.public_id
    try:
        moving.agree_to_move(by=request.user, public_id=public_id, starts_at=moves_to, at=timezone.now())
    except booking.TimeTaken:
        tell(request, _("This time is not free any more. Please pick another."), level=messages.WARNING)
        return redirect("insiders:booking", public_id)
    said = _("Moved. %(name)s is told. The new file for your calendar is on this page.")
    return _done(request, view, said % {"name": isolated(view.other.name)})


def _keep(request: MemberRequest, view: View) -> HttpResponse:
    moving.keep_time(by=request.user, public_id=view.booking.public_id, at=timezone.now())
    return _done(request, view, _("It stays as it was agreed."))


def _where(request: MemberRequest, view: View) -> HttpResponse:
    if not view.may_say_where:
        raise NotThere
    form = WhereForm(request.POST)
    if not form.is_valid():
        return _page(request, view, form)
    place = form.cleaned_data["place"]
    say_where(by=request.user, public_id=view.booking.public_id, place=place, at=timezone.now())
    return _done(request, view, _("%(name)s is told where.") % {"name": isolated(view.other.name)})


def _call_off(request: MemberRequest, view: View) -> HttpResponse:
    word = WordForm(request.POST)
    said = word.cleaned_data["word"] if word.is_valid() else ""
    booking.call_off(by=request.user, public_id=view.booking.public_id, word=said, at=timezone.now())
    return _done(request, view, _("Called off. %(name)s is told.") % {"name": isolated(view.other.name)})


def _happened(request: MemberRequest, view: View) -> HttpResponse:
    form = WentForm(request.POST)
    day = form.cleaned_data["get_back_on"] if form.is_valid() else None
    _booking, card = afterwards.took_place(
        by=request.user,
        public_id=view.booking.public_id,
        at=timezone.now(),
        get_back_on=day,
        what=view.words.topics,
    )
    if card is None:
        return _done(
            request, view, _("Good. To remember it, keep them in your book: their page has a button.")
        )
    return _done(request, view, _("Noted in your book."))


def _missed(request: MemberRequest, view: View) -> HttpResponse:
    afterwards.did_not(by=request.user, public_id=view.booking.public_id, at=timezone.now())
    return _done(request, view, _("Noted: it did not take place."))


def _thank(request: MemberRequest, view: View) -> HttpResponse:
    afterwards.say_thanks(by=request.user, public_id=view.booking.public_id, at=timezone.now())
    return _done(request, view, _("%(name)s reads your thanks.") % {"name": isolated(view.other.name)})


def _done(request: MemberRequest, view: View, text: str, undo: str = "") -> HttpResponse:
    tell(request, text, undo=undo)
    return redirect("insiders:booking", view.booking.public_id)


_VERBS: dict[str, Callable[[MemberRequest, View], HttpResponse]] = {
    "confirm": _confirm,
    "decline": _decline,
    "reconsider": _reconsider,
    "withdraw": _withdraw,
    "propose": _propose,
    "move": _move,
    "keep": _keep,
    "where": _where,
    "call-off": _call_off,
    "happened": _happened,
    "missed": _missed,
    "thank": _thank,
}
