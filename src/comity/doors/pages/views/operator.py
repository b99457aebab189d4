from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from comity.doors.pages.queries.instance import findings_told, instance_at
from comity.foundation.core.http import operator_required, page, tell
from comity.foundation.core.models import Letter
from comity.foundation.core.registry import navigation

LETTERS_A_PAGE = 20


@require_safe
@operator_required
def operator(request: HttpRequest) -> HttpResponse:
    places = [
        entry for entry in navigation.values() if entry.operators_only and entry.url_name != "pages:operator"
    ]
    found = findings_told(asking_others="ask" in request.GET)
    context = {
        "to_do": [one for one in found if one.level != "fine"],
        "sound": [one for one in found if one.level == "fine"],
        "places": sorted(places, key=lambda entry: entry.order),
        "instance": instance_at(timezone.now()),
    }
    return page(request, "pages/operator/home.html", context)


@require_safe
@operator_required
def letters(request: HttpRequest) -> HttpResponse:
    letters_page = Paginator(Letter.objects.all(), LETTERS_A_PAGE).get_page(request.GET.get("page"))
    return page(request, "pages/operator/letters.html", {"letters": letters_page})


@require_POST
@operator_required
def delete_letter(request: HttpRequest, public_id: str) -> HttpResponse:
    deleted, _models = Letter.objects.filter(public_id=public_id).delete()
    if not deleted:
        raise Http404
    tell(request, _("The letter is gone."))
    return redirect("pages:letters")
