"""Pausing something until a day, and going on: what every page shares that offers it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.formats import date_format

from comity.foundation.core.http import tell
from comity.people.members.http.requests import MemberRequest


def pause_or_go_on(
    request: MemberRequest,
    verb: str,
    form: forms.Form,
    *,
    pause: Callable[..., date | None],
    app: str,
    paused: str,
    goes_on: str,
) -> HttpResponse | None:
    """Pause until the day of ``form``, or go on at once; None where the form has no such day.

    ``pause`` takes ``by`` and ``until``, None to go on. The app has the addresses ``pause`` and ``settings``; ``paused``
    and ``goes_on`` are what the next page says, the first with ``%(on)s`` in it.
    """
    if verb == "go-on":
        pause(by=request.user, until=None)
        tell(request, goes_on)
        return redirect(f"{app}:settings")
    if verb != "until":
        raise Http404
    if not form.is_valid():
        return None
    until = form.cleaned_data["until"]
    pause(by=request.user, until=until)
    undo = reverse(f"{app}:pause", args=["go-on"])
    tell(request, paused % {"on": date_format(until, "DATE_FORMAT")}, undo=undo)
    return redirect(f"{app}:settings")
