"""A LinkedIn archive of any size, always the same one, as LinkedIn writes it."""

from __future__ import annotations

import csv
import io
import random
import zipfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from faker import Faker

OWNER = ("Ada Okafor", "https://www.linkedin.com/in/ada")
_LOCALES = ["en_GB", "de_DE", "fr_FR", "es_ES", "pl_PL", "tr_TR", "vi_VN", "it_IT"]
_CONNECTIONS = "First Name,Last Name,URL,Email Address,Company,Position,Connected On"
_MESSAGES = (
    "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,"
    "FOLDER,ATTACHMENTS,IS MESSAGE DRAFT"
)
_NOTE = '"When exporting your connection data, you may notice that some of the email addresses are missing."'
_WORDS = "Thank you, it was good to talk about the project; shall we meet next week at the usual place? "

Person = tuple[str, str, str]


def people(count: int, seed: int = 1) -> list[Person]:
    """Return given name, family name and profile of ``count`` people; names repeat as they do in life."""
    names = Faker(_LOCALES, use_weighting=False)
    names.seed_instance(seed)
    given = [names.first_name() for _ in range(1_500)]
    family = [names.last_name() for _ in range(6_000)]
    chance = random.Random(seed)
    return [
        (chance.choice(given), chance.choice(family), f"https://www.linkedin.com/in/person-{number:06x}")
        for number in range(count)
    ]


def write_archive(path: Path, *, connections: int, messages: int, seed: int = 1) -> None:
    """Write the archive; a third of the people ever wrote, a few of them often."""
    known = people(connections, seed)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        _write(archive, "Connections.csv", f"Notes:\n{_NOTE}\n\n{_CONNECTIONS}\n", _connections(known, seed))
        _write(archive, "messages.csv", f"{_MESSAGES}\n", _messages(known, messages, seed))


def write_messages(path: Path, known: list[Person], count: int, seed: int = 1) -> None:
    """Write ``messages.csv`` alone, with people who may be known from elsewhere by their profile."""
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(f"{_MESSAGES}\n")
        csv.writer(file).writerows(_messages(known, count, seed))


def _write(archive: zipfile.ZipFile, name: str, above: str, rows: Iterator[list[str]]) -> None:
    with archive.open(name, "w") as raw, io.TextIOWrapper(raw, encoding="utf-8", newline="") as text:
        text.write(above)
        csv.writer(text).writerows(rows)


def _words(count: int) -> list[str]:
    names = Faker("en_GB")
    names.seed_instance(count)
    return [names.last_name() for _ in range(count)]


def _connections(known: list[Person], seed: int) -> Iterator[list[str]]:
    chance = random.Random(seed + 1)
    firms = [f"{word} {form}" for word in _words(400) for form in ("Ltd", "GmbH", "Group")]
    for number, (given, family, url) in enumerate(known):
        email = f"person{number}@example.org" if chance.random() < 0.1 else ""
        day = date(2008, 1, 1) + timedelta(days=chance.randrange(6_700))
        yield [given, family, url, email, chance.choice(firms), "Engineer", f"{day:%d %b %Y}"]


def _messages(known: list[Person], count: int, seed: int) -> Iterator[list[str]]:
    chance = random.Random(seed + 2)
    partners = known[: max(1, len(known) // 3)]
    for number in range(count):
        given, family, url = partners[int(len(partners) * chance.random() ** 2)]
        other, me = [f"{given} {family}", url], list(OWNER)
        ends = [*other, *me] if chance.random() < 0.5 else [*me, *other]
        day = date(2012, 1, 1) + timedelta(days=chance.randrange(5_200))
        text = _WORDS * chance.randrange(1, 5)
        yield [url[-6:], "", *ends, f"{day} 10:{number % 60:02}:00 UTC", "", text, "INBOX", "", "No"]
