from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from comity.foundation.core.http import page, tell
from comity.people.members.http import MemberRequest, member_required
from comity.relationships.mutual.actions.meeting.answering import answer_meeting
from comity.relationships.mutual.actions.meeting.finding import find_by_letters
from comity.relationships.mutual.actions.meeting.showing import end_codes, show_code
from comity.relationships.mutual.forms.met import LettersForm, TermsForm
from comity.relationships.mutual.models import Meeting
from comity.relationships.mutual.queries import meeting as queries
from comity.relationships.mutual.queries.codes import token_of
from comity.relationships.mutual.rules.meeting import Deed, NotPossible


@require_safe
@member_required
def met(request: MemberRequest) -> HttpResponse:
    return _page(request)


def _page(
    request: MemberRequest, *, terms: TermsForm | None = None, letters: LettersForm | None = None
) -> HttpResponse:
    now = timezone.now()
    code, lately = queries.code_on_show(request.user, now), queries.lately_met(request.user, now)
    seen = f"{code.public_id if code else ''}:{lately[0].meeting.public_id if lately else ''}"
    if request.htmx and request.GET.get("seen") == seen:
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    wrong = terms or letters
    context = {
        "code": code,
        "lately": lately,
        "seen": seen,
        "is_over": not code and bool(request.GET.get("seen")),
        "terms": terms or (None if code else TermsForm(member=request.user)),
        "letters": letters or LettersForm(),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK
    return page(request, "mutual/met/met.html", context, part="met-state", status=status)


@require_POST
@member_required
def show(request: MemberRequest) -> HttpResponse:
    form = TermsForm(request.POST, member=request.user)
    if not form.is_valid():
        return _page(request, terms=form)
    show_code(by=request.user, terms=form.terms, at=timezone.now())
    return redirect("mutual:met")


@require_POST
@member_required
def stop(request: MemberRequest) -> HttpResponse:
    if end_codes(by=request.user, at=timezone.now()):
        tell(request, _("Your code opens nothing any more."))
    return redirect("mutual:met")


@require_POST
@member_required
def type_letters(request: MemberRequest) -> HttpResponse:
    form = LettersForm(request.POST)
    if not form.is_valid():
        return _page(request, letters=form)
    guess = find_by_letters(by=request.user, typed=form.cleaned_data["letters"], at=timezone.now())
    if guess.showing is None:
        form.add_error("letters", _wrong(guess.left))
        return _page(request, letters=form)
    on = form.cleaned_data["on"]
    return redirect(reverse("mutual:met_code", args=[token_of(guess.showing)]) + (f"?on={on}" if on else ""))


def _wrong(left: int) -> str:
    if not left:
        return _(
            "These letters open nothing, and you have tried too often. Wait ten minutes, or scan the picture."
        )
    return ngettext(
        "These letters open nothing. You can try once more.",
        "These letters open nothing. You can try %(count)d more times.",
        left,
    ) % {"count": left}


@require_safe
@member_required
def meeting(request: MemberRequest, public_id: str) -> HttpResponse:
    seen = queries.meeting_of(request.user, public_id, timezone.now())
    context = {"seen": seen, "got": queries.got_by(request.user, seen)}
    return page(request, "mutual/met/meeting.html", context)


_SAID = {
    Deed.YES: _("Confirmed: you are in each other's book."),
    Deed.NO: _("Noted as a no. Nobody is told."),
    Deed.BACK: _("Taken back: it waits for your answer again."),
    Deed.WITHDRAW: _("Withdrawn."),
    Deed.UNDO: _("Taken back, in both books."),
}


@require_POST
@member_required
def answer(request: MemberRequest, public_id: str, verb: str) -> HttpResponse:
    try:
        deed = Deed(verb)
        done = answer_meeting(by=request.user, public_id=public_id, deed=deed, at=timezone.now())
    except (Meeting.DoesNotExist, ValueError):
        raise Http404 from None
    except NotPossible:
        tell(
            request,
            _("That can no longer be done: the meeting stands as you see it here."),
            level=messages.WARNING,
        )
        return redirect("mutual:met_meeting", public_id)
    if deed == Deed.NO:
        tell(request, _SAID[deed], undo=reverse("mutual:met_answer", args=[public_id, Deed.BACK]))
        return redirect("pages:home")
    tell(request, _SAID[deed])
    return redirect("mutual:met_meeting", done.public_id)
