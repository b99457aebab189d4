"""The photo on a private card: drawn anew, under a name that tells nothing."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import BinaryIO

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from comity.foundation.core.ids import new_public_id
from comity.foundation.core.pictures import redraw
from comity.people.contacts.models import Contact
from comity.people.members.models import Member


def set_photo(*, by: Member, contact: Contact, source: BinaryIO | None, at: datetime) -> None:
    """Put a picture on the card, or take it away; raises ``PictureProblem`` before anything changes."""
    picture = redraw(source) if source else None
    with transaction.atomic():
        contact = Contact.objects.select_for_update().get(pk=contact.pk, owner=by, deleted_at=None)
        before = contact.photo.name
        if picture:
            contact.photo.save(f"{new_public_id()}.jpg", ContentFile(picture), save=False)
        else:
            contact.photo = ""
        contact.touched_at = at
        contact.save(update_fields=["photo", "touched_at", "changed_at"])
        remove_files_later([before or ""])


def remove_files_later(names: list[str]) -> None:
    """Delete stored files once the change is certain; one that another card shows stays."""
    for name in filter(None, names):
        transaction.on_commit(partial(_remove_unless_used, name))


def _remove_unless_used(name: str) -> None:
    if not Contact.objects.filter(photo=name).exists():
        default_storage.delete(name)
