"""Fetching what a member's address names: from the open web only, never from the machine or the network we run in."""

from __future__ import annotations

import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from http.client import HTTPConnection, HTTPException, HTTPResponse
from typing import Any, Final
from urllib.parse import SplitResult, urljoin, urlsplit

from django.conf import settings

Resolve = Callable[[str, int], list[str]]
REDIRECTS: Final = 3
AGENT: Final = "Comity (reads a calendar its member subscribed to)"
_CHUNK: Final = 64 * 1024
_MOVED = {301, 302, 303, 307, 308}
_LONGEST = 4_000
_INSIDE = [
    ipaddress.ip_network(text)
    for text in (
        "192.88.99.0/24",  # relays of 6to4
        "::/96",  # IPv4 within IPv6, of old
        "::ffff:0:0/96",  # IPv4-mapped
        "::ffff:0:0:0/96",  # IPv4-translated
        "64:ff9b::/96",  # NAT64
        "64:ff9b:1::/48",  # NAT64 of a local network
        "2001::/32",  # Teredo
        "2002::/16",  # 6to4
        "fec0::/10",  # site-local
    )
]


class NotFetched(Exception):
    """Nothing came; ``code`` says why: bad-address, inside, unknown-host, insecure, redirects, too-large, too-slow,
    no-answer or certificate."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a server answered; the names of headers are in lower case."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


def resolved(host: str, port: int) -> list[str]:
    """Return the addresses of a host as the system knows them."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def fetch(
    url: str,
    *,
    max_bytes: int,
    timeout: float,
    headers: Mapping[str, str] | None = None,
    resolve: Resolve = resolved,
) -> Fetched:
    """GET an address within ``timeout`` seconds and ``max_bytes``, over at most three redirects.

    The host is looked up here, once for each hop, and that very address is connected to: a name that means another machine
    a moment later gains nothing. Raises ``NotFetched``.
    """
    until = time.monotonic() + timeout
    for _hop in range(REDIRECTS + 1):
        parts = _checked(url)
        answer = _get(parts, _address_of(parts, resolve), max_bytes, until, headers or {})
        if answer.status not in _MOVED or "location" not in answer.headers:
            return answer
        url = _next(url, answer.headers["location"])
    raise NotFetched("redirects")


def is_inside(text: str) -> bool:
    """Tell whether an IP address is none of the open web: ours, our network's, or a way to reach those."""
    try:
        ip = ipaddress.ip_address(text)
    except ValueError:
        return True
    known = ip.is_loopback or ip.is_private or ip.is_link_local or ip.is_multicast or ip.is_reserved
    if known or ip.is_unspecified or not ip.is_global or getattr(ip, "scope_id", None):
        return True
    return any(ip in network for network in _INSIDE if network.version == ip.version)


def _checked(url: str) -> SplitResult:
    """Return the parts of an address that can be fetched; signs by which two readers could disagree are refused."""
    if len(url) > _LONGEST or any(c <= " " or c == "\\" or c == "\x7f" for c in url):
        raise NotFetched("bad-address")
    try:
        parts = urlsplit(url)
        port = parts.port
        host = (parts.hostname or "").encode("idna").decode()
    except (UnicodeError, ValueError):
        raise NotFetched("bad-address") from None
    if parts.scheme not in {"http", "https"} or not host.strip(".") or "@" in parts.netloc or "%" in host:
        raise NotFetched("bad-address")
    if port is not None and port not in {80, 443} and port < 1024 and not _is_allowed(host):
        raise NotFetched("bad-address")
    return parts


def _is_allowed(host: str) -> bool:
    return host.rstrip(".").lower() in settings.ALLOWED_INTERNAL_HOSTS


def _address_of(parts: SplitResult, resolve: Resolve) -> str:
    host = (parts.hostname or "").encode("idna").decode()
    try:
        found = resolve(host, _port_of(parts))
    except (OSError, UnicodeError):
        raise NotFetched("unknown-host") from None
    if not found:
        raise NotFetched("unknown-host")
    if not _is_allowed(host) and any(is_inside(address) for address in found):
        raise NotFetched("inside")
    return found[0]


def _port_of(parts: SplitResult) -> int:
    return parts.port or (443 if parts.scheme == "https" else 80)


def _next(url: str, location: str) -> str:
    try:
        wanted = urljoin(url, location.strip())
    except ValueError:
        raise NotFetched("bad-address") from None
    if url.startswith("https:") and not wanted.startswith(
        "https:"
    ):  # the secret in it would be seen on the way
        raise NotFetched("insecure")
    return wanted


class _Pinned(HTTPConnection):
    """Speaks to one IP address under the name of a host."""

    def __init__(self, parts: SplitResult, address: str, until: float) -> None:
        super().__init__((parts.hostname or "").encode("idna").decode(), parts.port, timeout=_left(until))
        self.address, self.is_https, self.until = address, parts.scheme == "https", until
        self.default_port = 443 if self.is_https else 80
        self.port = _port_of(parts)

    def connect(self) -> None:
        self.sock = socket.create_connection((self.address, self.port), _left(self.until))
        if self.is_https:
            self.sock.settimeout(_left(self.until))
            self.sock = _context().wrap_socket(self.sock, server_hostname=self.host.rstrip("."))

    def cut(self) -> None:
        """End it from another thread, whatever it waits for."""
        with suppress(OSError, AttributeError):
            self.sock.shutdown(socket.SHUT_RDWR)


@cache
def _context() -> ssl.SSLContext:
    return ssl.create_default_context()


def _get(
    parts: SplitResult, address: str, max_bytes: int, until: float, headers: Mapping[str, str]
) -> Fetched:
    connection = _Pinned(parts, address, until)
    watch = threading.Timer(_left(until), connection.cut)
    watch.daemon = True
    watch.start()
    try:
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        sent = {"User-Agent": AGENT, "Accept-Encoding": "identity", "Connection": "close", **headers}
        connection.request("GET", path, headers=sent)
        return _read(connection.getresponse(), max_bytes, until)
    except ssl.SSLError:
        raise NotFetched("certificate") from None
    except TimeoutError:
        raise NotFetched("too-slow") from None
    except (OSError, HTTPException, ValueError):
        raise NotFetched("too-slow" if time.monotonic() >= until else "no-answer") from None
    finally:
        watch.cancel()
        connection.close()


def _read(response: HTTPResponse, max_bytes: int, until: float) -> Fetched:
    said: dict[str, Any] = {name.lower(): value for name, value in response.getheaders()}
    body = bytearray()
    if response.status not in _MOVED:
        while chunk := response.read1(_CHUNK):
            body += chunk
            if len(body) > max_bytes:
                raise NotFetched("too-large")
            _left(until)
        if time.monotonic() >= until:  # the watch ended it, which reads like its end
            raise NotFetched("too-slow")
    if response.length:  # the other end hung up too early
        raise NotFetched("no-answer")
    return Fetched(response.status, said, bytes(body))


def _left(until: float) -> float:
    left = until - time.monotonic()
    if left <= 0:
        raise NotFetched("too-slow")
    return left
