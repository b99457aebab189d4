from __future__ import annotations

import io
from collections.abc import Sequence

import pytest

from comity.formats.csv_text import Line, Table, read_lines, sniff_delimiter, unique_names
from comity.formats.errors import FormatError
from comity.formats.limits import Limits


def named(cells: Sequence[str]) -> bool:
    return cells[:1] == ["Name"]


def table(raw: bytes, limits: Limits | None = None) -> Table:
    return Table(io.BytesIO(raw), file="people.csv", is_header=named, limits=limits or Limits())


def lines(text: str, limits: Limits | None = None) -> list[Line]:
    return list(read_lines(io.StringIO(text), limits=limits or Limits()))


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "latin-1"]
)
def test_accents_survive_every_usual_encoding(encoding: str) -> None:
    people = table("Name,City\r\nJosé Müller,Zürich\r\n".encode(encoding))
    assert [people.cell(line, "name") for line in people] == ["José Müller"]
    assert people.names == ("Name", "City")


def test_latin_1_bytes_amid_utf_8_are_read_each_as_what_they_are() -> None:
    people = table("Name\nJosé\n".encode() + "Müller\n".encode("cp1252"))
    assert [people.cell(line, "name") for line in people] == ["José", "Müller"]


def test_the_header_is_found_below_other_text_and_blank_rows() -> None:
    people = table(b'Notes:\n"Some, text\nover lines"\n\n,,,,\n,,,,\nName,City\nAda,Oslo\n')
    assert people.header.number == 7
    assert [line.number for line in people] == [8]
    assert [line.number for line in people.above] == [1, 2, 4, 5, 6]


def test_a_file_without_header_is_refused_with_a_code() -> None:
    with pytest.raises(FormatError) as caught:
        table(b"Ada,Oslo\nBen,Rome\n")
    assert (caught.value.code, caught.value.file) == ("no-header", "people.csv")


def test_an_empty_file_says_so() -> None:
    with pytest.raises(FormatError) as caught:
        table(b"")
    assert caught.value.code == "empty-file"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(delimiter: str) -> None:
    people = table(
        delimiter.join(["Name", "City"]).encode() + b"\n" + delimiter.join(["Ada", "Oslo"]).encode()
    )
    assert people.delimiter == delimiter
    assert [people.cell(line, "city") for line in people] == ["Oslo"]


def test_excels_own_note_of_the_delimiter_is_believed() -> None:
    assert sniff_delimiter("sep=;\nName,City;Note\n") == ";"


def test_line_numbers_are_those_of_an_editor_across_embedded_newlines() -> None:
    found = lines('a\n"b\nc\nd",e\r\nf\n')
    assert [(line.number, line.cells) for line in found] == [(1, ["a"]), (2, ["b\nc\nd", "e"]), (5, ["f"])]


def test_doubled_quotes_and_delimiters_in_quotes_stay_in_their_cell() -> None:
    assert lines('"say ""hi"", please",x\n')[0].cells == ['say "hi", please', "x"]


def test_a_quote_that_never_closes_costs_one_row() -> None:
    found = lines('a,b\n"broken,c\nd,e\nf,g\n')
    assert [line.cells for line in found if not line.problem] == [["a", "b"], ["d", "e"], ["f", "g"]]
    assert [(line.number, line.problem) for line in found if line.problem] == [(2, "unclosed-quote")]
    assert [line.number for line in found] == [1, 2, 3, 4]


def test_a_runaway_quote_is_stopped_before_the_end_of_a_large_file() -> None:
    found = lines('"broken\n' + "row,row\n" * 1_000, Limits(row_chars=500))
    assert len(found) == 1_001
    assert [line.number for line in found if line.problem] == [1]


def test_an_endless_line_is_cut_and_told() -> None:
    found = lines("x" * 5_000 + ",y\nnext\n", Limits(row_chars=1_000))
    assert [(line.number, line.problem, line.cells[0][:4]) for line in found] == [
        (1, "row-too-long", "xxxx"),
        (2, "", "next"),
    ]
    assert len(found[0].cells[0]) == 1_000


def test_a_huge_cell_is_cut_to_its_limit() -> None:
    people = table(b"Name,City\n" + b"A" * 90_000 + b",Oslo\n", Limits(cell_chars=100))
    (line,) = people
    assert people.cell(line, "name") == "A" * 100
    assert people.cell(line, "city") == "Oslo"


def test_zeros_and_control_characters_are_left_out() -> None:
    people = table(b"Name,City\nA\0da\x07 \x1b[31mX,Os\0lo\n")
    (line,) = people
    assert people.cell(line, "name") == "Ada [31mX"
    assert people.cell(line, "city") == "Oslo"


def test_a_row_of_thousands_of_cells_is_cut_and_told() -> None:
    (found,) = lines("," * 5_000 + "\n", Limits(columns=10))
    assert (len(found.cells), found.problem) == (10, "too-many-cells")


def test_more_rows_than_allowed_are_refused() -> None:
    with pytest.raises(FormatError) as caught:
        lines("a\n" * 11, Limits(rows=10))
    assert caught.value.code == "too-many-rows"


def test_old_mac_line_ends_are_line_ends() -> None:
    people = table(b"Name,City\rAda,Oslo\rBen,Rome\r")
    assert [people.cell(line, "name") for line in people] == ["Ada", "Ben"]


def test_repeated_and_nameless_columns_get_names_of_their_own() -> None:
    names = unique_names(["Company", "Job", "Company", "", "Company"])
    assert names == ("Company", "Job", "Company (2)", "Column 4", "Company (3)")


def test_a_short_row_reads_as_empty_cells() -> None:
    people = table(b"Name,City\nAda\n")
    (line,) = people
    assert people.cell(line, "city") == ""


def test_a_file_larger_than_what_is_looked_at_first_is_read_whole() -> None:
    people = table(b"Name,City\n" + b"".join(b"Person %d,Oslo\n" % number for number in range(20_000)))
    names = [people.cell(line, "name") for line in people]
    assert names == [f"Person {number}" for number in range(20_000)]
