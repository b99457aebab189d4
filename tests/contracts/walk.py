"""A walk through every address there is and every link on the way, looking for Ada's words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from urllib.parse import quote, urljoin, urlsplit

from django.test import Client

from tests.contracts.access import TABLE
from tests.contracts.canary import tokens_in
from tests.contracts.pages import World, body

ADDRESS = re.compile(r"""(?:href|src|action|hx-get)=["']([^"'<> ]+)""")
MOST_WAYS = 4  # to look at one page: sorted, filtered, further on


def walk(
    here: World, client: Client, *, follows: bool = True, without: tuple[str, ...] = ()
) -> Iterator[tuple[str, set[str]]]:
    """Yield each address looked at and the tokens met there; only the known addresses unless it follows links.

    ``without`` are beginnings of names in the table that the walk does not begin with.
    """
    waiting = [*addresses(here, without)]
    known, ways = set(waiting), Counter[str]()
    while waiting:
        url = waiting.pop(0)
        ways[urlsplit(url).path] += 1
        assert len(ways) < 1_000, "the walk finds no end"
        if ways[urlsplit(url).path] > MOST_WAYS:
            continue
        answer = client.get(url)
        text = body(answer).decode(errors="replace") + str(answer.headers)
        yield url, tokens_in(text.replace(quote(url), ""))
        for link in ADDRESS.findall(text) if follows else ():
            target = urlsplit(urljoin(url, link.replace("&amp;", "&")))
            address = target.path + (f"?{target.query}" if target.query else "")
            is_ours = target.netloc in ("", "testserver") and not target.path.startswith(
                ("/static/", "/accounts/logout")
            )
            if is_ours and target.scheme in ("", "http") and address.startswith("/") and address not in known:
                known.add(address)
                waiting.append(address)


def addresses(here: World, without: tuple[str, ...] = ()) -> Iterator[str]:
    """Yield every address the table knows, with Ada's things in it, as one who guessed their ids would ask."""
    for row in TABLE:
        if "GET" in row.methods and not row.name.startswith(("account_logout", *without)):
            yield here.url(row)
    for known in here.life.ids.values():
        if isinstance(known, str):
            yield from (
                f"/book/{known}/",
                f"/import/{known}/",
                f"/m/{known}/",
                f"/settings/profile/lists/{known}/",
            )
