from __future__ import annotations

from http import HTTPStatus

from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from comity.foundation.core.http import page
from comity.people.members.actions.entrance.owner import AddressTaken, LinkNotValid, claim_instance
from comity.people.members.forms.owner import OwnerForm
from comity.people.members.http.sign_in import BACKEND, welcome_url
from comity.people.members.queries.registration import owner_link_opens

RETRY_AFTER_S = 60  # most limits count a minute


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def owner(request: HttpRequest, token: str) -> HttpResponse:
    if not owner_link_opens(token, now=timezone.now()):
        return page(request, "members/owner_link_gone.html", status=HTTPStatus.NOT_FOUND)
    form = OwnerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            member = claim_instance(
                token,
                name=data["name"],
                email=data["email"],
                password=data["password"] or None,
                at=timezone.now(),
            )
        except LinkNotValid:
            return page(request, "members/owner_link_gone.html", status=HTTPStatus.NOT_FOUND)
        except AddressTaken:
            form.add_error("email", _("An account with this address is there already. Use another one."))
        else:
            login(request, member, backend=BACKEND)
            return redirect(welcome_url())
    return page(request, "members/owner.html", {"form": form})


@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    return page(request, "members/waiting.html")


def too_many_requests(request: HttpRequest) -> HttpResponse:
    response = page(request, "429.html", status=HTTPStatus.TOO_MANY_REQUESTS)
    response["Retry-After"] = str(RETRY_AFTER_S)
    return response
