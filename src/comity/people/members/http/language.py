"""The language a member chose, before what the browser asks for."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

Response = Callable[[HttpRequest], HttpResponse]


def chosen_language(get_response: Response) -> Response:
    """Speak the member's language; a visitor's is the browser's, found by Django before."""
    known = {code for code, _name in settings.LANGUAGES}

    def middleware(request: HttpRequest) -> HttpResponse:
        language = getattr(request.user, "language", "") if request.user.is_authenticated else ""
        if language in known:
            translation.activate(language)
            request.LANGUAGE_CODE = language
        response = get_response(request)
        if language in known:
            response["Content-Language"] = language
        return response

    return middleware
