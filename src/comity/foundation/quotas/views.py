from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from comity.foundation.core.http import operator_required, page
from comity.foundation.quotas.queries import DAYS, quota_rows


@require_safe
@operator_required
def quotas(request: HttpRequest) -> HttpResponse:
    return page(request, "quotas/quotas.html", {"rows": quota_rows(timezone.now()), "days": DAYS})
