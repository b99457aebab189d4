"""The labels of values: TYPE parameters, Apple's X-ABLabel, and the words Comity uses."""

from __future__ import annotations

import re

from comity.formats.content_lines import ContentLine, unescape

_APPLE = re.compile(r"_\$!<(.*)>!\$_\Z", re.DOTALL)
_FROM_TYPE = {"cell": "mobile", "iphone": "mobile", "cellular": "mobile"}
# Types that say what a value is, which its kind says already, or that it comes first.
_SILENT = {
    "internet",
    "pref",
    "voice",
    "msg",
    "x400",
    "postal",
    "parcel",
    "intl",
    "dom",
    "text",
    "video",
    "textphone",
}
WRITTEN_AS_TYPE = {
    "home": "HOME",
    "work": "WORK",
    "mobile": "CELL",
    "fax": "FAX",
    "home fax": "HOME,FAX",
    "work fax": "WORK,FAX",
    "work mobile": "WORK,CELL",
    "pager": "PAGER",
    "main": "MAIN",
    "car": "CAR",
    "other": "OTHER",
}
_ORDER = ("home", "work", "mobile", "fax", "pager", "main", "car", "other")
RELATIONS = {
    "acquaintance", "agent", "child", "co-resident", "co-worker", "colleague", "contact", "crush", "date", "emergency",
    "friend", "kin", "me", "met", "muse", "neighbor", "parent", "sibling", "spouse", "sweetheart",
}  # fmt: skip
NETWORKS = {
    "facebook", "flickr", "github", "gitlab", "instagram", "linkedin", "mastodon", "sinaweibo", "tiktok", "twitter",
    "xing", "youtube",
}  # fmt: skip


def label_of(line: ContentLine, names: dict[str, str]) -> str:
    """Return the label a person gave (`names`, by group), else the one its types amount to."""
    if line.group and (own := names.get(line.group)):
        return own
    types = [kind.lower() for kind in types_of(line)]
    words = {_FROM_TYPE.get(kind, kind) for kind in types if kind not in _SILENT}
    known = [word for word in _ORDER if word in words]
    return " ".join(known or sorted(word.removeprefix("x-") for word in words))[:100]


def types_of(line: ContentLine) -> list[str]:
    """Return the types of a line, also those an old writer put into one quoted text."""
    return [kind.strip() for text in line.params.get("TYPE", ()) for kind in text.split(",") if kind.strip()]


def preference(line: ContentLine) -> int:
    """Return a value's rank among its like: lower comes first."""
    rank = line.param("PREF")
    if rank.isascii() and rank.isdigit():
        return min(int(rank[:4]), 100)
    return 1 if any(kind.upper() == "PREF" for kind in types_of(line)) else 101


def own_label(text: str) -> str:
    """Return the text of an X-ABLabel; Apple wraps its own words as `_$!<Home>!$_`."""
    text = unescape(text).strip()[:100]
    apple = _APPLE.match(text)
    return apple[1].lower() if apple else text
