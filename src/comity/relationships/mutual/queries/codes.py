"""Tokens and letters of codes: made from a random id with the instance's key, so that neither has to be stored."""

from __future__ import annotations

import segno
from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.crypto import salted_hmac

from comity.relationships.mutual.models import Showing
from comity.relationships.mutual.rules.letters import letters_from

_PURPOSE = "comity.mutual.met"


def token_of(showing: Showing) -> str:
    """Return the signed token of a code; it is bound to its row, which says whose it is and is used once."""
    return signing.Signer(salt=_PURPOSE).sign(showing.public_id)


def id_in(token: str) -> str:
    """Return the public id behind a token of ours; empty for one that was forged."""
    try:
        return signing.Signer(salt=_PURPOSE).unsign(token)
    except signing.BadSignature:
        return ""


def letters_of(public_id: str) -> str:
    """Return the six letters of a code."""
    return letters_from(salted_hmac(f"{_PURPOSE}.letters", public_id, algorithm="sha256").digest())


def letters_key(letters: str) -> str:
    """Return what is stored of letters; without the instance's key it cannot be tried out."""
    return salted_hmac(f"{_PURPOSE}.found-by", letters, algorithm="sha256").hexdigest()


def url_of(showing: Showing) -> str:
    """Return the address a code leads to, as another phone opens it."""
    return settings.BASE_URL + reverse("mutual:met_code", args=[token_of(showing)])


def picture_of(url: str) -> str:
    """Return an address as a QR code, itself an address (data:) of an SVG."""
    return str(segno.make(url, error="m").svg_data_uri(scale=6, border=2, omitsize=False))
