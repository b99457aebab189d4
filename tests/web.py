"""A real web server for tests: it listens on this machine, says what it is told to say, and can be slow, huge or rude."""

from __future__ import annotations

import threading
import time
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any

Answer = tuple[int, dict[str, str], bytes]


class Web:
    """``answers`` by path; /slow, /trickle, /endless, /huge, /half and /rude are as they are called."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer] = {"/": (200, {}, b"")}
        self.requests: list[tuple[str, dict[str, str]]] = []
        self.connections = 0
        self.stopped = threading.Event()
        web = self

        class Handler(BaseHTTPRequestHandler):
            def setup(self) -> None:
                web.connections += 1
                super().setup()

            def do_GET(self) -> None:  # the server's name for it
                web.requests.append((self.path, dict(self.headers.items())))
                with suppress(OSError):
                    web.answer(self)

            def log_message(self, *_args: Any) -> None: ...

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.port = self.server.server_address[1]

    def __enter__(self) -> Web:
        threading.Thread(
            target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
        ).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stopped.set()
        self.server.shutdown()
        self.server.server_close()

    def answer(self, to: BaseHTTPRequestHandler) -> None:
        if to.path == "/rude":
            to.connection.close()
            return
        if to.path.startswith("/slow"):
            self.stopped.wait(30)
            return
        if to.path in {"/trickle", "/endless"}:
            to.send_response(200)
            to.end_headers()
            while not self.stopped.is_set():
                to.wfile.write(b"x" * (1 if to.path == "/trickle" else 4096))
                time.sleep(0.05 if to.path == "/trickle" else 0)
            return
        status, headers, body = self.answers.get(to.path, (404, {}, b"no"))
        if to.path == "/huge":
            status, headers, body = 200, {}, b"x" * 1_000_000
        to.send_response(status)
        for name, value in headers.items():
            to.send_header(name, value)
        if to.path == "/half":
            to.send_header("Content-Length", "1000")
        elif status != 304:
            to.send_header("Content-Length", str(len(body)))
        to.end_headers()
        to.wfile.write(body)
