from __future__ import annotations

import io
from base64 import b64encode
from datetime import UTC, datetime

import pytest

from comity.formats import vcard
from comity.formats.card import Card, Value
from comity.formats.errors import FormatError
from comity.formats.limits import Limits
from comity.formats.records import Row


def rows(text: str | bytes, **limits: int) -> list[Row]:
    raw = text if isinstance(text, bytes) else text.replace("\n", "\r\n").encode()
    return list(vcard.read(io.BytesIO(raw), file="people.vcf", limits=Limits(**limits)))


def card(body: str | bytes, version: str = "3.0") -> Card:
    body = body if isinstance(body, bytes) else body.encode()
    raw = (
        f"BEGIN:VCARD\r\nVERSION:{version}\r\n".encode()
        + body.strip().replace(b"\n", b"\r\n")
        + b"\r\nEND:VCARD\r\n"
    )
    [row] = rows(raw)
    assert isinstance(row.record, Card), row
    return row.record


def test_names_organisation_and_texts() -> None:
    ada = card(
        "N:Lovelace;Ada;Augusta,King;Lady;F.R.S.\nFN:Ada Lovelace\nNICKNAME:Countess\nORG:Analytical\\; Engines;Notes;G\n"
        "TITLE:Programmer\nNOTE:one\\ntwo\\, three\nUID:urn:uuid:1\nREV:2026-01-02T03:04:05Z\nCATEGORIES:Maths,Poets\\, all"
    )
    assert (ada.given, ada.middle, ada.family, ada.prefix, ada.suffix) == (
        "Ada", "Augusta King", "Lovelace", "Lady", "F.R.S.",
    )  # fmt: skip
    assert (ada.organization, ada.department) == ("Analytical; Engines", "Notes, G")
    assert (ada.title, ada.nickname, ada.note) == ("Programmer", "Countess", "one\ntwo, three")
    assert ada.tags == ("Maths", "Poets, all")
    assert ada.revised_at == datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("EMAIL;TYPE=INTERNET,WORK:a@b.org", Value("email", "a@b.org", "work")),
        ("EMAIL;TYPE=INTERNET;TYPE=HOME:a@b.org", Value("email", "a@b.org", "home")),
        (
            'TEL;VALUE=uri;TYPE="work,cell":tel:+1-418;ext=102',
            Value("phone", "+1-418 ext. 102", "work mobile"),
        ),
        ("TEL;HOME;FAX:1", Value("phone", "1", "home fax")),
        ("item1.TEL:1\nitem1.X-ABLabel:Boat", Value("phone", "1", "Boat")),
        ("item1.TEL:1\nitem1.X-ABLabel:_$!<Work>!$_", Value("phone", "1", "work")),
        (
            "ADR;TYPE=HOME:;;1 High St;Ely;Cambs;CB7;UK",
            Value("address", "1 High St\nEly, Cambs CB7\nUK", "home"),
        ),
        ("URL:http\\://example.org", Value("url", "http://example.org")),
        (
            "X-SOCIALPROFILE;type=linkedin:https://l.example/in/ada",
            Value("url", "https://l.example/in/ada", "linkedin"),
        ),
        ("IMPP;X-SERVICE-TYPE=Skype:x-apple:ada", Value("im", "skype:ada")),
        ("X-JABBER:ada@example.org", Value("im", "xmpp:ada@example.org")),
        ("BDAY:19801224", Value("date", "1980-12-24", "birthday")),
        ("BDAY:--0203", Value("date", "--02-03", "birthday")),
        ("BDAY:--02-29", Value("date", "--02-29", "birthday")),
        ("BDAY;X-APPLE-OMIT-YEAR=1604:1604-03-22", Value("date", "--03-22", "birthday")),
        ("ANNIVERSARY:20090808T1430-0500", Value("date", "2009-08-08", "anniversary")),
        ("i.X-ABDATE:2001-01-01\ni.X-ABLabel:First day", Value("date", "2001-01-01", "First day")),
        ("RELATED;TYPE=friend;VALUE=text:Ben", Value("relation", "Ben", "friend")),
        ("i.X-ABRELATEDNAMES:Ben\ni.X-ABLabel:_$!<Spouse>!$_", Value("relation", "Ben", "spouse")),
    ],
)
def test_a_line_becomes_a_labelled_value(line: str, value: Value) -> None:
    assert card(f"FN:A\n{line}").values == (value,)


