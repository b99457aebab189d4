"""An import from file to book, as the worker and its owner do it together."""

from __future__ import annotations

from django.core.files.base import ContentFile

from comity.doors.exchange.actions.applying import apply_import
from comity.doors.exchange.actions.reading import read_import
from comity.doors.exchange.actions.undoing import undo_import
from comity.doors.exchange.actions.uploads import store_upload
from comity.doors.exchange.models import Import, ImportRow
from comity.people.members.models import Member


def read(owner: Member, data: bytes | str, name: str = "Connections.csv") -> Import:
    """Store a file and read it; the import then waits for its owner's yes."""
    upload = store_upload(
        by=owner, file=ContentFile(data.encode() if isinstance(data, str) else data), name=name
    )
    read_import(upload.pk)
    upload.refresh_from_db()
    return upload


def brought(owner: Member, data: bytes | str, name: str = "Connections.csv") -> Import:
    """Bring a file in, whole."""
    upload = read(owner, data, name)
    apply_import(upload.pk)
    upload.refresh_from_db()
    return upload


def undone(upload: Import) -> Import:
    undo_import(upload.pk)
    upload.refresh_from_db()
    return upload


def outcomes(upload: Import) -> list[tuple[int, str, str]]:
    """Return line, outcome and why of every row, in the file's order."""
    return list(
        ImportRow.objects.filter(upload=upload).order_by("file", "line").values_list("line", "outcome", "why")
    )
