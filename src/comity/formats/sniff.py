"""What a file is, by what is in it: its name is not believed."""

from __future__ import annotations

import re
import struct
from collections import Counter

from comity.formats.any_csv import looks_like_header
from comity.formats.csv_text import HEADER_WITHIN, decode_head, head_rows, sniff_delimiter
from comity.formats.google_csv import generation
from comity.formats.linkedin.export import signature_of
from comity.formats.outlook_csv import is_outlook
from comity.formats.plain_text import encoding_of

# `linkedin-` and a signature's key for a single file of that archive, or one of these.
Kind = str

EMPTY: Kind = "empty"
UNKNOWN: Kind = "unknown"
ZIP: Kind = "linkedin-archive"
COMITY: Kind = "comity-export"
GOOGLE: Kind = "google-csv"
GOOGLE_OLD: Kind = "google-csv-old"
OUTLOOK: Kind = "outlook-csv"
CSV: Kind = "csv"
VCARD: Kind = "vcard"
ICALENDAR: Kind = "icalendar"
JSON_RESUME: Kind = "json-resume"

# The first entry of our own export, and the key its JSON starts with.
COMITY_MANIFEST = "comity.json"
_RESUME_KEYS = ("basics", "work", "education", "volunteer", "skills", "awards", "publications", "languages")
_BINARY = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def detect(name: str, head: bytes) -> Kind:
    """Tell the kind of a file from its first bytes (64 kB are plenty); the name is only for messages."""
    if not head.strip(b"\0 \t\r\n"):
        return EMPTY
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return COMITY if _first_entry(head) == COMITY_MANIFEST else ZIP
    text = decode_head(head).lstrip("\ufeff\0 \t\r\n")
    start = text[:200].upper()
    if start.startswith("BEGIN:VCARD") or re.match(r"\w+\.BEGIN:VCARD", start):
        return VCARD
    if start.startswith("BEGIN:VCALENDAR"):
        return ICALENDAR
    if start.startswith("{"):
        return _json_kind(text)
    return _csv_kind(head, text)


def _first_entry(head: bytes) -> str:
    if len(head) < 30:
        return ""
    (length,) = struct.unpack_from("<H", head, 26)
    return head[30 : 30 + length].decode("utf-8", "replace")


def _json_kind(text: str) -> Kind:
    keys = set(re.findall(r'"([^"\\]{1,40})"\s*:', text))
    if "comity" in keys:
        return COMITY
    if "basics" in keys or len(keys.intersection(_RESUME_KEYS)) >= 2:
        return JSON_RESUME
    return UNKNOWN


def _csv_kind(head: bytes, text: str) -> Kind:
    # The most telling first: Google's and Outlook's columns are never LinkedIn's.
    for delimiter in dict.fromkeys((sniff_delimiter(text), ",", ";", "\t")):
        for row in head_rows(text, delimiter, HEADER_WITHIN):
            found = generation(row)
            if found:
                return GOOGLE if found == "new" else GOOGLE_OLD
            if is_outlook(row):
                return OUTLOOK
    if signature := signature_of(head, alone=True):
        return f"linkedin-{signature.key}"
    if encoding_of(head) == "utf-8" and len(_BINARY.findall(text[:4_000])) > len(text[:4_000]) // 50:
        return UNKNOWN
    return (
        CSV
        if not text.startswith(("<", "[")) and _is_table(head_rows(text, sniff_delimiter(text)))
        else UNKNOWN
    )


def _is_table(rows: list[list[str]]) -> bool:
    """Tell a table from prose: it has column names we know, or most of its rows are equally wide."""
    if any(looks_like_header(row) for row in rows[:HEADER_WITHIN]):
        return True
    width, times = Counter(len(row) for row in rows).most_common(1)[0] if rows else (0, 0)
    return width > 1 and times >= 0.8 * len(rows)
