"""Addresses that carry a secret: ``prefix+token@domain``. Mail servers on the way may change the case of letters."""

from __future__ import annotations

import base64
import re
import secrets
from email.utils import parseaddr

_TOKEN = re.compile(r"[a-z0-9]{1,50}\Z")  # with a prefix of up to 13 letters within the 64 of a local part


def new_address_token() -> str:
    """Return 160 random bits as lower-case letters and digits: no mail server on the way can spoil them."""
    return base64.b32encode(secrets.token_bytes(20)).decode().lower()


def join_address(prefix: str, token: str, domain: str) -> str:
    """Return the address of ``token``; raise ``ValueError`` for a token that a mail server might change."""
    if not _TOKEN.match(token):
        raise ValueError("a token of an address holds lower-case letters and digits only")
    return f"{prefix}+{token}@{domain}"


def split_address(address: str, domain: str) -> tuple[str, str] | None:
    """Return prefix and token of an address that is ours, or None. Angle brackets and capitals are allowed."""
    local, at, host = parseaddr(address)[1].lower().rpartition("@")
    prefix, plus, token = local.partition("+")
    ours = at and plus and prefix and domain and host == domain.lower() and _TOKEN.match(token)
    return (prefix, token) if ours else None
