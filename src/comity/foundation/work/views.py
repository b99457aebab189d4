from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from comity.foundation.core.http import operator_required, page
from comity.foundation.work import queries
from comity.foundation.work.actions import operate
from comity.foundation.work.enums import Shown

PER_PAGE = 25


@operator_required
@require_GET
def jobs(request: HttpRequest) -> HttpResponse:
    lengths = queries.lengths(timezone.now())
    wanted = request.GET.get("show", Shown.FAILED)
    shown = Shown(wanted) if wanted in Shown.values else Shown.FAILED
    context: dict[str, Any] = {
        "lengths": lengths,
        "shown": shown,
        "tabs": [(choice, lengths.of(choice)) for choice in Shown],
        "jobs": Paginator(queries.jobs_in(shown), PER_PAGE).get_page(request.GET.get("page")),
        "rhythms": queries.rhythms(),
    }
    return page(request, "work/jobs.html", context, part="jobs")


def _act(
    request: HttpRequest, job_id: UUID, action: Callable[..., None], said: str, back: Shown
) -> HttpResponse:
    now: datetime = timezone.now()
    try:
        action(job_id, now=now)
    except operate.NotPossible:
        messages.error(request, _("This job has moved on meanwhile. Look at the list again."))
    else:
        messages.success(request, said)
    response = redirect("work:jobs")
    response["Location"] += f"?show={back.value}"
    return response


@operator_required
@require_POST
def again(request: HttpRequest, job_id: UUID) -> HttpResponse:
    return _act(
        request, job_id, operate.try_again, _("The job runs as soon as a worker is free."), Shown.WAITING
    )


@operator_required
@require_POST
def give_up(request: HttpRequest, job_id: UUID) -> HttpResponse:
    return _act(request, job_id, operate.give_up, _("The job will not run."), Shown.FAILED)
