"""Cards put away and brought back: archived for as long as the owner likes, deleted for some days and then for good."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction

from comity.people.contacts.actions.finding import forget, forget_book, reindex
from comity.people.contacts.actions.photos import remove_files_later
from comity.people.contacts.models import Contact, Origin, SavedView
from comity.people.contacts.registry import tell_came_or_went
from comity.people.members.models import Member

KEPT_FOR = timedelta(days=14)
_AT_ONCE = 500

Ids = Sequence[str]  # public ones


@transaction.atomic
def archive_contacts(*, by: Member, ids: Ids, at: datetime) -> list[str]:
    """Put people away who are current; return those who were."""
    return _set(by, ids, {"archived_at": None}, archived_at=at)


@transaction.atomic
def unarchive_contacts(*, by: Member, ids: Ids) -> list[str]:
    return _set(by, ids, {"archived_at__isnull": False}, archived_at=None)


@transaction.atomic
def delete_contacts(*, by: Member, ids: Ids, at: datetime) -> list[str]:
    """Take people out of the book; for some days ``restore_contacts`` brings them back whole."""
    gone = _set(by, ids, {}, deleted_at=at)
    cards = list(Contact.objects.filter(owner=by, public_id__in=gone).values_list("pk", flat=True))
    forget(by, cards)
    tell_came_or_went(by, cards)
    return gone


@transaction.atomic
def restore_contacts(*, by: Member, ids: Ids) -> list[str]:
    cards = Contact.objects.select_for_update().filter(owner=by, public_id__in=ids, deleted_at__isnull=False)
    found = dict(cards.values_list("pk", "public_id"))
    Contact.objects.filter(pk__in=found).update(deleted_at=None)
    reindex(by, found)
    tell_came_or_went(by, list(found))
    return list(found.values())


def purge_deleted(*, before: datetime) -> int:
    """Remove for good what was deleted before; photos go with it. Returns how many cards."""
    removed = 0
    while cards := list(
        Contact.objects.filter(deleted_at__lt=before).order_by("pk").values_list("pk", "photo")[:_AT_ONCE]
    ):
        with transaction.atomic():
            Contact.objects.filter(pk__in=[pk for pk, _ in cards]).delete()
            remove_files_later([photo for _, photo in cards])
        removed += len(cards)
    return removed


@transaction.atomic
def erase_book(owner: Member) -> dict[str, int]:
    """Remove a member's book and everybody's mark that a card of theirs is this member."""
    Contact.objects.filter(member=owner).update(member=None)
    cards = Contact.objects.filter(owner=owner)
    remove_files_later([name for name in cards.values_list("photo", flat=True) if name])
    count = cards.count()
    cards.delete()
    Origin.objects.filter(owner=owner).delete()
    SavedView.objects.filter(owner=owner).delete()
    forget_book(owner)
    return {"cards": count}


def _set(by: Member, ids: Ids, only: dict[str, object], **change: object) -> list[str]:
    cards = Contact.objects.select_for_update().visible_to(by).filter(public_id__in=ids, **only)
    found = dict(cards.values_list("pk", "public_id"))
    Contact.objects.filter(pk__in=found).update(**change)
    return list(found.values())
