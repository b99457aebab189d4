from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Iterator
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.formats.any_csv import guess_mapping, preview_csv, read_any_csv
from comity.formats.archive import file_part, zip_parts
from comity.formats.csv_text import read_lines
from comity.formats.dates import parse_birthday, parse_day, parse_moment, parse_partial
from comity.formats.errors import FormatError
from comity.formats.google_csv import read_google_csv
from comity.formats.linkedin.export import read_archive
from comity.formats.linkedin.owner import Owner
from comity.formats.outlook_csv import read_outlook_csv
from comity.formats.records import Row
from comity.formats.sniff import detect

HEADERS = (
    "First Name,Last Name,URL,Email Address,Company,Position,Connected On",
    "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER",
    "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl",
    "First Name,Last Name,Maiden Name,Address,Birth Date,Headline,Summary,Industry,Twitter Handles,Websites,Instant Messengers",
    "Event Name,Event Time,Status,External Url",
    "First Name,Last Name,File As,Labels,Birthday,E-mail 1 - Value,Event 1 - Value,Address 1 - Formatted",
    "First Name,Last Name,E-mail Address,Mobile Phone,Birthday,Business Street",
)
FRAGMENTS = st.lists(
    st.sampled_from(
        [
            b",",
            b'"',
            b"\n",
            b"\r\n",
            b"\0",
            b";",
            b"12 Mar 2025",
            b"\xff",
            b"\xef\xbb\xbf",
            b"=1+1",
            b"[A:B,",
            b"%ff",
        ]
    )
    | st.binary(max_size=8),
    max_size=60,
).map(b"".join)


def rows_of(raw: bytes) -> Iterator[Row]:
    yield from read_archive([file_part("x.csv", raw)], Owner("Ada", "https://www.linkedin.com/in/ada"))
    for read in (read_google_csv, read_outlook_csv):
        try:
            yield from read(io.BytesIO(raw), file="x.csv")
        except FormatError:
            continue
    try:
        yield from read_any_csv(io.BytesIO(raw), preview_csv(io.BytesIO(raw)).mapping, file="x.csv")
    except FormatError:
        return


@given(st.binary(max_size=500))
def test_random_bytes_raise_nothing_but_a_format_error(raw: bytes) -> None:
    detect("x", raw)
    list(rows_of(raw))
    try:
        zip_parts(io.BytesIO(raw))
    except FormatError:
        pass
    else:
        pytest.fail("random bytes are no archive")


@given(st.sampled_from(HEADERS), FRAGMENTS)
def test_any_rubbish_under_a_known_header_gives_rows_that_say_what_they_are(
    header: str, rubbish: bytes
) -> None:
    for row in rows_of(header.encode() + b"\n" + rubbish):
        assert (row.record is not None) != bool(row.skipped) or row.problem
        assert not (row.skipped and row.problem)
        assert len(row.raw) <= 120


@given(st.text(alphabet='ab,"\n', max_size=80))
def test_no_physical_line_is_lost_whatever_the_quotes(text: str) -> None:
    lines = list(read_lines(io.StringIO(text)))
    starts = [line.number for line in lines]
    assert starts == sorted(set(starts))
    assert starts[:1] == ([1] if text else [])
    assert sum("".join(line.cells).count("a") for line in lines) == text.count("a")


@given(
    st.text(max_size=70) | st.from_regex(r"[0-9]{1,5}[/. -][0-9A-Za-z]{1,9}[/. -][0-9]{1,5}", fullmatch=True)
)
def test_no_text_breaks_the_reading_of_dates(text: str) -> None:
    for parse in (parse_day, parse_moment, parse_partial, parse_birthday):
        parse(text)


@given(st.lists(st.text(max_size=30), max_size=30))
def test_no_columns_break_the_guess(columns: list[str]) -> None:
    assert set(guess_mapping(columns)) <= set(columns)


@given(st.binary(max_size=60), st.data())
def test_a_damaged_zip_gives_files_or_a_format_error(content: bytes, data: st.DataObject) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("Connections.csv", HEADERS[0].encode() + b"\n" + content)
        archive.writestr("messages.csv", HEADERS[1])
    raw = bytearray(out.getvalue())
    for _ in range(data.draw(st.integers(1, 5))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    with suppress(FormatError):
        list(read_archive(zip_parts(io.BytesIO(bytes(raw)))))


@pytest.mark.parametrize(
    "line",
    [
        b'"',
        b',"x\n',
        b'"""\n',
        b'""""\n',
        b',"""\n',
        b'a,"b""\n',
        b'""x"\n',
        b"\n",
        b",,,,,,\n",
        b";" * 200 + b"\n",
    ],
    ids=repr,
)
def test_time_grows_with_the_size_alone(line: bytes) -> None:
    def seconds(count: int) -> float:
        raw = HEADERS[0].encode() + b"\n" + line * count
        start = time.process_time()
        for _ in read_archive([file_part("x.csv", raw)]):
            pass
        return time.process_time() - start

    small, large = seconds(4_000), seconds(32_000)
    assert large < 0.05 + 24 * small
