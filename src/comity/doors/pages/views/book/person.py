from __future__ import annotations

from http import HTTPStatus

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from comity.doors.pages.http import undo_address
from comity.doors.pages.queries import sections_for
from comity.formats.vcard.writer import write
from comity.foundation.core.http import page, tell
from comity.foundation.core.text import fold
from comity.people.contacts.actions import shelving
from comity.people.contacts.models import Contact
from comity.people.contacts.queries.card import card_of, own_card
from comity.people.members.http import MemberRequest, member_required
from comity.relationships.ties.actions.interactions import log_interaction, set_status
from comity.relationships.ties.actions.notes import write_tie
from comity.relationships.ties.enums import Status
from comity.relationships.ties.forms import LogForm, TieForm
from comity.relationships.ties.models import Interaction
from comity.relationships.ties.queries.person import history_of, portable_card, tie_of

_EVENTS, _ALL_EVENTS = 20, 500


@require_safe
@member_required
def person(request: MemberRequest, public_id: str) -> HttpResponse:
    contact = own_card(request.user, public_id)
    if contact.merged_into is not None:
        return redirect("pages:person", contact.merged_into.public_id)
    return _page(request, contact)


def _page(
    request: MemberRequest,
    contact: Contact,
    *,
    tie_form: TieForm | None = None,
    log_form: LogForm | None = None,
) -> HttpResponse:
    tie = tie_of(request.user, contact)
    most = _ALL_EVENTS if "all" in request.GET else _EVENTS
    history = history_of(request.user, contact, most)
    initial = {"notes": tie.notes, "how_met": tie.how_met, "tags": ", ".join(tie.tags)}
    context = {
        "contact": contact,
        "card": card_of(request.user, contact),
        "tie": tie,
        "history": history[:most],
        "has_more": len(history) > most,
        "tie_form": tie_form or TieForm(initial=initial, auto_id="tie_%s"),
        "log_form": log_form or LogForm(auto_id="log_%s"),
        "kept_for": shelving.KEPT_FOR.days,
        "sections": sections_for(request.user, contact, timezone.now()),
    }
    wrong = tie_form or log_form
    return page(
        request,
        "pages/book/person.html",
        context,
        status=HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK,
    )


@require_POST
@member_required
def notes(request: MemberRequest, public_id: str) -> HttpResponse:
    contact = own_card(request.user, public_id)
    form = TieForm(request.POST, auto_id="tie_%s")
    if not form.is_valid():
        return _page(request, contact, tie_form=form)
    write_tie(by=request.user, contact=contact, **form.cleaned_data)
    tell(request, _("Noted."))
    return redirect("pages:person", public_id)


@require_POST
@member_required
def log(request: MemberRequest, public_id: str) -> HttpResponse:
    contact = own_card(request.user, public_id)
    form = LogForm(request.POST, auto_id="log_%s")
    if not form.is_valid():
        return _page(request, contact, log_form=form)
    noted = log_interaction(
        by=request.user, contacts=[contact], today=timezone.localdate(), **form.cleaned_data
    )
    undo = undo_address(request, "status", interaction=noted.public_id, status=Status.DISMISSED)
    tell(request, _("Noted."), undo=undo)
    return redirect("pages:person", public_id)


_HAPPENED = {"confirm": Status.CONFIRMED, "dismiss": Status.DISMISSED}


@require_POST
@member_required
def happened(request: MemberRequest, public_id: str, interaction: str, verb: str) -> HttpResponse:
    """Confirm what was only suggested, or dismiss what was not so."""
    own_card(request.user, public_id)
    try:
        before = set_status(by=request.user, public_id=interaction, status=_HAPPENED[verb])
    except (Interaction.DoesNotExist, KeyError):
        raise Http404 from None
    text = _("Confirmed.") if verb == "confirm" else _("Taken off the list.")
    tell(request, text, undo=undo_address(request, "status", interaction=interaction, status=before))
    return redirect("pages:person", public_id)


@require_POST
@member_required
def shelve(request: MemberRequest, public_id: str, verb: str) -> HttpResponse:
    """Archive a person, bring them back, or delete them."""
    contact = own_card(request.user, public_id)
    name = {"name": contact.full_name}
    if verb == "archive":
        ids = shelving.archive_contacts(by=request.user, ids=[public_id], at=timezone.now())
        tell(request, _("%(name)s is archived.") % name, undo=undo_address(request, "unarchive", ids=ids))
    elif verb == "unarchive":
        ids = shelving.unarchive_contacts(by=request.user, ids=[public_id])
        tell(
            request,
            _("%(name)s is back in your book.") % name,
            undo=undo_address(request, "archive", ids=ids),
        )
    elif verb == "delete":
        ids = shelving.delete_contacts(by=request.user, ids=[public_id], at=timezone.now())
        tell(request, _("%(name)s is deleted.") % name, undo=undo_address(request, "restore", ids=ids))
        return redirect("pages:book")
    else:
        raise Http404
    return redirect("pages:person", public_id)


@require_safe
@member_required
def photo(request: MemberRequest, public_id: str) -> HttpResponse:
    contact = own_card(request.user, public_id)
    if not contact.photo:
        raise Http404
    try:
        with contact.photo.open() as stored:
            return HttpResponse(stored.read(), content_type="image/jpeg")
    except FileNotFoundError:
        raise Http404 from None


@require_safe
@member_required
def vcard(request: MemberRequest, public_id: str) -> HttpResponse:
    contact = own_card(request.user, public_id)
    data = b"".join(write([portable_card(request.user, contact)]))
    response = HttpResponse(data, content_type="text/vcard; charset=utf-8")
    name = slugify(fold(contact.full_name)) or "card"
    response["Content-Disposition"] = f'attachment; filename="{name}.vcf"'
    return response
