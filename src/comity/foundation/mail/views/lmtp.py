"""Mail that a mail server hands over by LMTP (RFC 2033): one answer for each recipient."""

from __future__ import annotations

import asyncio
import logging
import socket
import stat
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from aiosmtpd.lmtp import LMTP

from comity.foundation.mail.actions.delivery import is_ours, take_in
from comity.foundation.mail.rules.messages import MOST_BYTES

log = logging.getLogger(__name__)
MOST_RECIPIENTS: Final = 50
IDLE_S: Final = 120.0
AT_ONCE: Final = 4  # mails that are read at the same time


class _Protocol(LMTP):
    line_length_limit = 100_000  # programs write longer lines than the standard allows


class Handler:
    """Answers the commands that concern us."""

    def __init__(self) -> None:
        self.reading = asyncio.Semaphore(AT_ONCE)

    async def handle_RCPT(  # noqa: N802  # the server's name for it
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        if not is_ours(address):
            return "550 5.1.1 No such address"
        if len(envelope.rcpt_tos) >= MOST_RECIPIENTS:
            return "452 4.5.3 Too many recipients"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        async with self.reading:
            answers = await asyncio.to_thread(
                take_in, bytes(envelope.content), list(envelope.rcpt_tos), sender=envelope.mail_from or ""
            )
        return "\r\n".join(answer.value for answer in answers)


class LmtpServer:
    """Listens at ``host:port``, or at a socket in the file system, in a thread of its own."""

    def __init__(self, listen: str) -> None:
        self.listen = listen
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.loop.run_forever, name="lmtp", daemon=True)
        self.server: asyncio.Server | None = None

    @property
    def port(self) -> int:
        assert self.server is not None
        return int(self.server.sockets[0].getsockname()[1])

    def start(self) -> None:
        """Begin to listen; raises ``OSError`` where somebody else does, or where one may not."""
        self.thread.start()
        try:
            self.server = asyncio.run_coroutine_threadsafe(self._serve(), self.loop).result(10)
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """Listen no more; a mail that is being taken in was not answered yet, and is sent again."""
        if self.server:
            self.loop.call_soon_threadsafe(self.server.close)
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join(5)

    async def _serve(self) -> asyncio.Server:
        handler = Handler()

        def protocol() -> LMTP:
            return _Protocol(
                handler,
                data_size_limit=MOST_BYTES,
                enable_SMTPUTF8=True,
                timeout=IDLE_S,
                hostname="comity",
                ident="LMTP",
                loop=self.loop,
            )

        if "/" in self.listen:
            path = Path(self.listen)
            _clear(path)
            server = await self.loop.create_unix_server(protocol, path=str(path))
            path.chmod(0o660)
            return server
        host, _, port = self.listen.rpartition(":")
        return await self.loop.create_server(protocol, host=host.strip("[]") or "127.0.0.1", port=int(port))


def _clear(path: Path) -> None:
    """Remove the socket a dead server left; one that answers stays, and is an error."""
    with suppress(FileNotFoundError):
        if not stat.S_ISSOCK(path.stat().st_mode):
            raise FileExistsError(f"{path} is there and is no socket")
        with socket.socket(socket.AF_UNIX) as probe:
            try:
                probe.connect(str(path))
            except ConnectionRefusedError:
                path.unlink()
            else:
                raise OSError(f"somebody listens at {path} already")
