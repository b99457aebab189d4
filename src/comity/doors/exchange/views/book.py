from __future__ import annotations

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from comity.doors.exchange.http import send_file
from comity.doors.exchange.queries.cards import BookCards, chosen_contacts
from comity.formats.csv_out import write_csv
from comity.formats.vcard.writer import Version, write
from comity.people.members.http import MemberRequest, member_required

VERSIONS: dict[str, Version] = {"3": "3.0", "4": "4.0"}


@require_http_methods(["GET", "HEAD", "POST"])  # a long choice of people comes by POST
@member_required
def vcard(request: MemberRequest) -> HttpResponse:
    version = VERSIONS.get(request.GET.get("version", "3"))
    if version is None:
        raise Http404
    return send_file(
        write(_chosen(request, photos=True), version),
        name=_name("vcf"),
        content_type="text/vcard; charset=utf-8",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def table(request: MemberRequest) -> HttpResponse:
    cards = _chosen(request, photos=False)
    return send_file(write_csv(cards), name=_name("csv"), content_type="text/csv; charset=utf-8")


def _chosen(request: MemberRequest, *, photos: bool) -> BookCards:
    given = request.POST if request.method == "POST" else request.GET
    ids = [part for text in given.getlist("ids") for part in text.split(",")] if "ids" in given else None
    contacts = chosen_contacts(request.user, ids)
    if ids is not None and not contacts.exists():
        raise Http404
    return BookCards(contacts, photos=photos)


def _name(ending: str) -> str:
    return f"comity-book-{timezone.localdate().isoformat()}.{ending}"
