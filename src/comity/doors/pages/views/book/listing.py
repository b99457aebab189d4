from __future__ import annotations

from collections.abc import Callable, Sequence
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import replace_url

from comity.doors.exchange.http import send_table, send_vcards
from comity.doors.exchange.queries.cards import chosen_contacts
from comity.doors.pages.http import undo_address, with_all
from comity.foundation.core.direction import isolated
from comity.foundation.core.http import page, tell
from comity.people.contacts.actions import shelving
from comity.people.contacts.actions.looks import forget_view, save_view
from comity.people.contacts.models import Contact, SavedView
from comity.people.members.http import MemberRequest, member_required
from comity.relationships.ties.actions.notes import tag_contacts, untag_contacts
from comity.relationships.ties.forms.look import LookForm
from comity.relationships.ties.queries.book import choices_of, everybody_found, people_ids, rows_of

PER_PAGE = 50
_MOST_AT_ONCE = 500


@require_safe
@member_required
def book(request: MemberRequest) -> HttpResponse:
    choices = choices_of(request.user)
    form = LookForm(request.GET, choices)
    look = form.look()
    today = timezone.localdate()
    found = Paginator(people_ids(request.user, look, today), PER_PAGE).get_page(request.GET.get("page"))
    people = rows_of(request.user, list(found.object_list), today)
    context = {
        "form": form,
        "look": look,
        "choices": choices,
        "people": people,
        "result_page": found,
        "count": found.paginator.count,
        "views": list(SavedView.objects.filter(owner=request.user)),
        "is_empty": not (people or look.is_narrowed or look.archived) and not _has_anybody(request),
        "here": look.query_string(),
    }
    response = page(request, "pages/book/list.html", context, part="people")
    # The address says how the list is looked at, without what is as usual.
    return replace_url(response, _address(look.query_string())) if request.htmx else response


def _has_anybody(request: MemberRequest) -> bool:
    return Contact.objects.visible_to(request.user).exists()


@require_POST
@member_required
def act(request: MemberRequest) -> HttpResponse:
    """Do one thing to all people that are ticked, or to everybody who is found."""
    ids = _everybody(request) if "all" in request.POST else request.POST.getlist("who")[:_MOST_AT_ONCE]
    verb = request.POST.get("verb", "")
    if verb == "merge":
        return _choose_merge(request, ids)
    if not ids:
        tell(request, _("Nobody is ticked. Tick the people you mean, then choose again."), level=30)
    elif verb in _FILES and (chosen := chosen_contacts(request.user, ids)).exists():
        return _FILES[verb](chosen)
    elif verb in _ACTS:
        _ACTS[verb](request, ids)
    else:
        raise Http404
    return _back(request)


def _everybody(request: MemberRequest) -> list[str]:
    """Return whom the list shows on all its pages, as it was looked at."""
    form = LookForm(QueryDict(_here(request)), choices_of(request.user))
    return everybody_found(request.user, form.look(), timezone.localdate())


def _here(request: MemberRequest) -> str:
    return request.POST.get("here", "")[:1000]


def _back(request: MemberRequest) -> HttpResponseRedirect:
    """Return to the list as it was looked at; only its own address, whatever the form says."""
    return redirect(_address(_here(request)))


def _address(query: str) -> str:
    return reverse("pages:book") + (f"?{query}" if query else "")


def _choose_merge(request: MemberRequest, ids: Sequence[str]) -> HttpResponse:
    if len(ids) != 2 or Contact.objects.visible_to(request.user).filter(public_id__in=ids).count() != 2:
        tell(request, _("Tick exactly two people to make one of them."), level=30)
        return _back(request)
    address = reverse("pages:person-merge", args=[ids[0]])
    return redirect(f"{address}?{urlencode({'other': ids[1]})}")


def _archive(request: MemberRequest, ids: Sequence[str]) -> None:
    at = timezone.now()
    done = with_all(lambda part: shelving.archive_contacts(by=request.user, ids=part, at=at), ids)
    text = ngettext("%(count)d person is archived.", "%(count)d people are archived.", len(done))
    tell(request, text % {"count": len(done)}, undo=undo_address(request, "unarchive", ids=done))


def _unarchive(request: MemberRequest, ids: Sequence[str]) -> None:
    done = with_all(lambda part: shelving.unarchive_contacts(by=request.user, ids=part), ids)
    text = ngettext(
        "%(count)d person is back in your book.", "%(count)d people are back in your book.", len(done)
    )
    tell(request, text % {"count": len(done)}, undo=undo_address(request, "archive", ids=done))


def _delete(request: MemberRequest, ids: Sequence[str]) -> None:
    at = timezone.now()
    done = with_all(lambda part: shelving.delete_contacts(by=request.user, ids=part, at=at), ids)
    text = ngettext("%(count)d person is deleted.", "%(count)d people are deleted.", len(done))
    tell(request, text % {"count": len(done)}, undo=undo_address(request, "restore", ids=done))


def _tag(request: MemberRequest, ids: Sequence[str]) -> None:
    tag = request.POST.get("tag", "").strip()[:60]
    if not tag:
        tell(request, _("Write the tag first, then choose again."), level=30)
        return
    done = with_all(lambda part: tag_contacts(by=request.user, ids=part, tag=tag), ids)
    text = ngettext(
        "%(count)d person has the tag “%(tag)s” now.",
        "%(count)d people have the tag “%(tag)s” now.",
        len(done),
    )
    tell(
        request,
        text % {"count": len(done), "tag": isolated(tag)},
        undo=undo_address(request, "untag", ids=done, tag=tag),
    )


def _untag(request: MemberRequest, ids: Sequence[str]) -> None:
    tag = request.POST.get("tag", "").strip()[:60]
    done = with_all(lambda part: untag_contacts(by=request.user, ids=part, tag=tag), ids)
    text = ngettext(
        "%(count)d person no longer has the tag “%(tag)s”.",
        "%(count)d people no longer have the tag “%(tag)s”.",
        len(done),
    )
    tell(
        request,
        text % {"count": len(done), "tag": isolated(tag)},
        undo=undo_address(request, "tag", ids=done, tag=tag),
    )


_ACTS: dict[str, Callable[[MemberRequest, Sequence[str]], None]] = {
    "archive": _archive,
    "unarchive": _unarchive,
    "delete": _delete,
    "tag": _tag,
    "untag": _untag,
}
_FILES: dict[str, Callable[[QuerySet[Contact]], HttpResponse]] = {"vcard": send_vcards, "csv": send_table}


@require_POST
@member_required
def keep_view(request: MemberRequest) -> HttpResponse:
    """Remember how the book is looked at now, under a name."""
    view = save_view(by=request.user, name=request.POST.get("name", ""), query=request.POST.get("here", ""))
    if view is None:
        tell(request, _("Give the view a name, so that you find it again."), level=30)
    else:
        tell(
            request,
            _("Saved as “%(name)s”.") % {"name": isolated(view.name)},
            undo=reverse("pages:book-view-forget", args=[view.public_id]),
        )
    return _back(request)


@require_POST
@member_required
def drop_view(request: MemberRequest, public_id: str) -> HttpResponse:
    name, query = forget_view(by=request.user, public_id=public_id)
    if not name:
        raise Http404
    tell(
        request,
        _("“%(name)s” is no longer saved.") % {"name": isolated(name)},
        undo=undo_address(request, "save-view", name=name, query=query),
    )
    return redirect("pages:book")
