"""What a member reads who has met as much as a day allows: a page, or the form in which they wrote something."""

from __future__ import annotations

import math
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

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
        too_many(response, exception)
        if getattr(request, "htmx", None):
            response["HX-Retarget"], response["HX-Reswap"] = "#flash", "innerHTML"
        return response


def say_in_form(spent: QuotaSpent, form: Any) -> None:
    """Say it among the errors of a form, so that what was written is not lost; ``too_many`` marks the answer."""
    note_reached(spent)
    form.add_error(None, str(spent.quota.reached))


def too_many(response: HttpResponse, spent: QuotaSpent) -> HttpResponse:
    """Make an answer one that says when it goes on."""
    response.status_code = HTTPStatus.TOO_MANY_REQUESTS
    response["Retry-After"] = str(math.ceil(spent.retry_after.total_seconds()))
    return response
