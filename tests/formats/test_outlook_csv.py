from __future__ import annotations

import io

from comity.formats.card import Card, Value
from comity.formats.outlook_csv import read_outlook_csv
from comity.formats.records import Row


def read(text: str, encoding: str = "utf-8") -> list[Row]:
    return list(read_outlook_csv(io.BytesIO(text.encode(encoding)), file="contacts.csv"))


def test_english_columns_give_a_card() -> None:
    (row,) = read(
        "First Name,Middle Name,Last Name,Title,Suffix,E-mail Address,E-mail 2 Address,Business Phone,Mobile Phone,"
        "Business Street,Business City,Business Postal Code,Business Country/Region,Job Title,Company,Department,Birthday,"
        "Anniversary,Categories,Web Page,Notes,Spouse\n"
        "Ada,M,Okafor,Dr,PhD,ada@example.com,a@x.example,+47 1,+47 2,1 Main St,Oslo,0150,Norway,Planner,Acme,Grid,3/12/1990,"
        '0/0/00,Clients;Oslo,https://ada.example,"One\nTwo",Ben\n'
    )
    assert row.record == Card(
        given="Ada", middle="M", family="Okafor", prefix="Dr", suffix="PhD", title="Planner", organization="Acme",
        department="Grid", note="One\nTwo", tags=("Clients", "Oslo"),
        values=(
            Value("email", "ada@example.com"),
            Value("email", "a@x.example"),
            Value("phone", "+47 1", "work"),
            Value("phone", "+47 2", "mobile"),
            Value("url", "https://ada.example"),
            Value("relation", "Ben", "spouse"),
            Value("address", "1 Main St\n0150 Oslo\nNorway", "work"),
            Value("date", "1990-03-12", "birthday"),
        ),
    )  # fmt: skip
    assert row.problem == ""


def test_german_columns_give_a_card() -> None:
    (row,) = read(
        "Anrede;Vorname;Nachname;Firma;Position;E-Mail-Adresse;E-Mail 2: Adresse;Telefon geschäftlich;Mobiltelefon;"
        "Straße privat;Ort privat;Postleitzahl privat;Geburtstag;Kategorien;Notizen\r\n"
        "Frau;Änne;Groß;Groß GmbH;Leiterin;ae@example.com;b@example.com;+49 1;+49 2;Hauptstr. 1;Köln;50667;12.3.1990;Kunden;Nett\r\n",
        "cp1252",
    )
    assert row.record == Card(
        given="Änne", family="Groß", prefix="Frau", title="Leiterin", organization="Groß GmbH", note="Nett", tags=("Kunden",),
        values=(
            Value("email", "ae@example.com"),
            Value("email", "b@example.com"),
            Value("phone", "+49 1", "work"),
            Value("phone", "+49 2", "mobile"),
            Value("address", "Hauptstr. 1\n50667 Köln", "home"),
            Value("date", "1990-03-12", "birthday"),
        ),
    )  # fmt: skip


def test_a_bad_birthday_keeps_the_person_and_tells() -> None:
    (row,) = read("First Name,Last Name,E-mail Address,Home Phone,Birthday\nAda,Okafor,,,soon\n")
    assert isinstance(row.record, Card)
    assert row.problem == "bad-date"
