"""Answers with a file: sent in pieces as they are made, so that a large book never lies in memory."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Iterator
from itertools import chain

from asgiref.sync import sync_to_async
from django.core.handlers.asgi import ASGIRequest
from django.http import HttpRequest, StreamingHttpResponse
from django.utils.http import content_disposition_header

_BLOCK = 64 * 1024


def send_file(
    request: HttpRequest, pieces: Iterable[bytes], *, name: str, content_type: str
) -> StreamingHttpResponse:
    """Return a download; what fails before the first piece fails as a page, not within the file."""
    blocks = _blocks(pieces)
    content = chain([next(blocks, b"")], blocks)
    response = StreamingHttpResponse(
        _from_thread(content) if isinstance(request, ASGIRequest) else content, content_type=content_type
    )
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response


def file_pieces(stream: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the contents of an open Django file and close it."""
    with stream as file:  # type: ignore[attr-defined]  # Django's File
        while piece := file.read(_BLOCK):
            yield piece


def _blocks(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Join small pieces: each one sent costs a change of threads."""
    waiting: list[bytes] = []
    size = 0
    for piece in pieces:
        waiting.append(piece)
        size += len(piece)
        if size >= _BLOCK:
            yield b"".join(waiting)
            waiting, size = [], 0
    yield b"".join(waiting)


async def _from_thread(content: Iterator[bytes]) -> AsyncIterator[bytes]:
    def following() -> bytes | None:
        return next(content, None)

    # Given a plain iterator Django would read it to the end before it sends the first byte.
    while (block := await sync_to_async(following)()) is not None:
        yield block
