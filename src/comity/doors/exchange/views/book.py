from __future__ import annotations

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_http_methods

from comity.doors.exchange.http import send_table, send_vcards
from comity.doors.exchange.queries.cards import chosen_contacts
from comity.formats.vcard.writer import Version
from comity.people.contacts.models import Contact
from comity.people.members.http import MemberRequest, member_required

VERSIONS: dict[str, Version] = {"3": "3.0", "4": "4.0"}


@require_http_methods(["GET", "HEAD", "POST"])  # a long choice of people comes by POST
@member_required
def vcard(request: MemberRequest) -> HttpResponse:
    version = VERSIONS.get(request.GET.get("version", "3"))
    if version is None:
        raise Http404
    return send_vcards(_chosen(request), version)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def table(request: MemberRequest) -> HttpResponse:
    return send_table(_chosen(request))


def _chosen(request: MemberRequest) -> QuerySet[Contact]:
    given = request.POST if request.method == "POST" else request.GET
    ids = [part for text in given.getlist("ids") for part in text.split(",")] if "ids" in given else None
    contacts = chosen_contacts(request.user, ids)
    if ids is not None and not contacts.exists():
        raise Http404
    return contacts
