"""Asking a favour of a member, and answering one."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from comity.foundation.core.direction import isolated
from comity.foundation.core.http import page, tell
from comity.people.contacts.queries.card import own_card
from comity.people.members.actions.pairs import NotThere
from comity.people.members.http import MemberRequest, member_required
from comity.relationships.mutual.actions import asking as actions
from comity.relationships.mutual.forms.agreeing import AnswerForm, AskFavourForm
from comity.relationships.mutual.models import FavourAsk
from comity.relationships.mutual.queries.favours import asked_favour
from comity.relationships.mutual.queries.ties import tie_with


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def ask(request: MemberRequest, contact: str) -> HttpResponse:
    card = own_card(request.user, contact)
    found = tie_with(request.user, card.member_id) if card.member_id else None
    if found is None:
        raise Http404
    form = AskFavourForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        what, now = form.cleaned_data["what"], timezone.now()
        try:
            actions.ask_favour(by=request.user, other=found.member, what=what, at=now)
        except NotThere:
            raise Http404 from None
        except actions.EnoughWaits:
            text = _(
                "Some favours you asked of %(name)s wait for an answer. Please let them be answered first."
            )
            form.add_error(None, text % {"name": isolated(found.member.name)})
        else:
            tell(request, _("%(name)s is asked.") % {"name": isolated(found.member.name)})
            return redirect("pages:person", contact)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return page(
        request, "mutual/ask_favour.html", {"form": form, "tie": found, "contact": card}, status=status
    )


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def favour(request: MemberRequest, public_id: str) -> HttpResponse:
    """Read a favour somebody asks, and say yes, later or no."""
    found = asked_favour(request.user, public_id, timezone.now())
    if found is None:
        if (
            not FavourAsk.objects.visible_to(request.user)
            .filter(asked=request.user, public_id=public_id)
            .exists()
        ):
            raise Http404
        tell(request, _("This favour is answered, or no longer asked for."), level=messages.WARNING)
        return redirect("mutual:requests")
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and (done := _answered(request, found, form)):
        return done
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return page(request, "mutual/favour.html", {"form": form, "ask": found}, status=status)


def _answered(request: MemberRequest, found: FavourAsk, form: AnswerForm) -> HttpResponse | None:
    by, public_id, now = request.user, found.public_id, timezone.now()
    word, until = form.cleaned_data["word"], form.cleaned_data["until"]
    name, undo, text = {"name": isolated(found.asker.name)}, "", _("%(name)s is told.")
    try:
        if "yes" in request.POST:
            actions.say_yes(by=by, public_id=public_id, word=word, at=now)
        elif "later" in request.POST:
            if until is None:
                form.add_error("until", _("From which day on?"))
                return None
            actions.say_later(by=by, public_id=public_id, until=until, word=word, at=now)
        elif "no" in request.POST:
            actions.say_no(by=by, public_id=public_id, word=word, at=now)
            if not word:
                text, undo = _("Not this time. Nobody is told."), _again(found)
        else:
            return None
    except actions.DayIsOver:
        form.add_error("until", _("Please choose a day to come, within a year."))
        return None
    except NotThere:
        tell(request, _("This favour is answered, or no longer asked for."), level=messages.WARNING)
        return redirect("mutual:requests")
    tell(request, text % name, undo=undo)
    return redirect("mutual:requests")


def _again(found: FavourAsk) -> str:
    return reverse("mutual:favour-again", args=[found.public_id])


@require_POST
@member_required
def again(request: MemberRequest, public_id: str) -> HttpResponse:
    try:
        actions.think_again(by=request.user, public_id=public_id, at=timezone.now())
    except NotThere:
        raise Http404 from None
    tell(request, _("The favour waits for your answer again."))
    return redirect("mutual:favour", public_id)
