from __future__ import annotations

import csv
import io

from comity.formats.card import Card, Value
from comity.formats.google_csv import read_google_csv
from comity.formats.records import Row


def read(*contacts: dict[str, str]) -> list[Row]:
    text = io.StringIO()
    out = csv.DictWriter(text, list(contacts[0]))
    out.writeheader()
    out.writerows(contacts)
    return list(read_google_csv(io.BytesIO(text.getvalue().encode()), file="contacts.csv"))


def new(**more: str) -> dict[str, str]:
    start = {"First Name": "Ada", "Middle Name": "M", "Last Name": "Okafor", "File As": "", "Labels": ""}
    return start | {name.replace("__", " - ").replace("_", " "): value for name, value in more.items()}


def card(row: Row) -> Card:
    assert isinstance(row.record, Card)
    return row.record


def test_the_new_generation_gives_a_card() -> None:
    (row,) = read(
        {
            "First Name": "Ada", "Middle Name": "M", "Last Name": "Okafor", "Phonetic First Name": "Ay", "Phonetic Last Name": "Oka",
            "Name Prefix": "Dr", "Name Suffix": "PhD", "Nickname": "A", "File As": "", "Organization Name": "Acme",
            "Organization Title": "Planner", "Organization Department": "Grid", "Birthday": "1990-03-12", "Notes": "One\nTwo",
            "Labels": "* myContacts ::: Clients ::: Oslo", "E-mail 1 - Label": "* Work",
            "E-mail 1 - Value": "ada@work.example ::: a@x.example", "Phone 1 - Label": "Mobile", "Phone 1 - Value": "+47 1",
            "Address 1 - Label": "Home", "Address 1 - Formatted": "1 Main St\n0150 Oslo", "Address 1 - Street": "1 Main St",
            "Website 1 - Label": "Blog", "Website 1 - Value": "https://ada.example", "Event 1 - Label": "Anniversary",
            "Event 1 - Value": "--06-01", "Custom Field 1 - Label": "Shoe", "Custom Field 1 - Value": "39",
        }
    )  # fmt: skip
    assert card(row) == Card(
        given="Ada", middle="M", family="Okafor", prefix="Dr", suffix="PhD", nickname="A", phonetic="Ay Oka",
        organization="Acme", title="Planner", department="Grid", note="One\nTwo\nShoe: 39", tags=("Clients", "Oslo"),
        values=(
            Value("email", "ada@work.example", "work"),
            Value("email", "a@x.example", "work"),
            Value("phone", "+47 1", "mobile"),
            Value("address", "1 Main St\n0150 Oslo", "home"),
            Value("url", "https://ada.example", "blog"),
            Value("date", "--06-01", "anniversary"),
            Value("date", "1990-03-12", "birthday"),
        ),
    )  # fmt: skip


def test_the_old_generation_gives_a_card() -> None:
    (row,) = read(
        {
            "Name": "Ada M Okafor", "Given Name": "Ada", "Additional Name": "M", "Family Name": "Okafor", "Yomi Name": "Ay",
            "Group Membership": "* myContacts ::: Clients", "E-mail 1 - Type": "* Home", "E-mail 1 - Value": "ada@example.com",
            "Phone 1 - Type": "Work", "Phone 1 - Value": "+47 2", "Organization 1 - Type": "", "Organization 1 - Name": "Acme",
            "Organization 1 - Title": "Planner", "IM 1 - Type": "", "IM 1 - Service": "Jabber", "IM 1 - Value": "ada@im",
        }
    )  # fmt: skip
    found = card(row)
    assert (found.full, found.given, found.middle, found.family, found.phonetic) == (
        "Ada M Okafor",
        "Ada",
        "M",
        "Okafor",
        "Ay",
    )
    assert (found.organization, found.title, found.tags) == ("Acme", "Planner", ("Clients",))
    assert found.values == (
        Value("email", "ada@example.com", "home"),
        Value("phone", "+47 2", "work"),
        Value("im", "ada@im", "Jabber"),
    )


def test_an_address_in_parts_is_laid_out_in_lines() -> None:
    (row,) = read(new(Address_1__Street="1 Main St", Address_1__City="Oslo", Address_1__Country="NO"))
    assert card(row).values == (Value("address", "1 Main St\nOslo\nNO"),)


def test_a_bad_birthday_keeps_the_person_and_tells() -> None:
    (row,) = read(new(Birthday="soon"))
    assert (card(row).given, row.problem) == ("Ada", "bad-date")


def test_a_row_with_nothing_but_a_label_is_nobody() -> None:
    first, second = read(new(), dict.fromkeys(new(), "") | {"Labels": "* myContacts"})
    assert (first.skipped, second.skipped, second.record) == ("", "nobody", None)
    assert [first.line, second.line] == [2, 3]
