from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _noop
from django.views.decorators.http import require_POST

from comity.foundation.core.direction import isolated
from comity.foundation.core.http import tell
from comity.people.contacts.models import Contact
from comity.people.contacts.queries.card import own_card
from comity.people.members.http import MemberRequest, member_required
from comity.relationships.ties.actions.interactions import set_status
from comity.relationships.ties.enums import Status
from comity.relationships.ties.models import Interaction
from comity.relationships.touch.actions.answering import later_than, note_call
from comity.relationships.touch.actions.cadences import NoSuchCadence, choose_cadence
from comity.relationships.touch.actions.follow_ups import add_follow_up
from comity.relationships.touch.actions.quieting import end_quiet, keep_quiet
from comity.relationships.touch.enums import About
from comity.relationships.touch.forms import CadenceForm, FollowUpForm, UntilForm
from comity.relationships.touch.http import back


def _wrong(request: MemberRequest, form: FollowUpForm | UntilForm | CadenceForm) -> HttpResponse:
    text = " ".join(str(error) for errors in form.errors.values() for error in errors)
    tell(request, text, level=messages.WARNING)
    return back(request)


@require_POST
@member_required
def add(request: MemberRequest, public_id: str) -> HttpResponse:
    """Set a follow-up with a person."""
    contact = _current(request, public_id)
    form = FollowUpForm(request.POST)
    if not form.is_valid():
        return _wrong(request, form)
    made = add_follow_up(by=request.user, contact=contact, at=timezone.now(), **form.cleaned_data)
    text = _("You will be reminded on %(on)s.") % {"on": date_format(made.due_on, "DATE_FORMAT")}
    tell(request, text, undo=reverse("touch:follow-up", args=[made.public_id, "forget"]))
    return back(request)


@require_POST
@member_required
def cadence(request: MemberRequest, public_id: str) -> HttpResponse:
    """Choose how often to get back to a person."""
    form = CadenceForm(request.POST)
    if not form.is_valid():
        _current(request, public_id)
        return _wrong(request, form)
    return every(request, public_id, form.chosen())


@require_POST
@member_required
def every(request: MemberRequest, public_id: str, days: int) -> HttpResponse:
    """Choose a number of days; 0 is as it comes."""
    contact = _current(request, public_id)
    try:
        before = choose_cadence(by=request.user, contact=contact, days=days or None, at=timezone.now())
    except NoSuchCadence:
        raise Http404 from None
    tell(request, _("Kept."), undo=reverse("touch:every", args=[public_id, before or 0]))
    return back(request)


@require_POST
@member_required
def later(request: MemberRequest, public_id: str) -> HttpResponse:
    """Hear nothing of a person until a day."""
    contact = _current(request, public_id)
    form = UntilForm(request.POST)
    if not form.is_valid():
        return _wrong(request, form)
    until = form.cleaned_data["until"]
    keep_quiet(by=request.user, contact=contact, about=About.NUDGE, until=until, at=timezone.now())
    text = _("%(name)s does not come up before %(on)s.")
    words = {"name": isolated(contact.full_name), "on": date_format(until, "DATE_FORMAT")}
    tell(request, text % words, undo=reverse("touch:person", args=[public_id, "again"]))
    return back(request)


@require_POST
@member_required
def person(request: MemberRequest, public_id: str, verb: str) -> HttpResponse:
    """Do one of the small acts that need no form."""
    contact = _current(request, public_id)
    if verb not in _ACTS:
        raise Http404
    _ACTS[verb](request, contact)
    return back(request)


@require_POST
@member_required
def unspoke(request: MemberRequest, public_id: str, interaction: str) -> HttpResponse:
    """Take back that one spoke."""
    _current(request, public_id)
    try:
        set_status(by=request.user, public_id=interaction, status=Status.DISMISSED)
    except Interaction.DoesNotExist:
        raise Http404 from None
    tell(request, _("Taken back."))
    return back(request)


def _current(request: MemberRequest, public_id: str) -> Contact:
    contact = own_card(request.user, public_id)
    if contact.merged_into_id is not None:
        raise Http404
    return contact


def _spoke(request: MemberRequest, contact: Contact) -> None:
    noted = note_call(by=request.user, contact=contact, at=timezone.now())
    undo = reverse("touch:unspoke", args=[contact.public_id, noted.public_id])
    text = _("Noted: you spoke with %(name)s today.") % {"name": isolated(contact.full_name)}
    tell(request, text, undo=undo)


def _quiet(about: About, text: str, undo: str, *, for_good: bool) -> Callable[[MemberRequest, Contact], None]:
    def act(request: MemberRequest, contact: Contact) -> None:
        until = None if for_good else later_than(timezone.localdate())
        keep_quiet(by=request.user, contact=contact, about=about, until=until, at=timezone.now())
        back_again = reverse("touch:person", args=[contact.public_id, undo])
        tell(request, _(text) % {"name": isolated(contact.full_name)}, undo=back_again)

    return act


def _again(about: About) -> Callable[[MemberRequest, Contact], None]:
    def act(request: MemberRequest, contact: Contact) -> None:
        end_quiet(by=request.user, contact=contact, about=about, at=timezone.now())
        tell(request, _("%(name)s comes up again when it is time.") % {"name": isolated(contact.full_name)})

    return act


_NOT_NOW = _noop("%(name)s comes up again in two weeks.")
_NEVER = _noop("%(name)s does not come up any more.")
_NOT_HERE = _noop("%(name)s does not come up here any more.")
_ACTS: dict[str, Callable[[MemberRequest, Contact], None]] = {
    "spoke": _spoke,
    "not-this": _quiet(About.NUDGE, _NEVER, "again", for_good=True),
    "again": _again(About.NUDGE),
    "wake-later": _quiet(About.DORMANT, _NOT_NOW, "wake-again", for_good=False),
    "wake-not-this": _quiet(About.DORMANT, _NEVER, "wake-again", for_good=True),
    "wake-again": _again(About.DORMANT),
    "help-later": _quiet(About.HELP, _NOT_NOW, "help-again", for_good=False),
    "help-not-this": _quiet(About.HELP, _NOT_HERE, "help-again", for_good=True),
    "help-again": _again(About.HELP),
}
