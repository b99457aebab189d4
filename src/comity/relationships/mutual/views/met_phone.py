"""What one page may keep on a phone: a worker that answers when there is no network, and a code to show meanwhile."""

from __future__ import annotations

import hashlib
import json

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from comity.foundation.core.http import tell
from comity.people.members.http import MemberRequest, member_required
from comity.relationships.mutual.actions.meeting.showing import Terms, end_codes, show_code
from comity.relationships.mutual.queries.giving import habit_of
from comity.relationships.mutual.queries.meeting import shown

FILES = (
    "comity/comity.css",
    "comity/house.css",
    "mutual/met.css",
    "mutual/met.js",
    "comity/comity.js",
    "comity/icon.svg",
)


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    keeps = {"page": reverse("mutual:met_offline"), "files": [static(name) for name in FILES]}
    text = render_to_string("mutual/met/worker.js")
    version = hashlib.sha256((text + json.dumps(keeps) + _kept_page()).encode()).hexdigest()[:16]
    says = json.dumps({"version": version, "scope": reverse("mutual:met"), **keeps})
    response = HttpResponse(f"const says = {says};\n{text}", content_type="text/javascript; charset=utf-8")
    response["Service-Worker-Allowed"] = reverse("mutual:met")
    response["Cache-Control"] = "no-store, private"
    return response


@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    return HttpResponse(_kept_page())


def _kept_page() -> str:
    """Return the page that is kept: drawn for no request, so that it holds nothing of who asks."""
    return render_to_string("mutual/met/offline.html", {"instance_name": settings.INSTANCE_NAME})


@require_POST
@member_required
def spare(request: MemberRequest) -> HttpResponse:
    """Make a code to be kept on this phone, with what the member gave the last time."""
    habit = habit_of(request.user)
    showing = show_code(
        by=request.user, terms=Terms(habit.gives, "", habit.days), at=timezone.now(), is_spare=True
    )
    code = shown(showing, request.user)
    return JsonResponse(
        {
            "url": code.url,
            "picture": code.picture,
            "letters": code.letters,
            "until": code.expires_at.isoformat(),
            "gives": list(code.gives),
        }
    )


@require_POST
@member_required
def forget(request: MemberRequest) -> HttpResponse:
    end_codes(by=request.user, at=timezone.now(), spare=True)
    tell(request, _("The codes that were kept on your phones open nothing any more."))
    return redirect("mutual:met")
