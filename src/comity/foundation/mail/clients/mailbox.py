"""A mailbox on a mail server, from which mail is fetched by IMAP (RFC 9051)."""

from __future__ import annotations

import imaplib
import re
import ssl
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from types import TracebackType
from typing import Final, Self
from urllib.parse import unquote, urlsplit

from comity.foundation.mail.rules.messages import MOST_BYTES

TIMEOUT_S: Final = 30.0
_SIZE = re.compile(rb"RFC822\.SIZE (\d+)")
_PORTS = {"imap": 143, "imap+tls": 143, "imaps": 993}


class MailboxAway(Exception):
    """The server does not answer, does not know us, or has no such folder; ``code`` says which."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Place:
    """Where a mailbox is, out of ``imaps://user:password@host:port/Folder``."""

    scheme: str
    host: str
    port: int
    user: str
    password: str
    folder: str

    @classmethod
    def of(cls, url: str) -> Place:
        """Raises ``ValueError`` where it names none."""
        parts = urlsplit(url)
        if parts.scheme not in _PORTS or not parts.hostname or not parts.username:
            raise ValueError("COMITY_IMAP_URL is imaps://user:password@host/INBOX")
        folder = unquote(parts.path.strip("/")) or "INBOX"
        return cls(
            parts.scheme,
            parts.hostname,
            parts.port or _PORTS[parts.scheme],
            unquote(parts.username),
            unquote(parts.password or ""),
            folder,
        )


class MailboxClient:
    """The unseen mails of one folder; use it as a context."""

    def __init__(self, place: Place) -> None:
        self.place = place

    def __enter__(self) -> Self:
        try:
            self._imap = self._connected()
            self._imap.login(self.place.user, self.place.password)
            quoted = self.place.folder.replace("\\", "\\\\").replace('"', '\\"')
            answer, _said = self._imap.select(f'"{quoted}"')
        except imaplib.IMAP4.error:
            self._leave()
            raise MailboxAway("refused") from None
        except OSError:
            self._leave()
            raise MailboxAway("no-answer") from None
        if answer != "OK":
            self._leave()
            raise MailboxAway("no-folder")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._leave()

    def unseen(self, most: int) -> Iterator[tuple[str, bytes | None]]:
        """Yield the number of each unseen mail with its bytes, None for one that is too large; none becomes seen by that."""
        found = self._do("SEARCH", "UNSEEN")
        for uid in b" ".join(part for part in found if isinstance(part, bytes)).split()[:most]:
            number = uid.decode("ascii", "replace")
            size = _SIZE.search(b" ".join(_flat(self._do("FETCH", number, "(RFC822.SIZE)"))))
            if size and int(size[1]) > MOST_BYTES:
                yield number, None
                continue
            answer = self._do("FETCH", number, "(BODY.PEEK[])")
            body = next((part[1] for part in answer if isinstance(part, tuple)), None)
            if body is not None:
                yield number, bytes(body)

    def mark_seen(self, number: str) -> None:
        self._do("STORE", number, "+FLAGS.SILENT", "(\\Seen)")

    def _do(self, command: str, *words: str) -> list[bytes | tuple[bytes, bytes] | None]:
        try:
            answer, found = self._imap.uid(command, *words)
        except (imaplib.IMAP4.error, OSError):
            raise MailboxAway("no-answer") from None
        if answer != "OK":
            raise MailboxAway("refused")
        return list(found)

    def _connected(self) -> imaplib.IMAP4:
        host, port = self.place.host, self.place.port
        if self.place.scheme == "imaps":
            return imaplib.IMAP4_SSL(host, port, ssl_context=ssl.create_default_context(), timeout=TIMEOUT_S)
        imap = imaplib.IMAP4(host, port, timeout=TIMEOUT_S)
        if self.place.scheme == "imap+tls":
            imap.starttls(ssl.create_default_context())
        return imap

    def _leave(self) -> None:
        if hasattr(self, "_imap"):
            with suppress(OSError, imaplib.IMAP4.error):
                self._imap.logout()


def _flat(parts: list[bytes | tuple[bytes, bytes] | None]) -> Iterator[bytes]:
    for part in parts:
        if isinstance(part, tuple):
            yield from part
        elif part is not None:
            yield part
