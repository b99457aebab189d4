from __future__ import annotations

from datetime import date

import pytest

from comity.formats.archive import file_part
from comity.formats.card import Card, Value
from comity.formats.linkedin.export import read_archive
from comity.formats.linkedin.identity import profile_key
from comity.formats.records import Row

HEADER = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"


def read(text: str, encoding: str = "utf-8") -> list[Row]:
    return list(read_archive([file_part("Connections.csv", text.encode(encoding))]))


def only(text: str) -> Row:
    (row,) = read(HEADER + text)
    return row


def card(row: Row) -> Card:
    assert isinstance(row.record, Card)
    return row.record


def test_a_connection_becomes_a_card() -> None:
    row = only(
        'José,García,https://www.linkedin.com/in/JoseG,jose@example.com,"Acme, Inc.",Engineer,12 Mar 2025\n'
    )
    assert row.line == 2
    assert card(row) == Card(
        given="José",
        family="García",
        full="José García",
        organization="Acme, Inc.",
        title="Engineer",
        values=(
            Value("url", "https://www.linkedin.com/in/JoseG", "linkedin"),
            Value("email", "jose@example.com"),
        ),
        uid="linkedin:joseg",
        connected_on=date(2025, 3, 12),
    )


def test_the_note_above_the_header_is_no_row_and_lines_keep_their_numbers() -> None:
    rows = read(f'Notes:\n"When exporting your data, you may notice …"\n\n{HEADER}\nAda,Okafor,,,,,\n')
    assert [(row.line, row.skipped) for row in rows] == [(5, "blank"), (6, "")]


def test_what_may_be_a_row_above_the_header_is_told() -> None:
    rows = read(f"Zoë,Quillfeather,,,,,\n{HEADER}Ada,Okafor,,,,,\n")
    assert [(row.line, row.skipped, row.raw) for row in rows] == [
        (1, "before-header", "Zoë, Quillfeather"),
        (3, "", ""),
    ]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (",,,,,,30 Apr 2026\n", "closed-account"),
        ("Restricted,Member,,,,,30 Apr 2026\n", "restricted-account"),
        ("LinkedIn,Member,,,,,30 Apr 2026\n", "deleted-account"),
        (",,,,,,\n", "blank"),
        (HEADER, "header-again"),
    ],
)
def test_a_row_about_nobody_is_skipped_for_its_reason(line: str, reason: str) -> None:
    row = only(line)
    assert (row.record, row.skipped, row.problem) == (None, reason, "")


def test_a_bad_date_keeps_the_person_and_tells() -> None:
    row = only("Ada,Okafor,,,,,sometime\n")
    assert (card(row).full, card(row).connected_on, row.problem) == ("Ada Okafor", None, "bad-date")


def test_an_address_that_is_a_script_is_dropped_and_told() -> None:
    row = only("=cmd(),Okafor,javascript:alert(1),,,,12 Mar 2025\n")
    assert (card(row).given, card(row).values, row.problem) == ("=cmd()", (), "bad-url")


def test_german_columns_and_dates_are_read() -> None:
    (row,) = read(
        "Vorname;Nachname;URL;E-Mail-Adresse;Unternehmen;Position;Verbunden am\n"
        "Jürgen;Groß;https://de.linkedin.com/in/jg;j@example.com;Groß & Söhne;Leiter;3. Dez. 2024\n",
        "cp1252",
    )
    found = card(row)
    assert (found.given, found.organization, found.title) == ("Jürgen", "Groß & Söhne", "Leiter")
    assert (found.connected_on, found.uid) == (date(2024, 12, 3), "linkedin:jg")


def test_two_spellings_of_one_address_are_one_identity() -> None:
    first, second = read(
        HEADER + "A,B,https://www.linkedin.com/in/ab/,,,,\n" + "A,B,http://uk.linkedin.com/in/AB?trk=x,,,,\n"
    )
    assert card(first).uid == card(second).uid == "linkedin:ab"


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://www.linkedin.com/in/Jos%C3%A9-1/", "josé-1"),
        ("linkedin.com/in/ada#top", "ada"),
        ("https://linkedin.com.evil.example/in/ada", ""),
        ("https://evil.example/linkedin.com/in/ada", ""),
        ("https://www.linkedin.com/company/acme", ""),
        ("", ""),
    ],
)
def test_the_identity_is_the_decoded_lower_cased_segment(url: str, key: str) -> None:
    assert profile_key(url) == key


def test_zeros_in_a_file_do_not_hide_what_it_is() -> None:
    row = only("A\0da,Okafor,,,,,\n")
    assert card(row).full == "Ada Okafor"
