"""What a browser fetches for a page, counted as it comes over the wire."""

from __future__ import annotations

import gzip
from html.parser import HTMLParser
from urllib.parse import urljoin

import brotli
import requests

WANTED = {"stylesheet", "icon", "manifest", "preload", "modulepreload", "apple-touch-icon"}


class Parts(HTMLParser):
    """Collects the addresses of everything a page needs."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        of = {name: value or "" for name, value in attrs}
        if tag == "link" and WANTED & set(of.get("rel", "").split()):
            self.addresses.append(of["href"])
        elif tag in {"script", "img"} and of.get("src"):
            self.addresses.append(of["src"])
        elif tag == "use" and of.get("href", "").partition("#")[0]:
            self.addresses.append(of["href"].partition("#")[0])


def bytes_of(session: requests.Session, url: str) -> dict[str, int]:
    """Return the compressed bytes of a page and of each file it names, heads of the answers left out."""
    html, size = _fetch(session, url)
    parts = Parts()
    parts.feed(html.decode())
    sizes = {"the page": size}
    for address in dict.fromkeys(parts.addresses):
        sizes[address] = _fetch(session, urljoin(url, address))[1]
    return sizes


def _fetch(session: requests.Session, url: str) -> tuple[bytes, int]:
    answer = session.get(url, headers={"Accept-Encoding": "br, gzip"}, stream=True)
    answer.raise_for_status()
    raw = answer.raw.read(decode_content=False)
    unpack = {"br": brotli.decompress, "gzip": gzip.decompress}.get(
        answer.headers.get("Content-Encoding", ""), bytes
    )
    return unpack(raw), len(raw)
