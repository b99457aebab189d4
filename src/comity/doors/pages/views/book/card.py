from __future__ import annotations

import json
from dataclasses import asdict
from http import HTTPStatus

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from comity.doors.pages.http import undo_address
from comity.foundation.core.encryption import seal
from comity.foundation.core.http import page, tell
from comity.foundation.core.pictures import PictureProblem
from comity.people.contacts.actions.cards import (
    FIELDS,
    NothingToKnowThemBy,
    Typed,
    as_typed,
    create_contact,
    edit_contact,
)
from comity.people.contacts.actions.photos import set_photo
from comity.people.contacts.enums import ValueKind
from comity.people.contacts.forms import CardForm, LineFormSet, lines_form, one_more_line
from comity.people.contacts.models import Contact
from comity.people.contacts.queries.card import own_card
from comity.people.members.http import MemberRequest, member_required


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def new(request: MemberRequest) -> HttpResponse:
    return _edit(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def edit(request: MemberRequest, public_id: str) -> HttpResponse:
    contact = own_card(request.user, public_id)
    if contact.merged_into is not None:
        return redirect("pages:person-edit", contact.merged_into.public_id)
    return _edit(request, contact)


def _edit(request: MemberRequest, contact: Contact | None) -> HttpResponse:
    initial = {name: getattr(contact, name) for name in FIELDS} if contact else {}
    status = HTTPStatus.OK
    if request.method != "POST":
        initial.setdefault("full_name", request.GET.get("name", "")[:300])
        form, lines = CardForm(initial=initial), lines_form(contact=contact)
    elif "more" in request.POST:  # one more line, and nothing is saved yet
        data = one_more_line(request.POST)
        form, lines = CardForm(data, initial=initial), lines_form(data, contact)
        form.errors.clear()
    else:
        form = CardForm(request.POST, request.FILES, initial=initial)
        lines = lines_form(request.POST, contact)
        before = as_typed(contact) if contact else None
        if form.is_valid() and lines.is_valid() and (saved := _save(request, contact, form, lines)):
            tell(request, _("Saved."), undo=_undo(request, saved, before))
            return redirect("pages:person", saved.public_id)
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    context = {"form": form, "lines": lines, "contact": contact, "kinds": ValueKind}
    return page(request, "pages/book/edit.html", context, status=status)


def _undo(request: MemberRequest, saved: Contact, before: Typed | None) -> str:
    """Return where the card is made what it was; nothing where it is new, or says what it said."""
    if before is None or as_typed(saved) == before:
        return ""
    return undo_address(request, "card", contact=saved.public_id, before=seal(json.dumps(asdict(before))))


def _save(
    request: MemberRequest, contact: Contact | None, form: CardForm, lines: LineFormSet
) -> Contact | None:
    """Write the card and its photo; say in the form what stands in the way."""
    typed, now = form.typed(lines), timezone.now()
    try:
        if contact is None:
            contact = create_contact(by=request.user, typed=typed, at=now)
        else:
            contact = edit_contact(by=request.user, contact=contact, typed=typed, at=now)
    except NothingToKnowThemBy:
        form.add_error(None, _("Write a name, an organisation or an address, so that you know who this is."))
        return None
    photo = form.cleaned_data["photo"]
    try:
        if photo or form.cleaned_data["no_photo"]:
            set_photo(by=request.user, contact=contact, source=photo.file if photo else None, at=now)
    except PictureProblem as problem:
        tell(request, _("The card is saved, the photo is not. %(why)s") % {"why": problem}, level=30)
    return contact
