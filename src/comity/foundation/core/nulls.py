"""Requests that hold a NUL: no browser sends one, and PostgreSQL fails at it instead of finding nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, QueryDict


class NoNulls:
    """Answer 400 to a NUL in an address or a form, before a view asks the database for it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: Any) -> None:
        # Only here is a form read: the middleware before this one has refused those from elsewhere by now.
        if "\0" in request.path_info or _has_null(request.GET) or _has_null(request.POST):
            raise BadRequest("a NUL in the address or the form")


def _has_null(sent: QueryDict) -> bool:
    return any("\0" in value for _, values in sent.lists() for value in values)
