from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from comity.doors.pages.http import undo_address
from comity.foundation.core.encryption import seal, unseal
from comity.foundation.core.http import page, tell
from comity.people.contacts.models import Contact
from comity.people.contacts.queries.card import own_card
from comity.people.members.http import MemberRequest, member_required
from comity.people.members.models import Member
from comity.relationships.ties.actions.answers import answer_person
from comity.relationships.ties.enums import Answer
from comity.relationships.ties.queries.network import answers_of
from comity.relationships.ties.queries.sorting import asked, queue_of, tag_names

OPEN = "open"


@require_safe
@member_required
def sort(request: MemberRequest) -> HttpResponse:
    tag, person = request.GET.get("tag", ""), request.GET.get("person", "")
    context = _context(request, tag, own_card(request.user, person) if person else None)
    return page(request, "pages/sort/page.html", context, part="asked")


@require_POST
@member_required
def answer(request: MemberRequest) -> HttpResponse:
    """Keep the answer about one person and ask about the next."""
    tag = request.POST.get("tag", "")
    contact = own_card(request.user, request.POST.get("person", ""))
    _keep(request, contact)
    if not request.htmx:
        return redirect(f"{reverse('pages:sort')}{'?' + urlencode({'tag': tag}) if tag else ''}")
    return page(request, "pages/sort/page.html", _context(request, tag, None), part="asked")


@require_POST
@member_required
def answer_on_page(request: MemberRequest, public_id: str) -> HttpResponse:
    """Change what was answered, from a person's own page."""
    contact = own_card(request.user, public_id)
    before = _keep(request, contact)
    # The session lies in the database, where no answer may be read.
    was = seal(f"{public_id} {before or OPEN}")
    tell(request, _("Kept."), undo=undo_address(request, "answer", was=was))
    return redirect("pages:person", public_id)


def _keep(request: MemberRequest, contact: Contact) -> Answer | None:
    """Do what the button said and return what was answered before; what is no answer changes nothing."""
    try:
        answer = answer_said(request.POST.get("answer", ""))
        return answer_person(by=request.user, contact=contact, answer=answer, at=timezone.now())
    except ValueError:
        return answers_of(request.user).get(contact.pk)
    except Contact.DoesNotExist:
        raise Http404 from None


def restore_answer(by: Member, was: str) -> None:
    """Put back what was answered before, if the person is still there."""
    public_id, word = unseal(was).split(" ")
    contact = Contact.objects.visible_to(by).filter(public_id=public_id, merged_into=None).first()
    if contact is not None:
        answer_person(by=by, contact=contact, answer=answer_said(word), at=timezone.now())


def answer_said(word: str) -> Answer | None:
    """Return the answer a button stands for, None for leaving it open; raise ``ValueError`` for any other word."""
    return None if word == OPEN else Answer(word)


def _context(request: MemberRequest, tag: str, contact: Contact | None) -> dict[str, Any]:
    """Say whom the page asks about: the one gone back to, else the next; and whom one may go back to from there."""
    queue = queue_of(request.user, timezone.localdate(), tag)
    shown = contact.pk if contact else queue.next
    return {
        "queue": queue,
        "person": asked(request.user, shown, queue),
        "back": asked(request.user, queue.before(shown), queue),
        "tag": tag,
        "tags": tag_names(request.user),
        "answers": [(one, one.label) for one in Answer],
    }
