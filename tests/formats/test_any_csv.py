from __future__ import annotations

import io
from datetime import date

import pytest

from comity.formats.any_csv import guess_mapping, preview_csv, read_any_csv
from comity.formats.card import Card, Value
from comity.formats.column_names import FIELD_OF, FIELDS
from comity.formats.errors import FormatError
from comity.formats.records import Row


def read(text: str, mapping: dict[str, str] | None = None) -> list[Row]:
    raw = text.encode()
    chosen = preview_csv(io.BytesIO(raw)).mapping if mapping is None else mapping
    return list(read_any_csv(io.BytesIO(raw), chosen, file="people.csv"))


@pytest.mark.parametrize(
    "header",
    [
        "First Name,Last Name,Company,E-mail,Mobile,City",
        "Vorname,Nachname,Firma,E-Mail-Adresse,Handy,Ort",
        "Prénom,Nom,Entreprise,Courriel,Portable,Ville",
        "Nombre,Apellidos,Empresa,Correo electrónico,Móvil,Ciudad",
        "Voornaam,Achternaam,Bedrijf,E-mailadres,Mobiel,Woonplaats",
        "FIRST_NAME,last_name,organisation,EMAIL,cell phone,town",
    ],
)
def test_columns_are_guessed_in_several_languages(header: str) -> None:
    guessed = guess_mapping(header.split(","))
    assert list(guessed.values()) == ["given", "family", "organization", "email", "phone:mobile", "city"]


def test_every_word_known_leads_to_a_field_there_is() -> None:
    assert set(FIELD_OF.values()) == set(FIELDS)


def test_a_column_that_says_nothing_is_left_out_and_a_second_name_too() -> None:
    assert guess_mapping(["Name", "Zebra", "Full name", "Email 2"]) == {"Name": "full", "Email 2": "email"}


def test_the_preview_shows_columns_rows_and_guess() -> None:
    preview = preview_csv(
        io.BytesIO("My people\n\nName;Ort;Ort;\nÄnne;Köln;Bonn;x\nBo\n".encode("cp1252")), rows=2
    )
    assert preview.columns == ("Name", "Ort", "Ort (2)", "Column 4")
    assert preview.rows == (("Änne", "Köln", "Bonn", "x"), ("Bo", "", "", ""))
    assert preview.mapping == {"Name": "full", "Ort": "city"}
    assert (preview.header_line, preview.delimiter) == (3, ";")


def test_a_mapped_file_gives_cards() -> None:
    (row,) = read(
        "Name,Firm,Work email,Mail,Handy,Street,PLZ,City,Group,Birthday,Met on,Remarks\n"
        'Ada Okafor,Acme,w@example.com,a@example.com,+47 1,1 Main St,0150,Oslo,"Clients; Oslo",12 Mar 1990,3/4/2024,Nice\n'
    )
    assert row.record == Card(
        full="Ada Okafor",
        organization="Acme",
        note="Nice",
        tags=("Clients", "Oslo"),
        connected_on=date(2024, 3, 4),
        values=(
            Value("email", "w@example.com", "work"),
            Value("email", "a@example.com"),
            Value("phone", "+47 1", "mobile"),
            Value("address", "1 Main St\n0150 Oslo"),
            Value("date", "1990-03-12", "birthday"),
        ),
    )


def test_two_columns_of_one_name_can_mean_different_things() -> None:
    (row,) = read("Contact,Contact\nAda,ada@example.com\n", {"Contact": "full", "Contact (2)": "email"})
    assert row.record == Card(full="Ada", values=(Value("email", "ada@example.com"),))


def test_unknown_columns_of_any_language_can_still_be_mapped() -> None:
    rows = read("名前,メール\n愛,ai@example.com\n蓮,ren@example.com\n", {"名前": "full", "メール": "email"})
    assert [row.record.full for row in rows if isinstance(row.record, Card)] == ["愛", "蓮"]
    assert [row.line for row in rows] == [2, 3]


def test_a_bad_date_keeps_the_person_and_tells() -> None:
    (row,) = read("Name,Birthday,Email\nAda,whenever,\n")
    assert (row.record, row.problem) == (Card(full="Ada"), "bad-date")


def test_a_field_or_column_that_is_not_there_is_refused() -> None:
    with pytest.raises(FormatError) as caught:
        read("Name,Email\nAda,x\n", {"Name": "shoe"})
    assert caught.value.code == "unknown-field"
    with pytest.raises(FormatError) as caught:
        read("Name,Email\nAda,x\n", {"Nom": "full"})
    assert caught.value.code == "no-mapped-column"


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("Wer;Firma;Mail;Tel;Geburtstag\nJürgen Ö.;Acme;j@example.org;+49 341 1;12.4.1970\n", "Wer"),
        ("Nr;Firma;Mail;Wer\n7;Acme;j@example.org;Anne-Marie O'Neill\n8;Acme;k@example.org;\n", "Wer"),
        ("Firma;Mail;Code\nAcme;j@example.org;A7\n", ""),
        ("Name;Wer;Mail\nJo;Someone;j@example.org\n", "Name"),
    ],
)
def test_a_column_that_looks_like_names_is_taken_for_one(text: str, column: str) -> None:
    mapping = preview_csv(io.BytesIO(text.encode())).mapping
    assert [name for name, field in mapping.items() if field == "full"] == ([column] if column else [])
