"""A page of rows, drawn as what is shown of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, cast

from django.core.paginator import Page

M = TypeVar("M")
D = TypeVar("D")


def drawn(page: Page[M], draw: Callable[[M], D]) -> Page[D]:
    """Return the same page of what is shown of its rows."""
    seen = cast("Page[D]", page)
    seen.object_list = [draw(row) for row in page.object_list]
    return seen
