"""Where one goes after an act: the part of Today is drawn anew, or the page one came from is shown."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from comity.people.members.http import MemberRequest
from comity.people.members.models import Member
from comity.relationships.touch.queries.today import dormant_card, today_card

Load = Callable[[Member, datetime], dict[str, Any] | None]

_PARTS: dict[str, tuple[str, Load]] = {
    "touch-today": ("touch/today.html", today_card),
    "touch-dormant": ("touch/dormant.html", dormant_card),
}


def back(request: MemberRequest) -> HttpResponse:
    """Answer an act of Today with the card it stood on, any other with the page it was on."""
    if request.htmx and request.htmx.target in _PARTS:
        template, load = _PARTS[request.htmx.target]
        return render(request, template, {"card": load(request.user, timezone.now()), "is_part": True})
    came_from = request.headers.get("referer", "")
    if url_has_allowed_host_and_scheme(came_from, {request.get_host()}):
        return redirect(came_from)
    return redirect(resolve_url(settings.LOGIN_REDIRECT_URL))
