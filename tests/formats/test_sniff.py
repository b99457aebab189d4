from __future__ import annotations

import pytest

from comity.formats.sniff import detect

CONNECTIONS = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\nAda,Okafor,,,,,\n"


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"PK\x03\x04" + b"\0" * 40, "linkedin-archive"),
        (b"PK\x03\x04" + b"\0" * 22 + b"\x0b\0\0\0comity.json{}", "comity-export"),
        (b'{"comity": 1, "contacts": []}', "comity-export"),
        (CONNECTIONS.encode(), "linkedin-connections"),
        (f'Notes:\n"When, exporting"\n\n{CONNECTIONS}'.encode("utf-8-sig"), "linkedin-connections"),
        (CONNECTIONS.replace(",", ";").encode("utf-16"), "linkedin-connections"),
        (b"Vorname,Nachname,URL,E-Mail-Adresse,Unternehmen,Position,Verbunden am\n", "linkedin-connections"),
        (b"Name,Proficiency\nNorsk,Native\n", "csv"),
        (b"Name\nAda\n", "csv"),
        (b"First Name,Middle Name,Last Name,File As,Organization Name,Labels,E-mail 1 - Label,E-mail 1 - Value\n", "google-csv"),
        (b"Name,Given Name,Additional Name,Family Name,Group Membership,E-mail 1 - Type,E-mail 1 - Value\n", "google-csv-old"),
        (b"First Name,Middle Name,Last Name,Title,Suffix,E-mail Address,Mobile Phone\n", "outlook-csv"),
        ("Anrede;Vorname;Nachname;E-Mail-Adresse;Telefon geschäftlich;Mobiltelefon\n".encode("cp1252"), "outlook-csv"),
        (b"Name;Mail;Ort\nAda;a@example.com;Oslo\n", "csv"),
        (b"\xef\xbb\xbfBEGIN:VCARD\r\nVERSION:3.0\r\n", "vcard"),
        (b"\r\nbegin:vcalendar\r\n", "icalendar"),
        (b'{"$schema": "x", "basics": {"name": "Ada"}}', "json-resume"),
        ("名前,メール\n愛,ai@example.com\n".encode(), "csv"),
        (b"Dear Ada,\nthank you, Ben, and Cleo,\nfor all.\nYours,\nme\n", "unknown"),
        (b"<html><p>Name,Email</p>", "unknown"),
        (b'{"a": 1}', "unknown"),
        (b"", "empty"),
        (b" \r\n\0", "empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(32)) * 20, "unknown"),
    ],
)  # fmt: skip
def test_a_file_is_told_by_what_is_in_it(head: bytes, kind: str) -> None:
    assert detect("misleading.txt", head) == kind
