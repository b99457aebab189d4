"""Files of any length in every form that is read, for the parsers to grow on."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path

from .linkedin_archive import people, write_archive

_GOOGLE = "First Name,Last Name,Organization Name,Organization Title,E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Value"
_OUTLOOK = "First Name,Last Name,Company,Job Title,E-mail Address,Mobile Phone,Birthday,Notes"
_ANY = "Name;Firma;Position;E-Mail;Telefon;Ort"


def write_linkedin(path: Path, count: int) -> None:
    """Write an archive of a fifth connections, the rest messages."""
    write_archive(path, connections=count // 5, messages=count - count // 5)


def write_google(path: Path, count: int) -> None:
    _write_table(
        path,
        _GOOGLE.split(","),
        [
            [given, family, "Acme, Inc.", "Engineer", "* Work", f"p{at}@example.org", f"+49 30 {at:07}"]
            for at, (given, family, _) in enumerate(people(count))
        ],
    )


def write_outlook(path: Path, count: int) -> None:
    _write_table(
        path,
        _OUTLOOK.split(","),
        [
            [
                given,
                family,
                "Acme",
                "Engineer",
                f"p{at}@example.org",
                f"030 {at:07}",
                "2/3/1980",
                "Two\nlines",
            ]
            for at, (given, family, _) in enumerate(people(count))
        ],
    )


def write_any(path: Path, count: int) -> None:
    _write_table(
        path,
        _ANY.split(";"),
        [
            [f"{given} {family}", "Acme", "Engineer", f"p{at}@example.org", f"030 {at:07}", "Köln"]
            for at, (given, family, _) in enumerate(people(count))
        ],
        delimiter=";",
    )


def _write_table(path: Path, columns: list[str], rows: list[list[str]], delimiter: str = ",") -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows([columns, *rows])


def write_vcards(path: Path, count: int) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        for at, (given, family, url) in enumerate(people(count)):
            file.write(
                f"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:{given} {family}\r\nN:{family};{given};;;\r\nORG:Acme;Grid\r\n"
                f"EMAIL;TYPE=INTERNET,WORK:p{at}@example.org\r\nTEL;TYPE=CELL:+49 30 {at:07}\r\nURL:{url}\r\n"
                "ADR;TYPE=HOME:;;1 Long Street;Leeds;;LS1 4AP;UK\r\nNOTE:Met at the fair\\, likes old houses and\r\n"
                "  gardens\r\nEND:VCARD\r\n"
            )


def write_calendar(path: Path, count: int) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//bench//EN\r\n")
        for at, (given, family, _) in enumerate(people(count)):
            day = date(2020, 1, 1) + timedelta(days=at % 2000)
            file.write(
                f"BEGIN:VEVENT\r\nUID:e{at}@example.org\r\nSUMMARY:Coffee\r\nDTSTART:{day:%Y%m%d}T100000Z\r\n"
                f"DTEND:{day:%Y%m%d}T110000Z\r\nORGANIZER;CN=Ada:mailto:ada@example.org\r\n"
                f"ATTENDEE;CN={given} {family};PARTSTAT=ACCEPTED:mailto:p{at}@example.org\r\nEND:VEVENT\r\n"
            )
        file.write("END:VCALENDAR\r\n")
