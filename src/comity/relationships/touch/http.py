"""Where one goes after an act: the part of Today is drawn anew, or the page one came from is shown."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone

from comity.foundation.core.http import came_from
from comity.people.members.http import MemberRequest
from comity.people.members.models import Member
from comity.relationships.touch.queries.today import dormant_card, help_card, today_card

Load = Callable[[Member, datetime], dict[str, Any] | None]

_PARTS: dict[str, tuple[str, Load]] = {
    "touch-today": ("touch/today.html", today_card),
    "touch-help": ("touch/help.html", help_card),
    "touch-dormant": ("touch/dormant.html", dormant_card),
}


def back(request: MemberRequest) -> HttpResponse:
    """Answer an act of Today with the card it stood on, any other with the page it was on."""
    if request.htmx and request.htmx.target in _PARTS:
        template, load = _PARTS[request.htmx.target]
        return render(request, template, {"card": load(request.user, timezone.now()), "is_part": True})
    return redirect(came_from(request, resolve_url(settings.LOGIN_REDIRECT_URL)))
