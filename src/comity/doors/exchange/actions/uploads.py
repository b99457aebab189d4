"""Taking a file in, and letting go of it."""

from __future__ import annotations

import errno
import hashlib
from datetime import datetime
from pathlib import PurePath

from django.core.files.base import File
from django.db import transaction

from comity.doors.exchange.actions.queueing import ask, start_next
from comity.doors.exchange.enums import State
from comity.doors.exchange.models import FoundPerson, Import
from comity.doors.exchange.models.imports import stored_name
from comity.doors.exchange.rules.states import check_move
from comity.foundation.core.text import clean_line
from comity.people.members.models import Member

FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class NoRoom(Exception):
    """The disk that keeps uploads is full."""


def store_upload(*, by: Member, file: File[bytes], name: str) -> Import:
    """Keep an uploaded file where only Comity reads it; nothing of it stays if the disk is full."""
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    upload = Import(owner=by, file_name=_plain(name), size=file.size, checksum=digest.hexdigest())
    try:
        with transaction.atomic():
            upload.file.save("upload", file, save=False)
            upload.save()
    except OSError as error:
        _forget(upload)
        if error.errno in FULL:
            raise NoRoom from error
        raise
    return upload


def _plain(name: str) -> str:
    return clean_line(PurePath(name.replace("\\", "/")).name, 200) or "file"


def _forget(upload: Import) -> None:
    # What was written before the disk was full lies there without a name on our row.
    upload.file.storage.delete(stored_name(upload, ""))


@transaction.atomic
def start_import(*, by: Member, file: File[bytes], name: str) -> Import:
    """Take a file in and queue it to be read."""
    upload = store_upload(by=by, file=file, name=name)
    ask(upload, "read")
    return upload


@transaction.atomic
def bring_in(*, by: Member, upload: Import) -> None:
    """Queue a read import to be brought into the book."""
    upload = Import.objects.select_for_update().get(pk=upload.pk, owner=by)
    check_move(upload.state, State.APPLYING)
    ask(upload, "apply")


@transaction.atomic
def cancel_import(*, by: Member, upload: Import, at: datetime) -> None:
    """Drop an import that is not in the book yet, with its file; a worker that reads it stops by itself."""
    upload = Import.objects.select_for_update().get(pk=upload.pk, owner=by)
    check_move(upload.state, State.CANCELLED)
    upload.state, upload.runner, upload.asked, upload.ended_at = State.CANCELLED, "", "", at
    drop_file(upload)
    upload.save()
    forget_cards(upload)
    start_next(by.pk)


def drop_file(upload: Import) -> None:
    """Delete the uploaded file once the current transaction is committed."""
    if name := upload.file.name:
        storage = upload.file.storage
        upload.file = ""
        transaction.on_commit(lambda: storage.delete(name))


def forget_cards(upload: Import) -> None:
    """Empty the copies of cards that waited for an answer; a large import does so in pieces."""
    waiting = FoundPerson.objects.filter(upload=upload).exclude(card={}).order_by("pk")
    while pks := list(waiting.values_list("pk", flat=True)[:2_000]):
        FoundPerson.objects.filter(pk__in=pks).update(card={}, note="")
