"""What the archive says about its owner."""

from __future__ import annotations

import re

from comity.formats.card import Card, Value
from comity.formats.csv_text import Line
from comity.formats.dates import parse_birthday, parse_partial
from comity.formats.linkedin.identity import web_address
from comity.formats.linkedin.table import LinkedInTable
from comity.formats.records import (
    AchievementLine,
    EducationLine,
    EmailLine,
    LanguageLine,
    PhoneLine,
    PositionLine,
    ProfileLine,
    Row,
    SkillLine,
)

_LISTED = re.compile(r"([A-Z_ ]+):(.*)")
_TRUE = frozenset({"yes", "true", "1", "ja", "oui", "si", "sim"})


def listed(cell: str) -> list[tuple[str, str]]:
    """Read `[PORTFOLIO:https://…,BLOG:…]` as (label, value) pairs; an address may itself hold commas."""
    inner = cell.strip().removeprefix("[").removesuffix("]")
    pairs = []
    for part in re.split(r",\s*(?=[A-Z_ ]+:)", inner):
        match = _LISTED.fullmatch(part.strip())
        label, value = (match[1], match[2]) if match else ("", part)
        if value.strip():
            pairs.append((label.strip().lower(), value.strip()))
    return pairs


def _partial(table: LinkedInTable, line: Line, *names: str) -> tuple[list[str], str]:
    written = [table.cell(line, name) for name in names]
    found = [parse_partial(text) for text in written]
    bad = any(text and not value for text, value in zip(written, found, strict=True))
    return found, "bad-date" if bad else ""


def read_profile(table: LinkedInTable, line: Line) -> Row:
    cell = table.cell
    values = []
    birthday = parse_birthday(cell(line, "birth date"))
    if birthday:
        values.append(Value("date", birthday, "birthday"))
    if address := table.text(line, "address"):
        values.append(Value("address", address, "home"))
    for label, site in listed(cell(line, "websites")):
        if url := web_address(site):
            values.append(Value("url", url, label))
    handles = cell(line, "twitter handles").strip("[]").split(",")
    values += [Value("im", handle.strip(), "twitter") for handle in handles if handle.strip()]
    values += [Value("im", handle, label) for label, handle in listed(cell(line, "instant messengers"))]
    card = Card(
        given=cell(line, "first name"),
        family=cell(line, "last name"),
        full=table.name(line),
        title=cell(line, "headline"),
        values=tuple(values),
    )
    record = ProfileLine(
        card,
        headline=cell(line, "headline"),
        summary=table.text(line, "summary"),
        industry=cell(line, "industry"),
        location=cell(line, "geo location"),
    )
    return table.row(line, record, "bad-date" if cell(line, "birth date") and not birthday else "")


def read_profile_summary(table: LinkedInTable, line: Line) -> Row:
    return table.row(line, ProfileLine(Card(), summary=table.text(line, "profile summary")))


def read_position(table: LinkedInTable, line: Line) -> Row:
    (started, ended), problem = _partial(table, line, "started on", "finished on")
    volunteer = "role" in table.columns
    record = PositionLine(
        organization=table.cell(line, "company name"),
        title=table.cell(line, "role" if volunteer else "title"),
        location=table.cell(line, "location"),
        started=started,
        ended=ended,
        description=table.text(line, "description"),
        volunteer=volunteer,
    )
    return table.row(line, record, problem)


def read_education(table: LinkedInTable, line: Line) -> Row:
    (started, ended), problem = _partial(table, line, "start date", "end date")
    record = EducationLine(
        school=table.cell(line, "school name"),
        degree=table.cell(line, "degree name"),
        started=started,
        ended=ended,
        notes=table.text(line, "notes"),
        activities=table.text(line, "activities"),
    )
    return table.row(line, record, problem)


def read_skill(table: LinkedInTable, line: Line) -> Row:
    return table.row(line, SkillLine(table.cell(line, "name")))


def read_language(table: LinkedInTable, line: Line) -> Row:
    return table.row(line, LanguageLine(table.cell(line, "name"), table.cell(line, "proficiency")))


def read_certification(table: LinkedInTable, line: Line) -> Row:
    (started, ended), problem = _partial(table, line, "started on", "finished on")
    record = AchievementLine(
        kind="certification",
        title=table.cell(line, "name"),
        by=table.cell(line, "authority"),
        started=started,
        ended=ended,
        url=web_address(table.cell(line, "url")),
        number=table.cell(line, "license number"),
    )
    return table.row(line, record, problem)


def read_project(table: LinkedInTable, line: Line) -> Row:
    (started, ended), problem = _partial(table, line, "started on", "finished on")
    record = AchievementLine(
        kind="project",
        title=table.cell(line, "title"),
        started=started,
        ended=ended,
        description=table.text(line, "description"),
        url=web_address(table.cell(line, "url")),
    )
    return table.row(line, record, problem)


def read_honor(table: LinkedInTable, line: Line) -> Row:
    (issued,), problem = _partial(table, line, "issued on")
    title, description = table.cell(line, "title"), table.text(line, "description")
    return table.row(line, AchievementLine("honor", title, started=issued, description=description), problem)


def read_publication(table: LinkedInTable, line: Line) -> Row:
    (published,), problem = _partial(table, line, "published on")
    record = AchievementLine(
        kind="publication",
        title=table.cell(line, "name"),
        by=table.cell(line, "publisher"),
        started=published,
        description=table.text(line, "description"),
        url=web_address(table.cell(line, "url")),
    )
    return table.row(line, record, problem)


def read_email(table: LinkedInTable, line: Line) -> Row:
    email = table.cell(line, "email address")
    if not email:
        return table.failed(line, "no-email")
    confirmed = table.cell(line, "confirmed").casefold() in _TRUE
    return table.row(line, EmailLine(email, confirmed, table.cell(line, "primary").casefold() in _TRUE))


def read_phone(table: LinkedInTable, line: Line) -> Row:
    number, extension = table.cell(line, "number"), table.cell(line, "extension")
    if not number:
        return table.failed(line, "no-number")
    label = table.cell(line, "type").casefold()
    return table.row(line, PhoneLine(f"{number} ext. {extension}" if extension else number, label))
