"""What the archive says about ties: invitations, recommendations, endorsements, events."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice

from comity.formats.csv_text import Line
from comity.formats.dates import day_of_moment, parse_moment
from comity.formats.linkedin.identity import DELETED, profile_key, same_name, web_address
from comity.formats.linkedin.owner import Owner
from comity.formats.linkedin.table import LinkedInTable
from comity.formats.plain_text import fold
from comity.formats.records import Attended, Direction, Invited, Recommended, Row

_LOOK_AT = 200
_GIVEN = ("given", "erteilt", "abgegeben", "gegeben", "donne", "emise", "dada", "emitida", "hecha")


def read_invitation(table: LinkedInTable, line: Line, owner: Owner) -> Row:
    cell = table.cell
    sender, receiver = cell(line, "from"), cell(line, "to")
    sender_url, receiver_url = cell(line, "inviterprofileurl"), cell(line, "inviteeprofileurl")
    written = cell(line, "direction").casefold()
    direction: Direction
    if written.startswith(("out", "in")):
        direction = "out" if written.startswith("out") else "in"
    elif owner.known and owner.matches(sender, sender_url):
        direction = "out"
    elif owner.known and owner.matches(receiver, receiver_url):
        direction = "in"
    else:
        return table.failed(line, "unknown-direction")
    name, url = (receiver, receiver_url) if direction == "out" else (sender, sender_url)
    if name.casefold() == DELETED and not url:
        return table.skip(line, "deleted-account")
    if not name and not url:
        return table.skip(line, "closed-account")
    sent = cell(line, "sent at")
    on = day_of_moment(sent, owner.zone)
    record = Invited(name, web_address(url), on, direction, has_note=bool(cell(line, "message")))
    return table.row(line, record, "bad-date" if sent and on is None else "")


def owner_of_invitations(table: LinkedInTable, owner: Owner) -> Owner:
    """Complete the owner by the first invitation that names them: who sent the outgoing, who got the incoming."""
    for line in islice(table, _LOOK_AT):
        direction = table.cell(line, "direction").casefold()
        if direction.startswith("out"):
            name, url = table.cell(line, "from"), table.cell(line, "inviterprofileurl")
        elif direction.startswith("in"):
            name, url = table.cell(line, "to"), table.cell(line, "inviteeprofileurl")
        else:
            continue
        if profile_key(url) and (not owner.name or not name or same_name(name, owner.name)):
            return replace(owner, name=owner.name or name, profile_url=url)
    return owner


def read_recommendation(table: LinkedInTable, line: Line, owner: Owner) -> Row:
    name = table.name(line)
    if not name:
        return table.skip(line, "closed-account")
    if name.casefold() == DELETED:
        return table.skip(line, "deleted-account")
    # Received and given have the same columns: only the file's name tells them apart.
    given = any(word in fold(table.file) for word in _GIVEN)
    created = table.cell(line, "creation date")
    on = day_of_moment(created, owner.zone)
    record = Recommended(
        person_name=name,
        profile_url="",
        organization=table.cell(line, "company"),
        title=table.cell(line, "job title"),
        on=on,
        direction="out" if given else "in",
        text=table.text(line, "text"),
        status=table.cell(line, "status").casefold(),
    )
    return table.row(line, record, "bad-date" if created and on is None else "")


def read_endorsement(table: LinkedInTable, line: Line, owner: Owner) -> Row:
    given = "endorsee first name" in table.columns
    who = "endorsee" if given else "endorser"
    name = table.name(line, f"{who} first name", f"{who} last name")
    url = table.cell(line, f"{who} public url")
    if not name and not url:
        return table.skip(line, "closed-account")
    if name.casefold() == DELETED and not url:
        return table.skip(line, "deleted-account")
    written = table.cell(line, "endorsement date")
    on = day_of_moment(written, owner.zone)
    record = Recommended(
        person_name=name,
        profile_url=web_address(url if "://" in url else f"https://{url}") if url else "",
        organization="",
        title="",
        on=on,
        direction="out" if given else "in",
        kind="endorsement",
        skill=table.cell(line, "skill name"),
        status=table.cell(line, "endorsement status").casefold(),
    )
    return table.row(line, record, "bad-date" if written and on is None else "")


def read_event(table: LinkedInTable, line: Line, owner: Owner) -> Row:
    summary = table.cell(line, "event name")
    url = web_address(table.cell(line, "external url"))
    if not summary:
        return table.failed(line, "nameless")
    # `Jan 15, 2024 5:00 PM - Jan 15, 2024 6:00 PM`, or its start alone.
    start, _, end = table.cell(line, "event time").partition(" - ")
    starts_at = parse_moment(start, owner.zone)
    record = Attended(
        uid=url,
        starts_at=starts_at,
        ends_at=parse_moment(end, owner.zone),
        summary=summary,
        url=url,
        status=table.cell(line, "status").casefold(),
    )
    return table.row(line, record, "bad-date" if start and starts_at is None else "")
