"""Connections.csv: one card for each connection."""

from __future__ import annotations

from comity.formats.card import Card, Value
from comity.formats.csv_text import Line
from comity.formats.linkedin.identity import DELETED, RESTRICTED, profile_key, web_address
from comity.formats.linkedin.table import LinkedInTable
from comity.formats.name_order import in_order
from comity.formats.records import Row


def read_connection(table: LinkedInTable, line: Line) -> Row:
    cell = table.cell
    given, family = cell(line, "first name"), cell(line, "last name")
    written, email = cell(line, "url"), cell(line, "email address")
    full = in_order(given, "", family)
    if not full and not written and not email:
        return table.skip(line, "closed-account")
    if full.casefold() == RESTRICTED:
        return table.skip(line, "restricted-account")
    if full.casefold() == DELETED and not profile_key(written):
        return table.skip(line, "deleted-account")

    connected_on, problem = table.day(line, "connected on")
    url = web_address(written)
    if written and not url:
        problem = problem or "bad-url"
    values = []
    if url:
        values.append(Value("url", url, "linkedin" if profile_key(url) else ""))
    if email:
        values.append(Value("email", email))
    key = profile_key(url)
    card = Card(
        given=given,
        family=family,
        full=full,
        organization=cell(line, "company"),
        title=cell(line, "position"),
        values=tuple(values),
        uid=f"linkedin:{key}" if key else "",
        connected_on=connected_on,
    )
    return table.row(line, card, problem)
