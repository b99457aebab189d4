"""A member's page, photo and card: for members, and for everybody where its owner opened it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.safestring import mark_safe
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from comity.formats import vcard
from comity.formats.jsonld import to_script
from comity.foundation.core.audience import is_member
from comity.foundation.core.http import page
from comity.foundation.quotas.actions import spend
from comity.people.members.models import Member
from comity.people.members.queries.companies import companies_called
from comity.people.members.queries.documents import card_of, jsonld_of
from comity.people.members.queries.page import sections_for
from comity.people.members.queries.profile import owner_of_page, photo_name_for, profile_for
from comity.people.members.registry import OPENED

NOT_INDEXED = "noindex, nofollow"


def _owner(request: HttpRequest, public_id: str) -> Member:
    owner = owner_of_page(request.user, public_id)
    if owner is None:
        raise Http404
    return owner


def _opened(request: HttpRequest, owner: Member) -> Member:
    """Count that one member met another; who looks at their own page meets nobody."""
    if isinstance(request.user, Member) and request.user.pk != owner.pk:
        spend(by=request.user, kind=OPENED, keys=[owner.public_id], at=timezone.now())
    return owner


def _bare(response: HttpResponse) -> HttpResponse:
    """Let no cache keep what one viewer saw: another, or the same one tomorrow, may see less."""
    patch_cache_control(response, no_store=True, private=True)
    return response


@require_safe
def member(request: HttpRequest, public_id: str) -> HttpResponse:
    view = profile_for(request.user, _opened(request, _owner(request, public_id)))
    url = settings.BASE_URL + reverse("members:page", args=[public_id])
    context: dict[str, Any] = {"view": view, "url": url}
    if is_member(request.user):
        said = [position.organization_folded for position in view.positions]
        context["companies"] = companies_called(request.user, said)
    if isinstance(request.user, Member) and not view.is_own:
        sections, ending = sections_for(request.user, view.owner, timezone.now())
        context |= {"sections": sections, "ending": ending, "may_block": True}
    if not is_member(request.user):
        image = settings.BASE_URL + reverse("members:photo", args=[public_id]) if view.photo else ""
        # Escaped for a script element by its writer; browsers do not run this type.
        context["jsonld"] = mark_safe(to_script(jsonld_of(view, url=url, image=image)))
    return _bare(page(request, "members/page.html", context))


@require_safe
def photo(request: HttpRequest, public_id: str) -> HttpResponse:
    name = photo_name_for(request.user, _owner(request, public_id))
    if not name or not default_storage.exists(name):
        raise Http404
    with default_storage.open(name) as file:
        response = HttpResponse(file.read(), content_type="image/jpeg")
    response["X-Robots-Tag"] = NOT_INDEXED
    return _bare(response)


@require_safe
def card(request: HttpRequest, public_id: str) -> HttpResponse:
    owner = _opened(request, _owner(request, public_id))
    view = profile_for(request.user, owner)
    picture = None
    if view.photo and default_storage.exists(view.photo):
        with default_storage.open(view.photo) as file:
            picture = file.read()
    url = settings.BASE_URL + reverse("members:page", args=[public_id])
    data = b"".join(vcard.write([card_of(view, url=url, photo=picture)]))
    response = HttpResponse(data, content_type="text/vcard; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{slugify(owner.name) or "card"}.vcf"'
    response["X-Robots-Tag"] = NOT_INDEXED
    return _bare(response)
