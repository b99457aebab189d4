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
from comity.people.members.http import MemberRequest, member_required
from comity.relationships.sources.actions import addressing
from comity.relationships.sources.actions import calendars as actions
from comity.relationships.sources.forms import CalendarForm
from comity.relationships.sources.models import Calendar
from comity.relationships.sources.queries.page import sources_of

_HERE = "sources:settings"


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def settings(request: MemberRequest) -> HttpResponse:
    form = CalendarForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _added(request, form):
        return redirect(_HERE)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    context = {"form": form, "sources": sources_of(request.user)}
    return page(request, "sources/settings.html", context, status=status)


def _added(request: MemberRequest, form: CalendarForm) -> bool:
    try:
        made = actions.add_calendar(by=request.user, at=timezone.now(), **form.cleaned_data)
    except actions.NoAddress:
        form.add_error(
            "address", _("This is no address of a calendar. It begins with https:// or webcal://.")
        )
    except actions.ThereAlready:
        form.add_error("address", _("You have this calendar already."))
    except actions.TooMany:
        form.add_error(None, _too_many())
    else:
        tell(
            request,
            _("“%(name)s” is being read. Look here again in a minute.") % {"name": isolated(made.name)},
        )
    return not form.errors


def _too_many() -> str:
    return _("You have as many calendars as there may be. Please remove one first.")


@require_POST
@member_required
def read(request: MemberRequest, public_id: str) -> HttpResponse:
    try:
        found = actions.read_now(by=request.user, public_id=public_id, at=timezone.now())
    except Calendar.DoesNotExist:
        raise Http404 from None
    tell(
        request, _("“%(name)s” is being read. Look here again in a minute.") % {"name": isolated(found.name)}
    )
    return redirect(_HERE)


@require_POST
@member_required
def remove(request: MemberRequest, public_id: str) -> HttpResponse:
    try:
        gone = actions.remove_calendar(by=request.user, public_id=public_id, at=timezone.now())
    except Calendar.DoesNotExist:
        raise Http404 from None
    undo = reverse("sources:restore", args=[public_id])
    tell(request, _("“%(name)s” is read no more.") % {"name": isolated(gone.name)}, undo=undo)
    return redirect(_HERE)


@require_POST
@member_required
def restore(request: MemberRequest, public_id: str) -> HttpResponse:
    try:
        back = actions.restore_calendar(by=request.user, public_id=public_id, at=timezone.now())
    except Calendar.DoesNotExist:
        raise Http404 from None
    except actions.ThereAlready:
        tell(request, _("You have this calendar already."), level=messages.WARNING)
    except actions.TooMany:
        tell(request, _too_many(), level=messages.WARNING)
    else:
        tell(request, _("“%(name)s” is read again.") % {"name": isolated(back.name)})
    return redirect(_HERE)


@require_POST
@member_required
def renew(request: MemberRequest) -> HttpResponse:
    addressing.renew_address(by=request.user, at=timezone.now())
    tell(request, _("Here is your new address. One you had before works no more."))
    return redirect(f"{reverse(_HERE)}#log-address")


@require_POST
@member_required
def drop(request: MemberRequest) -> HttpResponse:
    addressing.drop_address(by=request.user)
    tell(request, _("You have no log address any more."))
    return redirect(_HERE)
