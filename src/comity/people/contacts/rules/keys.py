"""How two spellings of one address, link, number, employer or day are found equal."""

from __future__ import annotations

import re
from contextlib import suppress
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote, unquote, urlsplit

import phonenumbers

from comity.foundation.core.text import clean_line, fold

_ROLES = frozenset(
    "abuse accounts admin billing bookings career careers contact enquiries events finance hello help hr info"
    " inquiries invoice invoices jobs kontakt legal mail marketing media news newsletter no-reply noreply office"
    " orders post postmaster press privacy reception recruiting sales secretary security sekretariat service"
    " shop support team webmaster welcome".split()
)
_TAGGING = frozenset(
    "gmail.com outlook.com hotmail.com live.com icloud.com fastmail.com proton.me protonmail.com".split()
)
# Where a path names one person; the number of path segments that do so, after an optional fixed prefix.
_PROFILE_SITES = {
    "linkedin.com": "in",
    "xing.com": "profile",
    "github.com": "",
    "twitter.com": "",
    "x.com": "",
    "facebook.com": "",
    "instagram.com": "",
    "orcid.org": "",
}
_LEGAL_FORMS = frozenset(
    "ab ag aktiengesellschaft as asa bv co company corp corporation eg ev gmbh group inc incorporated kg kgaa"
    " limited llc llp ltd nv oy plc pte pty sa sarl sas se spa srl the ug und and".split()
)
_NOT_WORD = re.compile(r"[^a-z0-9]+")
_LOCAL = re.compile(r'[^\s<>()\[\]:;@\\,"]+')
_DOMAIN = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*")
_NATIONAL_SUFFIX = 8
_SHORTEST_NUMBER = 6


def email_key(text: str) -> str:
    """Return an e-mail address as it is compared, or '' if it is none."""
    address = clean_line(text).strip("<> ").casefold().removeprefix("mailto:")
    local, _, domain = address.rpartition("@")
    # What IDNA makes of a sign that no host may have can be a space or another "@": judged afterwards.
    with suppress(UnicodeError):
        domain = domain.rstrip(".").encode("idna").decode("ascii")
    if not _LOCAL.fullmatch(local) or not _DOMAIN.fullmatch(domain):
        return ""
    domain = "gmail.com" if domain == "googlemail.com" else domain
    if domain in _TAGGING:
        local = local.partition("+")[0] or local
    if domain == "gmail.com":
        local = local.replace(".", "") or local
    return f"{local}@{domain}"


def is_role(email: str) -> bool:
    """Tell whether a normalised address belongs to an office and not to a person."""
    return email.partition("@")[0] in _ROLES


class Link(NamedTuple):
    """A web address as it is compared; ``personal`` if its path names one person, ``site`` whose path it is."""

    key: str
    site: str
    personal: bool


@lru_cache(maxsize=4096)
def link_key(text: str) -> Link | None:
    """Return a link without scheme, country, query and final slash; None if there is nothing to compare."""
    address = clean_line(text)
    if not address or " " in address:
        return None
    try:
        parts = urlsplit(address if "://" in address else f"https://{address}")
        host = (parts.hostname or "").casefold().rstrip(".")
    except ValueError:
        return None
    if "." not in host or parts.scheme.casefold() not in {"http", "https"}:
        return None
    # Decoded to be compared, and encoded again so that no decoded sign is taken for one that parts an address.
    segments = [quote(segment) for segment in unquote(parts.path).casefold().split("/") if segment]
    for site, prefix in _PROFILE_SITES.items():
        if host == site or host.endswith(f".{site}"):
            fixed = [prefix] if prefix else []
            if segments[: len(fixed)] == fixed and len(segments) > len(fixed):
                site = "x.com" if site == "twitter.com" else site
                return Link("/".join([site, *fixed, segments[len(fixed)]]), site, personal=True)
    while host.startswith("www.") and "." in host.removeprefix("www."):
        host = host.removeprefix("www.")
    return Link("/".join([host, *segments]), host, personal=False)


class Phone(NamedTuple):
    """A number in E.164 where its country is known, and the digits that hold without one."""

    key: str
    suffix: str


@lru_cache(maxsize=4096)
def phone_key(text: str, region: str = "") -> Phone | None:
    """Return a telephone number as it is compared; ``region`` is the country of numbers written without one."""
    with suppress(phonenumbers.NumberParseException):
        number = phonenumbers.parse(clean_line(text).removeprefix("tel:"), region.upper() or None)
        key = _e164(number)
        # A row of zeros loses one each time it is read: no number.
        if _e164(phonenumbers.parse(key)) == key:
            national = phonenumbers.national_significant_number(number)
            return Phone(key, national[-_NATIONAL_SUFFIX:]) if len(national) >= _SHORTEST_NUMBER else None
    digits = "".join(c for c in text if c in "0123456789").lstrip("0")
    return Phone("", digits[-_NATIONAL_SUFFIX:]) if len(digits) >= _SHORTEST_NUMBER else None


def _e164(number: phonenumbers.PhoneNumber) -> str:
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


@lru_cache(maxsize=4096)
def organization_key(text: str) -> str:
    """Return an employer's name without its legal form, spaces and signs."""
    words = [word for word in _NOT_WORD.split(fold(text).replace(".", "").replace("&", " ")) if word]
    return "".join(word for word in words if word not in _LEGAL_FORMS) or "".join(words)


def is_legal_form(word: str) -> bool:
    return fold(word).replace(".", "") in _LEGAL_FORMS


class Day(NamedTuple):
    """A birthday; year 0 where only month and day are known."""

    year: int
    month: int
    day: int


_DAY = re.compile(r"(?:(\d{4})|-)-?(\d{2})-?(\d{2})(?:T.*)?")


def birthday_key(text: str) -> Day | None:
    """Read ``YYYY-MM-DD`` or ``--MM-DD``; a day no calendar has is kept, since typing errors are compared too."""
    found = _DAY.fullmatch(text.strip())
    if not found:
        return None
    year, month, day = (int(part or 0) for part in found.groups())
    # 1604 is how Apple's address book writes "no year".
    return Day(0 if year == 1604 else year, month, day) if month and day else None
