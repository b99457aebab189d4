"""Values on a card: how two spellings are found equal, and what a value may lead to."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

from comity.foundation.core.text import fold
from comity.people.contacts.rules.keys import email_key, link_key, phone_key


def normal_of(kind: str, value: str, region: str) -> str:
    """Return what is compared of a value; ``region`` is the country of numbers written without one."""
    if kind == "email":
        return email_key(value) or fold(value)
    if kind == "url":
        link = link_key(value)
        return link.key if link else fold(value)
    if kind == "phone":
        phone = phone_key(value, region)
        return (phone.key or phone.suffix) if phone else fold(value)
    return fold(value)


def href_of(kind: str, value: str) -> str:
    """Return where a value leads, '' if nowhere: only mail, telephone and the web, whatever a file said."""
    value = value.strip()
    if kind == "email" and "@" in value and not any(c.isspace() for c in value):
        return f"mailto:{quote(value.removeprefix('mailto:'), safe='@+')}"
    if kind == "phone":
        number = "".join(c for c in value if c.isdigit() or c == "+")
        return f"tel:{number}" if sum(c.isdigit() for c in number) > 2 else ""
    if kind == "url":
        return _web(value)
    return ""


def _web(value: str) -> str:
    try:
        parts = urlsplit(value if "://" in value else f"https://{value}")
    except ValueError:
        return ""
    if parts.scheme not in {"http", "https"} or "." not in parts.netloc or any(c.isspace() for c in value):
        return ""
    return parts.geturl()
