"""The row a member removed last, kept in their session for as long as Undo may be pressed."""

from __future__ import annotations

import time
from typing import Any, Final

from django.http import HttpRequest

_KEY: Final = "members_removed"
LASTS_S: Final = 3600


def keep_removed_row(request: HttpRequest, kind: str, kept: dict[str, Any]) -> None:
    request.session[_KEY] = {"kind": kind, "kept": kept, "until": time.time() + LASTS_S}


def removed_row(request: HttpRequest) -> tuple[str, dict[str, Any]] | None:
    """Return the kind and the fields of what was removed last, and forget them."""
    removed = request.session.pop(_KEY, None)
    return (removed["kind"], removed["kept"]) if removed and removed["until"] > time.time() else None
