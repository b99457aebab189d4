"""An uploaded file as a stream of rows, whatever it is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, cast
from zoneinfo import ZoneInfo

from django.conf import settings

from comity.doors.exchange.models import Import
from comity.formats import sniff
from comity.formats.any_csv import Preview, preview_csv, read_any_csv
from comity.formats.archive import Part, zip_parts
from comity.formats.errors import FormatError
from comity.formats.google_csv import read_google_csv
from comity.formats.icalendar_file.reader import read as read_calendar
from comity.formats.linkedin.export import read_archive
from comity.formats.linkedin.owner import Owner
from comity.formats.outlook_csv import read_outlook_csv
from comity.formats.records import Row
from comity.formats.vcard.reader import read as read_vcards

HEAD = 65_536


class NeedsMapping(Exception):
    """Only the owner can say what the columns of this file mean."""


@contextmanager
def stored_file(upload: Import) -> Iterator[BinaryIO]:
    """Open the file as it was uploaded."""
    with upload.file.storage.open(str(upload.file.name), "rb") as stream:
        yield cast("BinaryIO", stream)


def detect_kind(upload: Import) -> str:
    """Tell what the file is from what is in it; refuse what is nothing for a book."""
    with stored_file(upload) as stream:
        kind = sniff.detect(upload.file_name, stream.read(HEAD))
    if kind == sniff.EMPTY:
        raise FormatError("This file is empty.", code="empty-file", file=upload.file_name)
    if kind == sniff.COMITY:
        raise FormatError("This is an export of Comity.", code="comity-export", file=upload.file_name)
    if kind == sniff.UNKNOWN:
        raise FormatError("This is no file of contacts.", code="unknown-kind", file=upload.file_name)
    return kind


def rows_of(upload: Import, stream: BinaryIO) -> Iterator[Row]:
    """Yield the rows of a file of a known kind; raise ``NeedsMapping`` or ``FormatError``."""
    name = upload.file_name
    if upload.kind == sniff.ZIP:
        return read_archive(zip_parts(stream), _archive_owner(upload))
    if upload.kind.startswith("linkedin-"):
        part = Part(name, upload.size, lambda: stored_file(upload))
        return read_archive([part], _archive_owner(upload))
    if upload.kind in {sniff.GOOGLE, sniff.GOOGLE_OLD}:
        return read_google_csv(stream, file=name)
    if upload.kind == sniff.OUTLOOK:
        return read_outlook_csv(stream, file=name)
    if upload.kind == sniff.VCARD:
        return read_vcards(stream, file=name)
    if upload.kind == sniff.ICALENDAR:
        owner = upload.owner
        return read_calendar(stream, file=name, zone=_zone(upload), own=[owner.email])
    if upload.kind == sniff.CSV:
        return read_any_csv(stream, _mapping(upload, stream), file=name)
    raise FormatError("This kind of file is not read yet.", code="unknown-kind", file=name)


def _archive_owner(upload: Import) -> Owner:
    owner = upload.owner
    return Owner(name=owner.name, zone=_zone(upload))


def _zone(upload: Import) -> ZoneInfo:
    return ZoneInfo(upload.owner.time_zone or settings.TIME_ZONE)


def _mapping(upload: Import, stream: BinaryIO) -> dict[str, str]:
    if upload.mapping:
        return dict(upload.mapping)
    preview_csv(stream, file=upload.file_name)  # raises where not even columns are found
    raise NeedsMapping


def preview_columns(upload: Import) -> Preview:
    """Return the columns of a CSV with its first rows and our guess; raises ``FormatError``."""
    with stored_file(upload) as stream:
        return preview_csv(stream, file=upload.file_name)
