"""Offers to be asked: all one may see, one to book, and one's own."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from comity.foundation.core.direction import isolated
from comity.foundation.core.http import page, tell
from comity.foundation.quotas.actions import spend
from comity.foundation.quotas.http import SaidInForm
from comity.people.members.actions.pairs import NotThere
from comity.people.members.http import MemberRequest, member_required
from comity.people.members.registry import LISTED
from comity.relationships.insiders.actions import booking as actions
from comity.relationships.insiders.actions.offers import EnoughOffers, pause_offer, remove_offer, save_offer
from comity.relationships.insiders.enums import State
from comity.relationships.insiders.forms.offer import BookForm, OfferForm
from comity.relationships.insiders.models import Offer
from comity.relationships.insiders.queries.bookings import open_with
from comity.relationships.insiders.queries.offers import (
    Seen,
    free_days,
    offers_of_oneself,
    one_offer,
    page_of_offers,
    takes_words,
)

EDIT = require_http_methods(["GET", "HEAD", "POST"])
_SHOWN_DAYS = 4


@require_safe
@member_required
def offers(request: MemberRequest) -> HttpResponse:
    about = request.GET.get("about", "").strip()[:200]
    found = page_of_offers(request.user, about=about, asked=request.GET.get("page"))
    met = [one.owner.public_id for one in found.object_list]
    spend(by=request.user, kind=LISTED, keys=met, at=timezone.now())
    return page(request, "insiders/offers.html", {"page": found, "about": about})


@EDIT
@member_required
def offer(request: MemberRequest, public_id: str) -> HttpResponse:
    """Show an offer with its free times, and book one."""
    seen = one_offer(request.user, public_id)
    if seen is None:
        raise Http404
    if seen.owner.pk == request.user.pk:
        if request.method == "POST":  # nobody books with themselves
            return redirect("insiders:mine")
        return page(request, "insiders/offer.html", {"seen": seen, "is_own": True, **_times(request, seen)})
    times = _times(request, seen)
    is_automatic = seen.offer.is_automatic
    form = BookForm(request.POST or None, has_times=times["has_times"], is_automatic=is_automatic)
    with SaidInForm(form) as quota:
        if request.method == "POST" and form.is_valid() and (done := _booked(request, seen, form)):
            return done
    context = {"seen": seen, "form": form, **times}
    context["mine"] = open_with(request.user, seen.owner, timezone.now())
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return quota.answer(page(request, "insiders/offer.html", context, status=status))


def _times(request: MemberRequest, seen: Seen) -> dict[str, Any]:
    now = timezone.now()
    has_times = seen.offer.times.exists()
    days = free_days(request.user, seen.offer, now) if has_times else []
    return {
        "has_times": has_times,
        "days": days[:_SHOWN_DAYS],
        "more_days": days[_SHOWN_DAYS:],
        "takes_words": not has_times and takes_words(seen.offer, now),
    }


def _booked(request: MemberRequest, seen: Seen, form: BookForm) -> HttpResponse | None:
    said = form.cleaned_data
    name = {"name": isolated(seen.owner.name)}
    try:
        made = actions.book(
            by=request.user,
            public_id=seen.offer.public_id,
            starts_at=said.get("starts_at"),
            what=said["what"],
            at=timezone.now(),
        )
    except NotThere:
        raise Http404 from None
    except actions.TimeTaken:
        form.add_error(None, _("This time is not free any more. Please pick another."))
        return None
    except actions.AskedAlready:
        form.add_error(None, _("You and %(name)s have a booking that is not over yet.") % name)
        return None
    except actions.EnoughAsked:
        form.add_error(None, _("You wait for five answers. Please let some of them come first."))
        return None
    if made.state == State.CONFIRMED:
        tell(request, _("Agreed. The file for your calendar is on this page."))
    else:
        undo = reverse("insiders:booking_act", args=[made.public_id, "withdraw"])
        tell(request, _("%(name)s is asked.") % name, undo=undo)
    return redirect("insiders:booking", made.public_id)


@require_safe
@member_required
def mine(request: MemberRequest) -> HttpResponse:
    return page(request, "insiders/mine.html", {"offers": offers_of_oneself(request.user)})


@EDIT
@member_required
def edit(request: MemberRequest, public_id: str = "") -> HttpResponse:
    row = Offer(owner=request.user)
    if public_id:
        row = Offer.objects.filter(owner=request.user, public_id=public_id).first() or _gone()
    form = OfferForm(request.POST or None, instance=row, owner=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            save_offer(by=request.user, offer=form.instance, windows=form.windows)
        except EnoughOffers:
            form.add_error(None, _("These are as many as one may offer. Please remove one first."))
        else:
            tell(request, _("Saved."))
            return redirect("insiders:mine")
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return page(
        request, "insiders/edit.html", {"form": form, "offer": row if public_id else None}, status=status
    )


def _gone() -> Offer:
    raise Http404


@require_POST
@member_required
def move(request: MemberRequest, public_id: str, verb: str) -> HttpResponse:
    """Pause an offer, open it again, or remove it."""
    try:
        if verb == "remove":
            remove_offer(by=request.user, public_id=public_id)
            tell(request, _("The offer is gone. What was agreed on stays agreed."))
        elif verb in {"pause", "resume"}:
            pause_offer(by=request.user, public_id=public_id, at=timezone.now() if verb == "pause" else None)
            other = "resume" if verb == "pause" else "pause"
            undo = reverse("insiders:offer_move", args=[public_id, other])
            said = _("Paused: nobody sees it.") if verb == "pause" else _("It is open again.")
            tell(request, said, undo=undo)
        else:
            raise Http404
    except Offer.DoesNotExist:
        raise Http404 from None
    return redirect("insiders:mine")
