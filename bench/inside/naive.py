"""The peers of the import: the script one writes in an afternoon, row by row, and the same rows by ``bulk_create``.

Both take the archive as it comes: nobody is matched, nothing is kept to undo it, nothing can be searched.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice
from pathlib import Path

from django.db import transaction

from bench.inside.instance import make_member
from bench.linkedin_archive import OWNER
from bench.measure import seconds
from comity.people.contacts.enums import OriginKind, ValueKind
from comity.people.contacts.models import Contact, ContactValue, Origin
from comity.people.members.models import Member
from comity.relationships.ties.enums import Kind, Source
from comity.relationships.ties.models import Interaction, InteractionPerson

SAMPLE = 500
_ABOVE_CONNECTIONS = 3  # lines of a note above the heading
Line = dict[str, str]


def seconds_by_row(archive: Path, *, connections: int, messages: int) -> float:
    """Time ``create()`` for each row of a sample, in one transaction, and return what all rows would take."""
    book = _Book(make_member("Row by row"))
    with transaction.atomic():
        people = seconds(lambda: book.add_people(archive))
        days = seconds(lambda: book.add_messages(archive))
    return people / SAMPLE * connections + days / SAMPLE * messages


def seconds_in_bulk(archive: Path) -> float:
    """Time ``bulk_create()`` of every row, with one interaction for a person and a day as we keep them."""
    owner = make_member("In bulk")
    with transaction.atomic():
        return seconds(lambda: _write_all(archive, owner))


@dataclass
class _Book:
    owner: Member
    by_url: dict[str, Contact] = field(default_factory=dict)

    def add_people(self, archive: Path) -> None:
        origin = _origin(self.owner)
        for line in islice(_lines(archive, "Connections.csv", above=_ABOVE_CONNECTIONS), SAMPLE):
            contact = _contact(line, self.owner, origin)
            contact.save()
            self.by_url[line["URL"]] = contact
            for value in _values(line, contact):
                value.save()

    def add_messages(self, archive: Path) -> None:
        someone = next(iter(self.by_url.values()))
        for line in islice(_lines(archive, "messages.csv"), SAMPLE):
            on = datetime.strptime(line["DATE"], "%Y-%m-%d %H:%M:%S UTC").date()
            met = Interaction.objects.create(owner=self.owner, kind=Kind.MESSAGE, on=on, source=Source.IMPORT)
            met.people.add(self.by_url.get(_partner(line), someone))


def _write_all(archive: Path, owner: Member) -> None:
    origin = _origin(owner)
    by_url: dict[str, Contact] = {}
    values: list[ContactValue] = []
    for line in _lines(archive, "Connections.csv", above=_ABOVE_CONNECTIONS):
        by_url[line["URL"]] = _contact(line, owner, origin)
        values += _values(line, by_url[line["URL"]])
    Contact.objects.bulk_create(by_url.values(), batch_size=500)
    ContactValue.objects.bulk_create(values, batch_size=500)
    days: dict[tuple[str, date], Interaction] = {}
    for line in _lines(archive, "messages.csv"):
        on = datetime.strptime(line["DATE"], "%Y-%m-%d %H:%M:%S UTC").date()
        day = days.setdefault(
            (_partner(line), on),
            Interaction(owner=owner, kind=Kind.MESSAGE, on=on, source=Source.IMPORT, origin=origin, count=0),
        )
        day.count += 1
    Interaction.objects.bulk_create(days.values(), batch_size=500)
    InteractionPerson.objects.bulk_create(
        (InteractionPerson(interaction=day, contact=by_url[url]) for (url, _), day in days.items()),
        batch_size=500,
    )


def _lines(archive: Path, name: str, *, above: int = 0) -> Iterator[Line]:
    with zipfile.ZipFile(archive) as parts, parts.open(name) as raw:
        text = io.TextIOWrapper(raw, encoding="utf-8", newline="")
        for _ in range(above):
            next(text)
        yield from csv.DictReader(text)


def _origin(owner: Member) -> Origin:
    return Origin.objects.create(owner=owner, kind=OriginKind.IMPORT, file="archive.zip")


def _contact(line: Line, owner: Member, origin: Origin) -> Contact:
    name = f"{line['First Name']} {line['Last Name']}"
    return Contact(
        owner=owner,
        origin=origin,
        given=line["First Name"],
        family=line["Last Name"],
        full_name=name,
        sort_key=name.casefold(),
        organization=line["Company"],
        title=line["Position"],
    )


def _values(line: Line, contact: Contact) -> Iterator[ContactValue]:
    for kind, column in ((ValueKind.URL, "URL"), (ValueKind.EMAIL, "Email Address")):
        if value := line[column]:
            yield ContactValue(contact=contact, kind=kind, value=value, normal=value, origin=contact.origin)


def _partner(line: Line) -> str:
    sender, receiver = line["SENDER PROFILE URL"], line["RECIPIENT PROFILE URLS"]
    return receiver if sender == OWNER[1] else sender
