"""What tests of pages share: addresses, what stands on a page, what its Undo posts to."""

from __future__ import annotations

from django.test import Client
from django.urls import reverse


def url(name: str, *of: str) -> str:
    return reverse(f"messaging:{name}", args=of)


def text_of(client: Client, address: str) -> str:
    return client.get(address, follow=True).content.decode()


def undo_in(page: object) -> str:
    message = list(page.context["messages"])[-1]  # type: ignore[attr-defined]
    return str(message.extra_tags).removeprefix("undo:")
