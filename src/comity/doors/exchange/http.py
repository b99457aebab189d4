"""How large files come in, stopped at the limit, and how they leave, sent in pieces as they are made."""

from __future__ import annotations

import errno
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any, cast

from django.conf import settings
from django.core.files import File
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import SkipFile, TemporaryFileUploadHandler
from django.db.models import QuerySet
from django.http import HttpResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header

from comity.doors.exchange.queries.cards import BookCards
from comity.formats.csv_out import write_csv
from comity.formats.vcard.writer import Version, write
from comity.people.contacts.models import Contact

_BLOCK = 64 * 1024
FULL_DISK = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


class BoundedUpload(TemporaryFileUploadHandler):
    """Writes to a temporary file; what is too large, or finds no room, is dropped and the form says so.

    ``request.upload_problem`` is then "too-large" or "no-room". The limit is that of all files of a request together,
    and whoever is not signed in has nothing to upload.
    """

    _written = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        if self.request is not None and not self.request.user.is_authenticated:
            raise SkipFile
        try:
            super().new_file(*args, **kwargs)
        except OSError as error:
            self._give_up(error)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self._written += len(raw_data)
        if self._written > settings.MAX_UPLOAD_BYTES:
            self._drop("too-large")
        try:
            super().receive_data_chunk(raw_data, start)
        except OSError as error:
            self._give_up(error)

    def file_complete(self, file_size: int) -> UploadedFile[Any] | None:
        try:
            return super().file_complete(file_size)
        except OSError as error:
            self._give_up(error)
            raise

    def _give_up(self, error: OSError) -> None:
        if error.errno not in FULL_DISK:
            raise error
        self._drop("no-room")

    def _drop(self, problem: str) -> None:
        if self.request is not None:
            self.request.upload_problem = problem  # type: ignore[attr-defined]
        self.upload_interrupted()
        raise SkipFile


def send_file(pieces: Iterable[bytes], *, name: str, content_type: str) -> HttpResponse:
    """Return a download; what fails before the first piece fails as a page, not within the file."""
    blocks = _blocks(pieces)
    content = chain([next(blocks, b"")], blocks)
    response = StreamingHttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return cast(HttpResponse, response)  # what middleware and decorators ask of an answer, it has


def send_vcards(contacts: QuerySet[Contact], version: Version = "3.0") -> HttpResponse:
    """Return people as a vCard file, pictures included; the oldest version that most address books take."""
    cards = BookCards(contacts, photos=True)
    return send_file(write(cards, version), name=_name("vcf"), content_type="text/vcard; charset=utf-8")


def send_table(contacts: QuerySet[Contact]) -> HttpResponse:
    """Return people as a CSV file, of which no cell runs in a spreadsheet."""
    cards = BookCards(contacts, photos=False)
    return send_file(write_csv(cards), name=_name("csv"), content_type="text/csv; charset=utf-8")


def _name(ending: str) -> str:
    return f"comity-book-{timezone.localdate().isoformat()}.{ending}"


def pieces_of(file: File[bytes]) -> Iterator[bytes]:
    """Yield the contents of an open file and close it."""
    with file:
        while piece := file.read(_BLOCK):
            yield piece


def _blocks(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Join small pieces: each one sent is a write of its own."""
    waiting: list[bytes] = []
    size = 0
    for piece in pieces:
        waiting.append(piece)
        size += len(piece)
        if size >= _BLOCK:
            yield b"".join(waiting)
            waiting, size = [], 0
    yield b"".join(waiting)
