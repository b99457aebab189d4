"""All that somebody is answered: by every route they may open, in their mails and in the file of their own account."""

from __future__ import annotations

import re
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from django.core import mail
from django.test import Client
from django.urls import reverse

from comity.doors.exchange.actions.account import export_account
from comity.foundation.work.jobs import run_waiting
from tests.contracts.access import GONE, TABLE, Row
from tests.contracts.pages import body
from tests.contracts.test_canary import SEARCHES
from tests.contracts.viewers import undone
from tests.trust.scene import Scene

# What is random in every answer: tokens against forgery. Ids stay, as both worlds grow from one.
RANDOM = re.compile(rb"""[A-Za-z0-9]{64}(?=["'])|csrftoken=\w+|nonce[-=]["']?[\w+/=-]+|#m-[\w-]+(?=\n)""")
RANDOM_OUTSIDE = re.compile(r"[A-Za-z0-9_-]{22,}")  # in mails and files: links to unsubscribe, checksums
_BY_THE_CLOCK = "Expires"  # the moment of the answer, where nothing may be kept
# What makes a secret anew each time it is looked at, or shows when the viewer signed in.
_NEVER_ALIKE = ("mfa_activate_totp", "mfa_add_webauthn", "usersessions_list")
# What says something of the viewer's own account alone, or nothing of anybody: looked at by a long run only.
OF_ONESELF = (
    *("account_", "mfa_", "socialaccount_", "openid_", "core:", "usersessions_", "exchange:", "sources:", "work:"),
    *("pages:welcome", "pages:style", "pages:tour", "pages:operator", "pages:letters", "pages:person-new"),
    *("members:profile", "members:row", "members:resume", "members:language", "members:settings", "members:ops"),
    *("members:owner", "members:waiting", "members:company_new", "notifications:settings", "notifications:ops"),
)  # fmt: skip
_POSTED = (
    *(
        "mutual:ask",
        "mutual:favour-ask",
        "members:block",
        "messaging:thread",
        "introductions:way",
        "asks:reach",
    ),
    *("introductions:introduction", "insiders:offer"),
)
_SAID = {"note": "Hello", "what": "A word", "text": "Hello", "line": "Hello", "look": "1"}


def answers(
    scene: Scene, who: str, *, all_routes: bool, by_turns: int | None = None, part: slice = slice(None)
) -> dict[str, bytes]:
    """Return every answer by what was asked. What a route does is taken back; the rest is as the viewer left it.

    With ``by_turns`` every other page is asked: the even ones of an even number, the odd ones of an odd one. A ``part``
    asks so many of all questions.
    """
    asked = questions(scene, who, all_routes=all_routes, by_turns=by_turns)
    found: dict[str, bytes] = {}
    for ask in islice(asked, part.start, part.stop):
        found |= ask()
    return found


def questions(
    scene: Scene, who: str, *, all_routes: bool, by_turns: int | None
) -> Iterator[Callable[[], dict[str, bytes]]]:
    """Yield what asks one thing after the other."""
    for number, (name, url) in enumerate(addresses(scene, who, all_routes=all_routes)):
        if by_turns is None or (number + by_turns) % 2 == 0:
            yield partial(_asked, scene.browsers[who], f"GET {name} {url}", "GET", url)
    for row in TABLE:
        if row.name in _POSTED and (target := address(row, scene, who)):
            yield partial(_asked, scene.browsers[who], f"POST {row.name}", "POST", target)
    yield partial(outside, scene, who)


def _asked(client: Client, name: str, method: str, url: str) -> dict[str, bytes]:
    with undone(client):
        return {name: seen(client.get(url) if method == "GET" else client.post(url, _SAID))}


def addresses(scene: Scene, who: str, *, all_routes: bool) -> Iterator[tuple[str, str]]:
    """Yield each route with a GET, once with the viewer's own things in it and once with the owner's."""
    for row in TABLE:
        if "GET" not in row.methods or row.who == GONE or row.name in ("account_logout", *_NEVER_ALIKE):
            continue
        if not all_routes and row.name.startswith(OF_ONESELF):
            continue
        for url in dict.fromkeys((address(row, scene, who), address(row, scene, ""))):
            if url:
                yield row.name, url
    for search in SEARCHES if all_routes else ():
        yield "search", f"{search}o"
    yield "search", "/members/?q=olivia"
    yield "search", "/book/?q=olivia"


def address(row: Row, scene: Scene, who: str) -> str | None:
    """Return a route's address with the things of ``who``, or the owner's; None if the scene has no such thing."""
    known = {**scene.ids, **scene.theirs.get(who, {})}
    words = row.of.split()
    if any(word.startswith("@") and word[1:] not in known for word in words):
        return None
    return reverse(row.name, args=[known[word[1:]] if word.startswith("@") else word for word in words])


def seen(answer: Any) -> bytes:
    """Return status, headers and body as bytes, without what is random in every answer."""
    cookies = sorted((name, morsel.value != "") for name, morsel in answer.cookies.items())
    head = "\n".join(f"{name}: {value}" for name, value in sorted(answer.items()) if name != _BY_THE_CLOCK)
    whole = f"{answer.status_code}\n{head}\n{cookies}\n".encode() + body(answer)
    return RANDOM.sub(b"...", whole)


def outside(scene: Scene, who: str) -> dict[str, bytes]:
    """Return the mails that would leave now and the archive, as the viewer reads them."""
    viewer = scene.looks(who)
    mail.outbox.clear()
    run_waiting()
    letters = [f"{one.subject}\n{one.body}" for one in mail.outbox if viewer.email in one.to]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "account.zip"
        export_account(viewer, path)
        with zipfile.ZipFile(path) as archive:
            files = [f"{name}\n{archive.read(name).decode(errors='replace')}" for name in archive.namelist()]
    return {
        "mails": RANDOM_OUTSIDE.sub("...", "\n".join(letters)).encode(),
        "archive": RANDOM_OUTSIDE.sub("...", "\n".join(files)).encode(),
    }


def differing(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    """Return what was answered differently, with the first lines that differ."""
    return [f"{name}: {_difference(one[name], other[name])}" for name in one if one[name] != other[name]]


def _difference(one: bytes, other: bytes) -> str:
    for before, after in zip(one.splitlines(), other.splitlines(), strict=False):
        if before != after and not before.startswith(b"Content-Length"):
            return f"{before[:160]!r} / {after[:160]!r}"
    return f"{len(one)} and {len(other)} bytes"
