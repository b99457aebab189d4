"""What a stranger can tell of an answer: status, headers and body, without what is random in every answer."""

from __future__ import annotations

import re
from typing import Any

_RANDOM = re.compile(r"[A-Za-z0-9_-]{22,}")  # tokens against forgery, ids, keys of sessions


def as_seen(response: Any, *typed: str) -> str:
    """Return the answer as text; ``typed`` is what the visitor entered and may meet again."""
    cookies = sorted(
        (name, *(item for item in morsel.items() if item[0] != "expires"))  # the clock's, not the answer's
        for name, morsel in response.cookies.items()
    )
    head = [
        f"{name}: {value}"
        for name, value in sorted(response.items())
        if name not in ("Content-Length", "Expires")
    ]
    text = "\n".join([str(response.status_code), *head, str(cookies), response.content.decode()])
    request = response.wsgi_request
    for word in (*typed, request.path):
        if len(word) > 1:
            text = text.replace(word, "…")
    return _RANDOM.sub("…", text)
