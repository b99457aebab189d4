"""How a large file comes in: stopped at the limit, and a full disk is told as such instead of as an error."""

from __future__ import annotations

import errno
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import SkipFile, TemporaryFileUploadHandler

FULL_DISK = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


class BoundedUpload(TemporaryFileUploadHandler):
    """Writes to a temporary file; what is too large, or finds no room, is dropped and the form says so.

    ``request.upload_problem`` is then "too-large" or "no-room".
    """

    _written = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        self._written = 0
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

    def file_complete(self, file_size: int) -> UploadedFile | None:
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
