"""JSON Resume 1.0.0: a `Resume` in its words, read strictly (an error names its place) and written valid."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import fields
from typing import Any, BinaryIO, TypeVar

from comity.formats import resume as r
from comity.formats.errors import FormatError
from comity.formats.limits import DEFAULT_LIMITS, MEGABYTE, Limits
from comity.formats.plain_text import clean_lines

SCHEMA = "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json"
MOST_BYTES = 4 * MEGABYTE
MOST_ITEMS = 1_000
Section = TypeVar("Section")

# Field of ours -> key of theirs, where the two differ.
_KEYS: Mapping[type, Mapping[str, str]] = {
    r.Location: {"postal_code": "postalCode", "country_code": "countryCode"},
    r.Work: {"organization": "name", "started": "startDate", "ended": "endDate"},
    r.Study: {"study_type": "studyType", "started": "startDate", "ended": "endDate"},
    r.Publication: {"date": "releaseDate"},
    r.Language: {"name": "language"},
    r.Reference: {"text": "reference"},
    r.Project: {"started": "startDate", "ended": "endDate", "kind": "type"},
}
_VOLUNTEER_KEYS = {"organization": "organization", "started": "startDate", "ended": "endDate"}
_SECTIONS: Mapping[str, type] = {
    "work": r.Work,
    "volunteer": r.Work,
    "education": r.Study,
    "awards": r.Award,
    "certificates": r.Certificate,
    "publications": r.Publication,
    "skills": r.Skill,
    "languages": r.Language,
    "interests": r.Interest,
    "references": r.Reference,
    "projects": r.Project,
}
_BASICS = ("name", "label", "image", "email", "phone", "url", "summary")
_LISTS = {"highlights", "courses", "keywords", "roles"}
_DATES = {"started", "ended", "date"}
_DATE = re.compile(r"[12]\d{3}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?\Z", re.ASCII)
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+\Z", re.ASCII)
_EMAIL = re.compile(r"[^\s@]+@[^\s@]+\Z")


def read(stream: BinaryIO, *, file: str = "", limits: Limits = DEFAULT_LIMITS) -> r.Resume:
    """Return the resume in a file; keys the standard does not know are passed over."""
    return _Reader(file, limits).resume(_load(stream, file))


def _load(stream: BinaryIO, file: str) -> Any:
    raw = stream.read(MOST_BYTES + 1)
    if len(raw) > MOST_BYTES:
        raise FormatError(
            "This file is too large for a resume.",
            code="file-too-large",
            params={"limit": MOST_BYTES},
            file=file,
        )
    try:
        return json.loads(raw.decode(json.detect_encoding(raw)), parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        raise FormatError(
            f"This is not JSON: {error.msg}, column {error.colno}.",
            code="not-json",
            params={"column": error.colno},
            file=file,
            line=error.lineno,
        ) from None
    except (ValueError, RecursionError):
        raise FormatError("This is not JSON that can be read.", code="not-json", file=file) from None


def _no_constant(name: str) -> Any:
    raise ValueError(name)


class _Reader:
    """Walks the data and knows where it is."""

    def __init__(self, file: str, limits: Limits) -> None:
        self.file = file
        self.limits = limits

    def resume(self, data: Any) -> r.Resume:
        document = self._object(data, "")
        basics = self._object(document.get("basics"), "basics")
        location = self._section(r.Location, basics.get("location"), "basics.location", _KEYS[r.Location])
        values: dict[str, Any] = {
            name: self._sections(kind, document.get(name), name, _keys(name, kind))
            for name, kind in _SECTIONS.items()
        }
        values |= {name: self._text(basics.get(name), f"basics.{name}") for name in _BASICS}
        profiles = self._sections(r.NetworkProfile, basics.get("profiles"), "basics.profiles", {})
        return r.Resume(location=location, profiles=profiles, **values)

    def _sections(
        self, kind: type[Section], data: Any, place: str, keys: Mapping[str, str]
    ) -> tuple[Section, ...]:
        items = self._list(data, place)
        return tuple(self._section(kind, item, f"{place}[{index}]", keys) for index, item in enumerate(items))

    def _section(self, kind: type[Section], data: Any, place: str, keys: Mapping[str, str]) -> Section:
        item = self._object(data, place)
        values: dict[str, Any] = {}
        for field in fields(kind):  # type: ignore[arg-type]
            key = keys.get(field.name, field.name)
            where = f"{place}.{key}"
            if field.name in _LISTS:
                texts = (
                    self._text(text, f"{where}[{index}]")
                    for index, text in enumerate(self._list(item.get(key), where))
                )
                values[field.name] = tuple(filter(None, texts))
            elif field.name in _DATES:
                values[field.name] = self._date(item.get(key), where)
            else:
                values[field.name] = self._text(item.get(key), where)
        return kind(**values)

    def _object(self, data: Any, place: str) -> dict[str, Any]:
        if data is None and place:
            return {}
        if not isinstance(data, dict):
            raise self._wrong(place, "an object")
        return data

    def _list(self, data: Any, place: str) -> list[Any]:
        if data is None:
            return []
        if not isinstance(data, list):
            raise self._wrong(place, "a list")
        if len(data) > MOST_ITEMS:
            raise self._wrong(place, f"a list of at most {MOST_ITEMS}")
        return data

    def _text(self, data: Any, place: str) -> str:
        if data is None:
            return ""
        if not isinstance(data, str):
            raise self._wrong(place, "text")
        # JSON can escape half of a character, which no database and no file takes.
        return clean_lines(data.encode("utf-8", "replace").decode(), self.limits.cell_chars)

    def _date(self, data: Any, place: str) -> str:
        text = self._text(data, place)
        if text and not _DATE.match(text):
            raise self._wrong(place, "a date such as 2024, 2024-03 or 2024-03-31")
        return text

    def _wrong(self, place: str, wanted: str) -> FormatError:
        name = place or "the whole file"
        return FormatError(
            f"{name} must be {wanted}.",
            code="wrong-value",
            params={"place": place, "wanted": wanted},
            file=self.file,
        )


def _keys(name: str, kind: type) -> Mapping[str, str]:
    return _VOLUNTEER_KEYS if name == "volunteer" else _KEYS.get(kind, {})


def write(resume: r.Resume) -> bytes:
    """Return the resume as JSON that keeps to the schema: what has no valid form there (a URL, a date) is left out."""
    document: dict[str, Any] = {"$schema": SCHEMA}
    basics: dict[str, Any] = {name: text for name in _BASICS if (text := _valid(name, getattr(resume, name)))}
    if location := _item(resume.location, _KEYS[r.Location]):
        basics["location"] = location
    if profiles := [_item(profile, {}) for profile in resume.profiles]:
        basics["profiles"] = profiles
    if basics:
        document["basics"] = basics
    for name, kind in _SECTIONS.items():
        if items := [_item(item, _keys(name, kind)) for item in getattr(resume, name)]:
            document[name] = items
    document["meta"] = {"version": "v1.0.0"}
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "replace")


def _item(item: Any, keys: Mapping[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for field in fields(item):
        value = getattr(item, field.name)
        value = list(value) if field.name in _LISTS else _valid(field.name, value)
        if value:
            found[keys.get(field.name, field.name)] = value
    return found


def _valid(name: str, text: str) -> str:
    pattern = _URI if name == "url" else _EMAIL if name == "email" else _DATE if name in _DATES else None
    return text if pattern is None or pattern.match(text) else ""
