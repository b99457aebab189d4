from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from comity.foundation.core.http import operator_required, page
from comity.people.notifications.queries.operating import outbox


@require_safe
@operator_required
def mail(request: HttpRequest) -> HttpResponse:
    context = {
        "outbox": outbox(timezone.now()),
        "mail_leaves": settings.MAIL_LEAVES,
        "mail_domain": settings.MAIL_DOMAIN,
    }
    return page(request, "notifications/ops_mail.html", context)
