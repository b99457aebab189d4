"""What a member reads who has met as much as a day allows."""

from __future__ import annotations

import math
from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse

from comity.foundation.core.http import page
from comity.foundation.quotas.actions.spending import QuotaSpent, note_reached


class SaysWhenItGoesOn:
    """Answer 429 where a view ran into a quota: a page, or for htmx some words where messages stand."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, QuotaSpent):
            return None
        note_reached(exception)
        response = page(
            request,
            "quotas/spent.html",
            {"spent": exception},
            part="part",
            status=HTTPStatus.TOO_MANY_REQUESTS,
        )
        response["Retry-After"] = str(math.ceil(exception.retry_after.total_seconds()))
        if getattr(request, "htmx", None):
            response["HX-Retarget"], response["HX-Reswap"] = "#flash", "innerHTML"
        return response
