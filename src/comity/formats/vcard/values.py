"""The lines of a vCard that become labelled values."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import unquote

from comity.formats.card import Value
from comity.formats.content_lines import ContentLine, split, unescape
from comity.formats.vcard.labels import label_of, types_of
from comity.formats.vcard.moments import partial_date

_MESSENGERS = {
    "X-AIM": "aim",
    "X-GADUGADU": "gg",
    "X-GOOGLE-TALK": "xmpp",
    "X-GTALK": "xmpp",
    "X-ICQ": "icq",
    "X-JABBER": "xmpp",
    "X-MSN": "msnim",
    "X-QQ": "qq",
    "X-SKYPE": "skype",
    "X-SKYPE-USERNAME": "skype",
    "X-TELEGRAM": "telegram",
    "X-YAHOO": "ymsgr",
}
DATE_LABELS = {
    "BDAY": "birthday",
    "ANNIVERSARY": "anniversary",
    "X-ANNIVERSARY": "anniversary",
    "X-ABDATE": "",
}


def value_of(line: ContentLine, names: dict[str, str]) -> Value | None:
    """Return the value a line holds; None if the line holds none, an empty text if it cannot be read."""
    if line.name in _MESSENGERS:
        return _messenger(line, names)
    read = _READERS.get(line.name)
    return read(line, names) if read else None


def _email(line: ContentLine, names: dict[str, str]) -> Value:
    return Value("email", unescape(line.value).strip().removeprefix("mailto:"), label_of(line, names))


def _phone(line: ContentLine, names: dict[str, str]) -> Value:
    text = unescape(line.value).strip()
    if text[:4].lower() == "tel:":
        number, _, rest = text[4:].partition(";")
        extension = next((part[4:] for part in rest.split(";") if part.lower().startswith("ext=")), "")
        text = f"{unquote(number)} ext. {extension}" if extension else unquote(number)
    return Value("phone", text, label_of(line, names))


def _url(line: ContentLine, names: dict[str, str]) -> Value:
    return Value("url", unescape(line.value).strip(), label_of(line, names))


def _social(line: ContentLine, names: dict[str, str]) -> Value:
    text = unescape(line.value).strip()
    if text.startswith("x-apple:") or not text:
        text = line.param("X-USER") or text.removeprefix("x-apple:")
    service = line.param("SERVICE-TYPE").lower() or label_of(line, names)
    return Value("url", text, service)


def _address(line: ContentLine, names: dict[str, str]) -> Value:
    parts = [unescape(part).strip() for part in split(line.value, ";")[:7]]
    box, extended, street, city, region, code, country = parts + [""] * (7 - len(parts))
    place = ", ".join(filter(None, (city, " ".join(filter(None, (region, code))))))
    lines = [part for part in (box, extended, street, place, country) if part]
    if not lines and line.param("LABEL"):
        lines = [line.param("LABEL")]
    return Value("address", "\n".join(lines), label_of(line, names))


def _date(line: ContentLine, names: dict[str, str]) -> Value:
    text = partial_date(unescape(line.value))
    no_year = line.param("X-APPLE-OMIT-YEAR")
    if no_year and text.startswith(no_year):
        text = "--" + text[5:]
    return Value("date", text, names.get(line.group, "") or DATE_LABELS[line.name])


def _impp(line: ContentLine, names: dict[str, str]) -> Value:
    text = unescape(line.value).strip()
    service = line.param("X-SERVICE-TYPE").lower()
    if text.startswith("x-apple:") and service:
        text = f"{service}:{text.removeprefix('x-apple:')}"
    return Value("im", text, label_of(line, names))


def _messenger(line: ContentLine, names: dict[str, str]) -> Value:
    text = unescape(line.value).strip()
    return Value("im", text and f"{_MESSENGERS[line.name]}:{text}", label_of(line, names))


def _relation(line: ContentLine, names: dict[str, str]) -> Value:
    known = " ".join(kind.lower() for kind in types_of(line))
    return Value("relation", unescape(line.value).strip(), names.get(line.group, "") or known[:100])


_READERS: dict[str, Callable[[ContentLine, dict[str, str]], Value]] = {
    "EMAIL": _email,
    "TEL": _phone,
    "URL": _url,
    "X-SOCIALPROFILE": _social,
    "SOCIALPROFILE": _social,
    "ADR": _address,
    "BDAY": _date,
    "ANNIVERSARY": _date,
    "X-ANNIVERSARY": _date,
    "X-ABDATE": _date,
    "IMPP": _impp,
    "RELATED": _relation,
    "X-ABRELATEDNAMES": _relation,
}
