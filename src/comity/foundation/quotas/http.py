"""What a member reads who has met as much as a day allows: a page, or the form in which they wrote something."""

from __future__ import annotations

import math
from collections.abc import Callable
from http import HTTPStatus
from typing import Self

from django.forms import BaseForm
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
        _say_when(response, exception)
        if getattr(request, "htmx", None):
            response["HX-Retarget"], response["HX-Reswap"] = "#flash", "innerHTML"
        return response


class SaidInForm:
    """Say it among the errors of a form, so that what was written is not lost; ``answer`` then is one that says when it goes on."""

    def __init__(self, form: BaseForm) -> None:
        self.form = form
        self.spent: QuotaSpent | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, raised: object, where: object) -> bool:
        if not isinstance(raised, QuotaSpent):
            return False
        self.spent = raised
        note_reached(raised)
        self.form.add_error(None, str(raised.quota.reached))
        return True

    def answer(self, response: HttpResponse) -> HttpResponse:
        """Return the page with the form, as a 429 if a quota was met within."""
        return _say_when(response, self.spent) if self.spent else response


def _say_when(response: HttpResponse, spent: QuotaSpent) -> HttpResponse:
    response.status_code = HTTPStatus.TOO_MANY_REQUESTS
    response["Retry-After"] = str(math.ceil(spent.retry_after.total_seconds()))
    return response
