from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from comity.doors.pages.http import undo_address
from comity.foundation.core.direction import isolated
from comity.foundation.core.http import page, tell
from comity.foundation.core.queue import enqueue
from comity.people.contacts.actions.merging import SameCard, TwoMembers, keep_apart, merge_contacts
from comity.people.contacts.models import Contact
from comity.people.contacts.queries.card import card_of, own_card
from comity.people.contacts.queries.likeness import likely_pairs, pairs_of
from comity.people.members.http import MemberRequest, member_required
from comity.relationships.ties.queries.book import Look, people_ids, rows_of

PER_PAGE = 20
_SUGGESTED = 8


@require_safe
@member_required
def duplicates(request: MemberRequest) -> HttpResponse:
    found = Paginator(likely_pairs(request.user), PER_PAGE).get_page(request.GET.get("page"))
    context = {"pairs": pairs_of(found.object_list), "result_page": found}
    return page(request, "pages/book/duplicates.html", context)


@require_POST
@member_required
def look_again(request: MemberRequest) -> HttpResponse:
    enqueue("contacts.compare", {"owner": request.user.pk}, unique=f"compare:{request.user.pk}")
    tell(request, _("We look through your book. Come back to this page in a minute."))
    return redirect("pages:duplicates")


@require_POST
@member_required
def answer(request: MemberRequest, public_id: str) -> HttpResponse:
    """Make one of two cards that look alike, or remember that they are two people."""
    pair = likely_pairs(request.user).filter(public_id=public_id).first()
    if pair is None:
        raise Http404
    if request.POST.get("answer") == "merge":
        _merge(request, pair.one, pair.other)
    else:
        keep_apart(by=request.user, one=pair.one, other=pair.other)
        undo = undo_address(request, "apart", one=pair.one.public_id, other=pair.other.public_id)
        tell(request, _("We will not ask about these two again."), undo=undo)
    return redirect("pages:duplicates")


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def merge(request: MemberRequest, public_id: str) -> HttpResponse:
    """Choose whose card is the same person's, see both, make them one."""
    kept = own_card(request.user, public_id)
    if kept.merged_into is not None:
        raise Http404
    other_id = request.POST.get("other", "") or request.GET.get("other", "")
    other = own_card(request.user, other_id) if other_id else None
    if other is not None and (other.merged_into is not None or other.pk == kept.pk):
        raise Http404
    if request.method == "POST" and other is not None:
        _merge(request, kept, other)
        return redirect("pages:person", kept.public_id)
    context: dict[str, Any] = {"kept": kept, "other": other}
    if other is not None:
        context |= {"kept_card": card_of(request.user, kept), "other_card": card_of(request.user, other)}
    else:
        context |= _suggested(request, kept)
    return page(request, "pages/book/merge.html", context, part="people")


def _suggested(request: MemberRequest, kept: Contact) -> dict[str, Any]:
    """Return whom to choose from: what was searched for, else people of the same family or given name."""
    asked, today = request.GET.get("q", "").strip()[:200], timezone.localdate()
    for query in [asked] if asked else filter(None, (kept.family, kept.given, kept.full_name)):
        found = people_ids(request.user, Look(q=query), today)[: _SUGGESTED + 1]
        if ids := [pk for pk in found if pk != kept.pk]:
            return {"q": asked, "people": rows_of(request.user, ids, today)}
    return {"q": asked, "people": []}


def _merge(request: MemberRequest, kept: Contact, gone: Contact) -> None:
    try:
        done = merge_contacts(by=request.user, kept=kept, gone=gone, at=timezone.now())
    except (SameCard, Contact.DoesNotExist):
        raise Http404 from None
    except TwoMembers:
        text = _("These are two members, whom you know as two. End the tie with one of them first.")
        tell(request, text, level=messages.WARNING)
        return
    tell(
        request,
        _("%(gone)s and %(kept)s are one card now.")
        % {"gone": isolated(gone.full_name), "kept": isolated(kept.full_name)},
        undo=undo_address(request, "merge", merge=done.public_id),
    )
