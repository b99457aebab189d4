"""When a session was last seen, written now and then: a page view must not cost a write to the database."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

from allauth.usersessions.models import UserSession
from django.http import HttpRequest, HttpResponse

SEEN: Final = "seen"
EVERY_S: Final = 600


def session_activity(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Note that the session of a member is in use, at most once in ten minutes."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated and request.session.get(SEEN, 0) < time.time() - EVERY_S:
            request.session[SEEN] = int(time.time())
            UserSession.objects.create_from_request(request)
        return get_response(request)

    return middleware
