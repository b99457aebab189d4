from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from comity.doors.pages.http import take_undo, with_all
from comity.doors.pages.views.sort import restore_answer
from comity.foundation.core.encryption import unseal
from comity.foundation.core.http import came_from, tell
from comity.people.contacts.actions import merging, shelving
from comity.people.contacts.actions.cards import Line, Typed, edit_contact
from comity.people.contacts.actions.looks import save_view
from comity.people.contacts.models import Contact, Merge
from comity.people.members.http import MemberRequest, member_required
from comity.people.members.models import Member
from comity.relationships.ties.actions.interactions import (
    Happening,
    NotYet,
    WithOneself,
    edit_interaction,
    set_status,
    suggest_again,
)
from comity.relationships.ties.actions.notes import tag_contacts, untag_contacts
from comity.relationships.ties.enums import Status
from comity.relationships.ties.queries.naming import people_with


@require_POST
@member_required
def undo(request: MemberRequest, key: str) -> HttpResponse:
    """Take back what was done a moment ago."""
    found = take_undo(request, key)
    if found is None:
        tell(request, _("This cannot be taken back any more."), level=messages.WARNING)
        return redirect("pages:book")
    act, what = found
    try:
        _UNDO[act](request.user, **what)
    except (ObjectDoesNotExist, NotYet, WithOneself):
        tell(request, _("This cannot be taken back any more."), level=messages.WARNING)
    except merging.CannotComeApart:
        tell(request, _("These cards were changed since and stay as they are."), level=messages.WARNING)
    else:
        tell(request, _("Taken back."))
    return redirect(came_from(request, reverse("pages:book")))


def _undo_merge(by: Member, merge: str) -> None:
    found = Merge.objects.visible_to(by).filter(public_id=merge).first()
    if found is None:
        raise merging.CannotComeApart
    merging.undo_merge(by=by, merge=found, at=timezone.now())


def _forget_apart(by: Member, one: str, other: str) -> None:
    cards = list(Contact.objects.visible_to(by).filter(public_id__in=[one, other]))
    if len(cards) == 2:
        merging.forget_apart(by=by, one=cards[0], other=cards[1])


def _restore_card(by: Member, contact: str, before: str) -> None:
    said = json.loads(unseal(before))
    edit_contact(
        by=by,
        contact=Contact.objects.visible_to(by).get(public_id=contact),
        typed=Typed(said["fields"], [Line(**line) for line in said["lines"]]),
        at=timezone.now(),
    )


def _restore_status(by: Member, interaction: str, status: str) -> None:
    set_status(by=by, public_id=interaction, status=Status(status))


def _restore_edit(
    by: Member, interaction: str, people: list[str], status: str, before: dict[str, str]
) -> None:
    said = before | {"note": unseal(before["note"]) if before["note"] else ""}
    happening = Happening(**{**said, "on": date.fromisoformat(before["on"])})  # type: ignore[arg-type]
    with transaction.atomic():
        edit_interaction(
            by=by,
            public_id=interaction,
            contacts=people_with(by, people),
            happening=happening,
            today=timezone.localdate(),
        )
        set_status(by=by, public_id=interaction, status=Status(status))


def _to_all(act: Callable[..., list[str]]) -> Callable[..., list[str]]:
    return lambda by, ids, **how: with_all(lambda part: act(by=by, ids=part, **how), ids)


_UNDO: dict[str, Callable[..., Any]] = {
    "archive": lambda by, ids: _to_all(shelving.archive_contacts)(by, ids, at=timezone.now()),
    "unarchive": _to_all(shelving.unarchive_contacts),
    "delete": lambda by, ids: _to_all(shelving.delete_contacts)(by, ids, at=timezone.now()),
    "card": _restore_card,
    "restore": _to_all(shelving.restore_contacts),
    "tag": _to_all(tag_contacts),
    "untag": _to_all(untag_contacts),
    "save-view": lambda by, name, query: save_view(by=by, name=name, query=query),
    "merge": _undo_merge,
    "apart": _forget_apart,
    "status": _restore_status,
    "answer": restore_answer,
    "edit": _restore_edit,
    "suggest-again": lambda by, ids, status: suggest_again(by=by, ids=ids, status=Status(status)),
}
