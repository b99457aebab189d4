from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import urlencode, urlsplit

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from comity.doors.pages.http import undo_address, why_not
from comity.doors.pages.queries.blocks import sections_for
from comity.formats.vcard.writer import write
from comity.foundation.core.direction import isolated
from comity.foundation.core.http import page, tell
from comity.foundation.core.text import fold
from comity.people.contacts.actions import shelving
from comity.people.contacts.models import Contact
from comity.people.contacts.queries.card import card_of, own_card
from comity.people.members.http import MemberRequest, member_required
from comity.people.members.queries.companies import company_called
from comity.relationships.ties.actions.interactions import WithOneself, log_interaction, set_status
from comity.relationships.ties.actions.notes import write_tie
from comity.relationships.ties.enums import Kind, Status
from comity.relationships.ties.forms.tie import TieForm, tie_initial
from comity.relationships.ties.models import Interaction
from comity.relationships.ties.queries.person import history_of, portable_card, tie_of


@dataclass(frozen=True, slots=True)
class Quick:
    """What is noted in one tap."""

    value: str
    words: str | Promise
    icon: str


QUICK = (
    Quick(Kind.MET, gettext_lazy("Coffee, met"), "coffee"),
    Quick(Kind.CALL, gettext_lazy("Call"), "phone"),
    Quick(Kind.VIDEO, gettext_lazy("Video call"), "video"),
    Quick(Kind.MESSAGE, gettext_lazy("Message"), "mail"),
)


@require_safe
@member_required
def person(request: MemberRequest, public_id: str) -> HttpResponse:
    contact = own_card(request.user, public_id)
    if contact.merged_into is not None:
        return redirect("pages:person", contact.merged_into.public_id)
    return _page(request, contact)


def _page(request: MemberRequest, contact: Contact, *, tie_form: TieForm | None = None) -> HttpResponse:
    tie = tie_of(request.user, contact)
    context = {
        "contact": contact,
        "card": card_of(request.user, contact),
        "tie": tie,
        "history": history_of(request.user, contact, request.GET.get("page", "1")),
        "quick_kinds": QUICK,
        "tie_form": tie_form or TieForm(request.user, contact, initial=tie_initial(tie)),
        "back": _list_left(request),
        "company": company_called(request.user, contact.organization),
        "kept_for": shelving.KEPT_FOR.days,
        "sections": sections_for(request.user, contact, timezone.now()),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if tie_form else HTTPStatus.OK
    return page(request, "pages/book/person.html", context, status=status)


def _list_left(request: MemberRequest) -> str:
    """Return the list as it was looked at, where somebody comes from it."""
    came, book = urlsplit(request.headers.get("Referer", "")), reverse("pages:book")
    is_list = came.netloc == request.get_host() and came.path == book
    return f"{book}?{came.query}" if is_list and came.query else book


@require_POST
@member_required
def notes(request: MemberRequest, public_id: str) -> HttpResponse:
    contact = own_card(request.user, public_id)
    form = TieForm(request.user, contact, request.POST)
    if not form.is_valid():
        return _page(request, contact, tie_form=form)
    write_tie(by=request.user, contact=contact, **form.written())
    tell(request, _("Noted."))
    return redirect("pages:person", public_id)


@require_POST
@member_required
def log(request: MemberRequest, public_id: str) -> HttpResponse:
    """Note in one tap that something happened today."""
    contact = own_card(request.user, public_id)
    kind = request.POST.get("kind", "")
    if kind not in {quick.value for quick in QUICK}:
        return redirect(f"{reverse('pages:log')}?{urlencode({'person': public_id})}")
    today = timezone.localdate()
    try:
        noted = log_interaction(
            by=request.user, contacts=[contact], kind=kind, on=today, summary="", today=today
        )
    except (WithOneself, Contact.DoesNotExist) as problem:
        tell(request, why_not(problem), level=messages.WARNING)
    else:
        undo = undo_address(request, "status", interaction=noted.public_id, status=Status.DISMISSED)
        tell(request, _("Noted for today."), undo=undo)
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
    name = {"name": isolated(contact.full_name)}
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
