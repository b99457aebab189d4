"""Secrets in links, and keys of addresses that nobody can read back."""

import hashlib
import secrets

_COST = 2**13  # scrypt's n: some 25 ms, so that a list of addresses cannot be tried against a stolen table


def new_token() -> str:
    """Return 192 random bits as text that is safe in a URL."""
    return secrets.token_urlsafe(24)


def token_hash(token: str) -> str:
    """Return what is stored of ``token``; a random token needs no slow hash."""
    return hashlib.sha256(token.encode()).hexdigest()


def email_key(email: str) -> str:
    """Return the same key for every spelling of ``email``; slow on purpose."""
    address = email.strip().lower().encode()
    return hashlib.scrypt(address, salt=b"comity address key", n=_COST, r=8, p=1, dklen=32).hex()
