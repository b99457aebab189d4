"""A code in another's hands: a member confirms the meeting; who has no account gets a card and an invitation."""

from __future__ import annotations

from datetime import date
from http import HTTPStatus
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.dateparse import parse_date
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from comity.formats import vcard
from comity.foundation.core.http import page, tell
from comity.foundation.core.text import fold
from comity.foundation.quotas.actions import QuotaSpent
from comity.people.members.models import Member
from comity.relationships.mutual.actions.meeting.confirming import (
    CannotMeet,
    Opened,
    Why,
    confirm_meeting,
    open_code,
)
from comity.relationships.mutual.actions.meeting.showing import invite_holder
from comity.relationships.mutual.forms.met import LateForm, TermsForm
from comity.relationships.mutual.queries.giving import called
from comity.relationships.mutual.queries.meeting import card_for_strangers, open_to_strangers
from comity.relationships.mutual.rules.meeting import Use

NOT_INDEXED = "noindex, nofollow"


def _bare(response: HttpResponse) -> HttpResponse:
    patch_cache_control(response, no_store=True, private=True)
    response["X-Robots-Tag"] = NOT_INDEXED
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest, token: str) -> HttpResponse:
    member = request.user
    return _bare(
        _for_member(request, member, token) if isinstance(member, Member) else _for_stranger(request, token)
    )


def _for_member(request: HttpRequest, member: Member, token: str) -> HttpResponse:
    try:
        opened = open_code(by=member, token=token, at=timezone.now())
        if opened.meeting is not None:
            return redirect("mutual:met_meeting", opened.meeting.public_id)
        return _confirm(request, member, token, opened)
    except CannotMeet as cannot:
        return _closed(request, cannot.why)


def _confirm(request: HttpRequest, member: Member, token: str, opened: Opened) -> HttpResponse:
    form = _form(request, member, opened)
    if form.is_bound and form.is_valid():
        on: date | None = form.cleaned_data.get("on")
        try:
            made = confirm_meeting(by=member, token=token, terms=form.terms, at=timezone.now(), on=on)
            return redirect("mutual:met_meeting", made.public_id)
        except CannotMeet as cannot:
            if cannot.why != Why.DAY:
                raise
            form.add_error("on", _("Not on that day: it is before the code was made, or has not come yet."))
    context = {"form": form, "other": called(opened.showing.owner), "is_late": opened.use == Use.LATE}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return page(request, "mutual/met/confirm.html", context, status=status)


def _form(request: HttpRequest, member: Member, opened: Opened) -> TermsForm:
    data, place = request.POST if request.method == "POST" else None, opened.showing.place
    if opened.use == Use.NOW:
        return TermsForm(data, member=member, place=place)
    try:
        on = parse_date(request.GET.get("on", ""))
    except ValueError:
        on = None
    return LateForm(data, member=member, place=place, on=on or timezone.localdate())


def _closed(request: HttpRequest, why: str) -> HttpResponse:
    status = HTTPStatus.NOT_FOUND if why == Why.GONE else HTTPStatus.CONFLICT
    return page(request, "mutual/met/closed.html", {"why": why}, status=status)


def _for_stranger(request: HttpRequest, token: str) -> HttpResponse:
    showing = open_to_strangers(token, timezone.now())
    if showing is None:
        back = urlencode({"next": request.path})
        return page(
            request, "mutual/met/closed.html", {"why": Why.GONE, "sign_in": back}, status=HTTPStatus.NOT_FOUND
        )
    if request.method == "POST":
        if "sign_in" in request.POST:
            return redirect(f"{reverse('account_login')}?{urlencode({'next': request.path})}")
        try:
            return redirect("members:invitation", invite_holder(showing=showing, at=timezone.now()).token)
        except QuotaSpent:
            tell(request, _("There is no invitation left today. Ask again tomorrow."), level=messages.WARNING)
            return redirect(request.path)
    context = {
        "card": card_for_strangers(showing),
        "owner": called(showing.owner),
        "token": token,
        "until": showing.expires_at,
    }
    return page(request, "mutual/met/stranger.html", context)


@require_safe
def card(request: HttpRequest, token: str) -> HttpResponse:
    showing = open_to_strangers(token, timezone.now())
    if showing is None:
        raise Http404
    given = card_for_strangers(showing)
    response = HttpResponse(b"".join(vcard.write([given])), content_type="text/vcard; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{slugify(fold(given.full)) or "card"}.vcf"'
    return _bare(response)
