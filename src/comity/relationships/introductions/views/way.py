"""A way to a member one does not know, or to somebody at a company: who of one's own contacts may be able to help, and asking them."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from comity.foundation.core.direction import isolated
from comity.foundation.core.http import page, tell
from comity.people.members.actions.pairs import NotThere
from comity.people.members.http import MemberRequest, member_required
from comity.people.members.models import Member
from comity.people.members.queries.companies import seen_companies
from comity.people.members.queries.profile import owner_of_page
from comity.relationships.introductions.actions import seeking
from comity.relationships.introductions.forms.seeking import SeekForm
from comity.relationships.introductions.queries.gate import just_introduced
from comity.relationships.introductions.queries.ways import MayHelp
from comity.relationships.mutual.queries.ties import tied_among


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def way(request: MemberRequest, member: str) -> HttpResponse:
    """Say what a way is; look for one, and ask over it, when it is posted."""
    target = owner_of_page(request.user, member)
    if target is None or target.pk == request.user.pk:
        raise Http404
    if tied_among(request.user.pk, [target.pk]):
        tell(request, _("You have a mutual tie with %(name)s yourself.") % {"name": isolated(target.name)})
        return redirect("mutual:tie", target.public_id)
    if just_introduced(request.user.pk, [target.pk]):
        tell(request, _("You are introduced to %(name)s already: write to them.") % {"name": target.name})
        return redirect("members:page", target.public_id)
    if request.method != "POST":
        return page(request, "introductions/way.html", {"member": target})
    further, now = request.POST.get("further") == "1", timezone.now()
    form = SeekForm(request.POST if "ask" in request.POST else None)
    if form.is_bound and form.is_valid() and (done := _asked(request, target, form, further=further)):
        return done
    found = seeking.look_for_way(by=request.user, target=target, further=further, at=now)
    return _found(request, target, found, form, further=further)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def way_into(request: MemberRequest, company: str) -> HttpResponse:
    """Say what a way to somebody at a company is; look for one when it is posted."""
    there = seen_companies(request.user).filter(public_id=company).first()
    if there is None:
        raise Http404
    looked = request.method == "POST"
    found = seeking.look_for_way_into(by=request.user, company=there, at=timezone.now()) if looked else None
    if found:
        target, one = found
        return _found(request, target, [one], SeekForm(), further=False)
    context = {"company": there, "looked": looked, "ask": {"company": there}}
    return page(request, "introductions/way_into.html", context)


def _found(
    request: MemberRequest, target: Member, found: list[MayHelp], form: SeekForm, *, further: bool
) -> HttpResponse:
    context = {"member": target, "looked": True, "found": found, "form": form, "further": further}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return page(request, "introductions/way.html", context, status=status)


def _asked(request: MemberRequest, target: Member, form: SeekForm, *, further: bool) -> HttpResponse | None:
    said = form.cleaned_data
    try:
        row = seeking.ask_for_introduction(
            by=request.user,
            target=target,
            first=said["first"],
            further=further,
            note=said["note"],
            at=timezone.now(),
        )
    except seeking.AskedAlready:
        tell(request, _("You have asked for this already; it waits."), level=messages.WARNING)
        return redirect("introductions:introductions")
    except NotThere:
        form.add_error(None, _("This way is not open any more. Please look again."))
        return None
    tell(request, _("It is on its way."))
    return redirect("introductions:introduction", row.public_id)