def test_the_preferred_value_comes_first() -> None:
    assert card("FN:A\nEMAIL:b@x.org\nEMAIL;PREF=1:a@x.org").values_of("email") == ("a@x.org", "b@x.org")


def test_quoted_printable_with_a_charset_and_soft_line_ends() -> None:
    body = (
        b"N;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:M=FCller;J=F6rg\n"
        b"NOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:one=0D=0A=\n two=C3=A9=\n\nTEL;CELL:1"
    )
    jorg = card(body, "2.1")
    assert (jorg.given, jorg.family, jorg.note) == ("Jörg", "Müller", "one\n twoé")
    assert jorg.values == (Value("phone", "1", "mobile"),)


def test_a_broken_quoted_printable_end_does_not_swallow_the_next_card() -> None:
    found = rows("BEGIN:VCARD\nFN;ENCODING=QUOTED-PRINTABLE:A=ZZ=\nEND:VCARD\nBEGIN:VCARD\nFN:B\nEND:VCARD\n")
    assert [row.record.name for row in found if isinstance(row.record, Card)] == ["A=ZZ", "B"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_encoding_and_line_end(encoding: str, end: str) -> None:
    text = end.join(["BEGIN:VCARD", "VERSION:3.0", "FN:Zoë Süß", "NOTE:a", " b", "END:VCARD", ""])
    [row] = rows(text.encode(encoding))
    assert isinstance(row.record, Card)
    assert (row.record.name, row.record.note) == ("Zoë Süß", "ab")


def test_photos_in_every_version() -> None:
    photo = b"\xff\xd8" + bytes(range(256))
    data = b64encode(photo).decode()
    wrapped = "\n ".join(data[i : i + 60] for i in range(0, len(data), 60))
    assert card(f"FN:A\nPHOTO;ENCODING=b;TYPE=JPEG:{wrapped}").photo == photo
    assert card(f"FN:A\nPHOTO;JPEG;BASE64:\n {wrapped}\n\nTEL:1", "2.1").photo == photo
    assert card("FN:A\nPHOTO;BASE64:\n" + wrapped.replace("\n ", "\n") + "\n\nTEL:1", "2.1").photo == photo
    assert card(f"FN:A\nPHOTO:data:image/jpeg;base64,{data}", "4.0").photo == photo
    assert card("FN:A\nPHOTO;VALUE=uri:https://example.org/a.jpg").photo is None


def test_a_photo_that_is_too_large_or_broken_costs_only_itself() -> None:
    start, end = "BEGIN:VCARD\nFN:A\nPHOTO;ENCODING=b:", "\nTEL:1\nEND:VCARD\n"
    [large] = rows(start + "A" * 40_000 + end, photo_bytes=10_000, row_chars=10_000)
    [decoded] = rows(start + "A" * 12_000 + end, photo_bytes=8_000)
    [broken] = rows(start + "A" + end)
    assert [row.problem for row in (large, decoded, broken)] == ["photo-too-large"] * 2 + ["photo-unreadable"]
    for row in (large, decoded, broken):
        assert isinstance(row.record, Card)
        assert row.record.values_of("phone") == ("1",)


def test_a_group_is_skipped_and_tags_its_members() -> None:
    found = rows(
        "BEGIN:VCARD\nFN:Ada\nUID:urn:uuid:AB-1\nCATEGORIES:Poets\nEND:VCARD\n"
        "BEGIN:VCARD\nKIND:group\nFN:Choir\nMEMBER:urn:uuid:ab-1\nEND:VCARD\n"
        "BEGIN:VCARD\nX-ADDRESSBOOKSERVER-KIND:group\nFN:Chess\nX-ADDRESSBOOKSERVER-MEMBER:urn:uuid:ab-1\nEND:VCARD\n"
    )
    assert [row.skipped for row in found] == ["", "group", "group"]
    assert isinstance(found[0].record, Card)
    assert found[0].record.tags == ("Poets", "Choir", "Chess")


def test_groups_need_a_stream_that_can_be_read_twice() -> None:
    class Once(io.BytesIO):
        def seekable(self) -> bool:
            return False

    text = b"BEGIN:VCARD\nFN:A\nUID:1\nEND:VCARD\nBEGIN:VCARD\nKIND:group\nFN:G\nMEMBER:1\nEND:VCARD\n"
    ada, group = vcard.read(Once(text), file="x")
    assert isinstance(ada.record, Card)
    assert (ada.record.tags, group.skipped) == ((), "group")


def test_what_is_no_person_or_holds_nothing_is_skipped() -> None:
    found = rows("BEGIN:VCARD\nKIND:location\nFN:Hall\nEND:VCARD\nBEGIN:VCARD\nVERSION:3.0\nEND:VCARD\n")
    assert [(row.skipped, row.record) for row in found] == [("not-a-person", None), ("nobody", None)]
    assert card("KIND:org\nORG:Comity").organization == "Comity"


def test_rows_carry_the_line_the_card_starts_on() -> None:
    found = rows("BEGIN:VCARD\nFN:A\nNOTE:x\n y\nEND:VCARD\n\n\nBEGIN:VCARD\nFN:B\nEND:VCARD\n")
    assert [row.line for row in found] == [1, 8]


def test_a_card_without_its_end_is_told_and_its_neighbours_survive() -> None:
    found = rows("BEGIN:VCARD\nFN:A\nBEGIN:VCARD\nFN:B\nEND:VCARD\nBEGIN:VCARD\nFN:C\nTEL:1")
    assert [(row.line, row.problem, row.record is None) for row in found] == [
        (1, "not-ended", False),
        (3, "", False),
        (6, "half", True),
    ]


def test_text_outside_and_inside_of_cards_is_told() -> None:
    found = rows("hello\nworld\nBEGIN:VCARD\nFN:A\n???\nEND:VCARD\ntrailing\nBEGIN:VCARD\nFN:B\nEND:VCARD\n")
    assert [(row.line, row.problem) for row in found] == [
        (1, "outside"), (3, "line-unreadable"), (7, "outside"), (8, ""),
    ]  # fmt: skip


def test_an_agent_card_stays_inside_its_card() -> None:
    ada = card("FN:A\nAGENT:\nBEGIN:VCARD\nFN:Agent\nTEL:9\nEND:VCARD\nTEL:1", "2.1")
    assert (ada.name, ada.values_of("phone")) == ("A", ("1",))


def test_an_unreadable_birthday_is_a_problem_and_not_a_guess() -> None:
    [row] = rows("BEGIN:VCARD\nFN:A\nBDAY:2026-02-31\nEND:VCARD\n")
    assert (row.problem, isinstance(row.record, Card) and row.record.values) == ("bad-date", ())


@pytest.mark.parametrize(
    "raw", [b"", b"name,email\nA,a@b.org\n", b"\0\0\0\0", b"PK\x03\x04" + bytes(range(256))]
)
def test_a_file_without_a_card_is_refused(raw: bytes) -> None:
    with pytest.raises(FormatError) as caught:
        rows(raw)
    assert caught.value.code == "no-vcard"


def test_more_cards_than_allowed_are_refused() -> None:
    with pytest.raises(FormatError) as caught:
        rows("BEGIN:VCARD\nFN:A\nEND:VCARD\n" * 3, rows=2)
    assert (caught.value.code, caught.value.line) == ("too-many-rows", 7)
