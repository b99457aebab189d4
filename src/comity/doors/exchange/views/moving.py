"""What the views of an import share: a page's number, and an import that has moved on."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from comity.doors.exchange.models import Import
from comity.foundation.core.http import tell
from comity.people.members.http.requests import MemberRequest


def page_number(request: MemberRequest) -> int:
    number = request.GET.get("page", "")
    return int(number) if number.isascii() and number.isdigit() and len(number) < 7 else 1


def too_late(request: MemberRequest, upload: Import) -> HttpResponse:
    tell(request, _("This import has moved on in the meantime; here is how it stands."))
    return redirect(reverse("exchange:import", args=[upload.public_id]))
