"""A LinkedIn archive, whole or a few of its files: what is in it, and its rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from comity.formats.archive import Part
from comity.formats.csv_text import HEADER_WITHIN, Line, decode_head, head_rows, read_lines, sniff_delimiter
from comity.formats.limits import DEFAULT_LIMITS, Limits
from comity.formats.linkedin import evidence, own
from comity.formats.linkedin.connections import read_connection
from comity.formats.linkedin.messages import MessageReader
from comity.formats.linkedin.owner import Owner
from comity.formats.linkedin.signatures import NOT_ABOUT_PEOPLE, Signature, classify, is_assistant, is_header
from comity.formats.linkedin.table import LinkedInTable, ReadLine
from comity.formats.plain_text import open_text
from comity.formats.records import ProfileLine, Row

UNKNOWN_FILE = "unknown-file"
ARTICLE = "article"
ASSISTANT = "assistant"

_OWN: dict[str, ReadLine] = {
    "connections": read_connection,
    "profile": own.read_profile,
    "profile-summary": own.read_profile_summary,
    "positions": own.read_position,
    "volunteering": own.read_position,
    "education": own.read_education,
    "skills": own.read_skill,
    "languages": own.read_language,
    "certifications": own.read_certification,
    "projects": own.read_project,
    "honors": own.read_honor,
    "publications": own.read_publication,
    "emails": own.read_email,
    "phones": own.read_phone,
}
_EVIDENCE = {
    "invitations": evidence.read_invitation,
    "recommendations": evidence.read_recommendation,
    "endorsements-received": evidence.read_endorsement,
    "endorsements-given": evidence.read_endorsement,
    "events": evidence.read_event,
}
# The owner first, people before what happened with them, the bulk last.
_ORDER = {key: place for place, key in enumerate((*_OWN, *_EVIDENCE))} | {
    "profile": -2,
    "profile-summary": -1,
    "messages": 100,
}


@dataclass(frozen=True, slots=True)
class Found:
    """A file of the archive and what it is; `key` is empty for one that is not known."""

    part: Part
    key: str
    about_people: bool


def inspect(parts: Sequence[Part]) -> list[Found]:
    """Tell what each file is, by its columns, in the order in which they are read."""
    found = [_inspect(part) for part in parts]
    return sorted(found, key=lambda one: (_ORDER.get(one.key, 200 if one.key else 300), one.part.name))


def infer_owner(found: Sequence[Found], owner: Owner, limits: Limits = DEFAULT_LIMITS) -> Owner:
    """Complete what is known of the owner: the name from their profile, the address from an invitation."""
    for one in found:
        if one.key == "profile" and not owner.name:
            for row in read_part(one, owner, limits):
                if isinstance(row.record, ProfileLine):
                    owner = replace(owner, name=row.record.card.full)
                    break
        elif one.key == "invitations" and not owner.profile_url:
            with one.part.open() as stream:
                owner = evidence.owner_of_invitations(
                    LinkedInTable(stream, file=one.part.name, limits=limits), owner
                )
    return owner


def read_archive(
    parts: Sequence[Part], owner: Owner | None = None, limits: Limits = DEFAULT_LIMITS
) -> Iterator[Row]:
    """Yield every row of every file; a file that is not known comes out as one skipped row that names it."""
    found = inspect(parts)
    owner = infer_owner(found, owner or Owner(), limits)
    for one in found:
        yield from read_part(one, owner, limits)


def read_part(one: Found, owner: Owner, limits: Limits = DEFAULT_LIMITS) -> Iterator[Row]:
    """Yield the rows of one file."""
    name = one.part.name
    if not one.key:
        yield Row(name, 0, None, skipped=UNKNOWN_FILE)
        return
    if one.key == ARTICLE:
        yield Row(name, 0, None, skipped=NOT_ABOUT_PEOPLE)
        return
    with one.part.open() as stream:
        if one.key == ASSISTANT:
            for line in read_lines(open_text(stream), limits=limits):
                yield Row(name, line.number, None, skipped=NOT_ABOUT_PEOPLE)
            return
        table = LinkedInTable(stream, file=name, limits=limits)
        if one.key == "messages":
            yield from MessageReader(owner).rows(table)
        else:
            yield from table.rows(_reader(one, owner))


def _inspect(part: Part) -> Found:
    if part.name.lower().endswith((".html", ".htm")):
        return Found(part, ARTICLE, about_people=False)
    if is_assistant(part.name):
        return Found(part, ASSISTANT, about_people=False)
    signature = signature_of(part.head())
    return (
        Found(part, signature.key, signature.about_people)
        if signature
        else Found(part, "", about_people=False)
    )


def signature_of(head: bytes, *, alone: bool = False) -> Signature | None:
    """Return what the first bytes of a file say it is; `alone` asks for columns that nothing else would have."""
    text = decode_head(head)
    rows = head_rows(text, sniff_delimiter(text, is_header), HEADER_WITHIN)
    return next((found for row in rows if (found := classify(row, alone=alone))), None)


def _reader(one: Found, owner: Owner) -> ReadLine:
    if one.key in _OWN:
        return _OWN[one.key]
    if one.key in _EVIDENCE:
        return partial(_EVIDENCE[one.key], owner=owner)
    return _skip_row


def _skip_row(table: LinkedInTable, line: Line) -> Row:
    return Row(table.file, line.number, None, skipped=NOT_ABOUT_PEOPLE)
