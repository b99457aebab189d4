"""One introduction, as each who has a part in it reads it and answers."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from comity.foundation.core.direction import isolated
from comity.foundation.core.http import page, tell
from comity.people.members.actions.pairs import NotThere
from comity.people.members.http import MemberRequest, member_required
from comity.relationships.asks.queries.threads import thread_of
from comity.relationships.introductions.actions import afterwards, leading
from comity.relationships.introductions.actions.making import source_of
from comity.relationships.introductions.enums import Outcome, Stage, Word
from comity.relationships.introductions.forms.giving import (
    GivesForm,
    LineForm,
    OutcomeForm,
    PassForm,
    WordForm,
)
from comity.relationships.introductions.queries.introductions import (
    Seen,
    introduction_for,
    my_introductions,
    waiting_introductions,
)
from comity.relationships.introductions.queries.outcome import favour_state
from comity.relationships.introductions.rules.stages import Who


@require_safe
@member_required
def introductions(request: MemberRequest) -> HttpResponse:
    now = timezone.now()
    context = {
        "waiting": waiting_introductions(request.user, now),
        "others": my_introductions(request.user, now),
    }
    return page(request, "introductions/introductions.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def introduction(request: MemberRequest, public_id: str) -> HttpResponse:
    """Show an introduction; whoever's turn it is leads it on by posting."""
    seen = introduction_for(request.user, public_id, timezone.now())
    if seen is None:
        raise Http404
    form = _form(request, seen)
    if form is not None and form.is_bound and form.is_valid():
        return _led_on(request, seen, form)
    if request.method == "POST" and form is None:
        tell(request, _("This introduction has moved on. Nothing has changed."), level=messages.WARNING)
        return redirect("introductions:introduction", public_id)
    context = {"seen": seen, "row": seen.row, "form": form, "words": Word.choices, **_made(request, seen)}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form is not None and form.errors else HTTPStatus.OK
    return page(request, "introductions/introduction.html", context, status=status)


def _form(request: MemberRequest, seen: Seen) -> Form | None:
    data = request.POST if request.method == "POST" else None
    if not seen.is_my_turn:
        return None
    if seen.who is Who.TARGET:
        return GivesForm(data, member=request.user)
    return LineForm(data) if seen.who is Who.INTRODUCER else PassForm(data)


def _made(request: MemberRequest, seen: Seen) -> dict[str, Any]:
    if seen.stage is not Stage.MADE:
        return {}
    is_one_of_two = seen.who is Who.TARGET or (seen.who is Who.SEEKER and seen.target is not None)
    return {
        "thread": thread_of(request.user, source_of(seen.row)),
        "favour": favour_state(request.user, seen.row),
        "gives_form": GivesForm(member=request.user) if is_one_of_two else None,
        "outcomes": Outcome.choices,
    }


def _led_on(request: MemberRequest, seen: Seen, form: Form) -> HttpResponse:
    by, public_id, now, said = request.user, seen.row.public_id, timezone.now(), form.cleaned_data
    try:
        if seen.who is Who.TARGET:
            leading.say_yes(by=by, public_id=public_id, gives=said.get("gives", []), at=now)
            tell(request, _("You said yes: you are introduced."))
        elif seen.who is Who.INTRODUCER:
            leading.agree(by=by, public_id=public_id, line=said["line"], at=now)
            tell(request, _("Passed on, with your line."))
        else:
            leading.pass_on(by=by, public_id=public_id, line=said["line"], at=now)
            tell(request, _("Passed on."))
    except NotThere:
        tell(request, _("This introduction has moved on. Nothing has changed."), level=messages.WARNING)
        return redirect("introductions:introductions")
    return redirect("introductions:introduction", public_id)


@require_POST
@member_required
def act(request: MemberRequest, public_id: str, verb: str) -> HttpResponse:
    """Say no in silence or with a word, withdraw, take a no back; after it is made: thank, give, say how it went."""
    seen = introduction_for(request.user, public_id, timezone.now())
    if seen is None or verb not in _VERBS:
        raise Http404
    try:
        _VERBS[verb](request, seen)
    except NotThere:
        tell(request, _("This introduction has moved on. Nothing has changed."), level=messages.WARNING)
    if introduction_for(request.user, public_id, timezone.now()) is None:
        return redirect("introductions:introductions")
    return redirect("introductions:introduction", public_id)


def _no(request: MemberRequest, seen: Seen) -> None:
    row = leading.say_no(by=request.user, public_id=seen.row.public_id, who=seen.who, at=timezone.now())
    tell(
        request,
        _("Not now. Nobody is told."),
        undo=reverse("introductions:act", args=[row.public_id, "again"]),
    )


def _again(request: MemberRequest, seen: Seen) -> None:
    leading.think_again(by=request.user, public_id=seen.row.public_id, who=seen.who, at=timezone.now())
    tell(request, _("It waits for your answer again."))


def _word(request: MemberRequest, seen: Seen) -> None:
    form = WordForm(request.POST)
    if not form.is_valid():
        raise NotThere
    word = Word(form.cleaned_data["word"])
    leading.answer_with_word(by=request.user, public_id=seen.row.public_id, word=word, at=timezone.now())
    tell(request, _("%(name)s reads it.") % {"name": isolated(seen.row.seeker.name)})


def _withdraw(request: MemberRequest, seen: Seen) -> None:
    leading.withdraw(by=request.user, public_id=seen.row.public_id, at=timezone.now())
    tell(request, _("Withdrawn. Nobody finds it any more."))


def _thank(request: MemberRequest, seen: Seen) -> None:
    afterwards.thank(by=request.user, public_id=seen.row.public_id, at=timezone.now())
    tell(request, _("Thanks are said."))


def _give(request: MemberRequest, seen: Seen) -> None:
    form = GivesForm(request.POST, member=request.user)
    if not form.is_valid():
        raise NotThere
    gives = form.cleaned_data.get("gives", [])
    afterwards.give_details(
        by=request.user, public_id=seen.row.public_id, who=seen.who, gives=gives, at=timezone.now()
    )
    tell(request, _("It is on their card of you."))


def _went(request: MemberRequest, seen: Seen) -> None:
    form = OutcomeForm(request.POST)
    if not form.is_valid():
        raise NotThere
    outcome = Outcome(form.cleaned_data["outcome"])
    afterwards.say_how_it_went(
        by=request.user, public_id=seen.row.public_id, outcome=outcome, at=timezone.now()
    )
    tell(request, _("Noted."))


_VERBS: dict[str, Callable[[MemberRequest, Seen], None]] = {
    "no": _no,
    "again": _again,
    "word": _word,
    "withdraw": _withdraw,
    "thank": _thank,
    "give": _give,
    "went": _went,
}
