"""What stands behind the links of a mail. Nobody is signed in by them, and looking at a page changes nothing."""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from comity.foundation.core.http import page
from comity.people.notifications.actions.choosing import set_all_mail, set_mail_of
from comity.people.notifications.actions.offering import LinkOver, UnknownLink, offered_by, perform_offered
from comity.people.notifications.models import Preferences
from comity.people.notifications.queries.settings import mails_of


@csrf_exempt  # the token is the right to: a mail program may keep no cookie
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def do(request: HttpRequest, token: str) -> HttpResponse:
    try:
        if request.method == "POST":
            said = perform_offered(token, at=timezone.now())
            return page(request, "notifications/done.html", {"said": said})
        return page(request, "notifications/do.html", {"offered": offered_by(token, at=timezone.now())})
    except UnknownLink:
        return page(request, "notifications/link_gone.html", status=HTTPStatus.NOT_FOUND)
    except LinkOver:
        return page(request, "notifications/link_gone.html", {"is_over": True}, status=HTTPStatus.GONE)


@csrf_exempt  # a mail program posts here by itself (RFC 8058)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    found = Preferences.objects.of_token(token)
    if found is None:
        return page(request, "notifications/link_gone.html", status=HTTPStatus.NOT_FOUND)
    preferences, kind = found
    if request.method == "POST":
        wanted, now = request.POST.get("mail", "off"), timezone.now()
        if wanted in {"all-off", "all-on"}:
            set_all_mail(by=preferences.owner, on=wanted == "all-on", at=now)
        else:
            set_mail_of(by=preferences.owner, kind=kind, on=wanted == "on", at=now)
    context = {"mails": mails_of(preferences.owner, kind), "is_done": request.method == "POST"}
    return page(request, "notifications/unsubscribe.html", context)
