from __future__ import annotations

import io
import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.formats import json_resume
from comity.formats.errors import FormatError
from comity.formats.plain_text import clean_lines
from comity.formats.resume import (
    Award,
    Certificate,
    Interest,
    Language,
    Location,
    NetworkProfile,
    Project,
    Publication,
    Reference,
    Resume,
    Skill,
    Study,
    Work,
)

text = st.text(max_size=20).map(lambda written: clean_lines(written, 20))
texts = st.lists(text.filter(bool), max_size=2).map(tuple)
urls = st.sampled_from(["", "https://example.org/a?b=c#d", "mailto:a@b.org"])
dates = st.sampled_from(["", "2024", "2024-03", "2024-03-31"])
work = st.builds(Work, text, text, text, text, urls, dates, dates, text, texts)
resumes = st.builds(
    Resume, text, text, text, st.sampled_from(["", "ada@example.org"]), text, urls, text,
    st.builds(Location, text, text, text, text, text),
    *(
        st.lists(item, max_size=2).map(tuple)
        for item in (
            st.builds(NetworkProfile, text, text, urls),
            work,
            work.map(lambda item: replace(item, location="", description="")),
            st.builds(Study, text, urls, text, text, dates, dates, text, texts),
            st.builds(Award, text, dates, text, text),
            st.builds(Certificate, text, dates, urls, text),
            st.builds(Publication, text, text, dates, urls, text),
            st.builds(Skill, text, text, texts),
            st.builds(Language, text, text),
            st.builds(Interest, text, texts),
            st.builds(Reference, text, text),
            st.builds(Project, text, text, texts, texts, dates, dates, urls, texts, text, text),
        )
    ),
)  # fmt: skip


def read(raw: object) -> Resume:
    data = raw if isinstance(raw, bytes) else json.dumps(raw).encode()
    return json_resume.read(io.BytesIO(data), file="resume.json")


@given(resumes)
def test_what_is_written_reads_back_the_same(resume: Resume) -> None:
    assert read(json_resume.write(resume)) == resume


def test_the_words_of_the_standard() -> None:
    written = json.loads(json_resume.write(Resume(
        name="Ada", location=Location(city="Ely", country_code="GB"), work=(Work("Engines", "Programmer", started="1842-07"),),
        volunteer=(Work("Choir"),), languages=(Language("English", "native"),), references=(Reference("Ben", "Good."),),
        projects=(Project("Notes", kind="talk"),), education=(Study("Home", study_type="self"),), publications=(Publication("G", date="1843"),),
    )))  # fmt: skip
    assert written == {
        "$schema": json_resume.SCHEMA,
        "basics": {"name": "Ada", "location": {"city": "Ely", "countryCode": "GB"}},
        "work": [{"name": "Engines", "position": "Programmer", "startDate": "1842-07"}],
        "volunteer": [{"organization": "Choir"}],
        "education": [{"institution": "Home", "studyType": "self"}],
        "publications": [{"name": "G", "releaseDate": "1843"}],
        "languages": [{"language": "English", "fluency": "native"}],
        "references": [{"name": "Ben", "reference": "Good."}],
        "projects": [{"name": "Notes", "type": "talk"}],
        "meta": {"version": "v1.0.0"},
    }


def test_what_the_schema_forbids_is_not_written() -> None:
    written = json.loads(
        json_resume.write(Resume(email="x", url="example.org", work=(Work("A", started="soon", url="a b"),)))
    )
    assert "basics" not in written
    assert written["work"] == [{"name": "A"}]


@pytest.mark.parametrize(
    ("data", "place"),
    [
        ([], ""),
        ({"basics": []}, "basics"),
        ({"basics": {"name": 1}}, "basics.name"),
        ({"basics": {"profiles": [{}, {"url": {}}]}}, "basics.profiles[1].url"),
        ({"work": {}}, "work"),
        ({"work": ["x"]}, "work[0]"),
        ({"work": [{"startDate": "March"}]}, "work[0].startDate"),
        ({"work": [{"endDate": "2024-13"}]}, "work[0].endDate"),
        ({"skills": [{"keywords": ["a", 1]}]}, "skills[0].keywords[1]"),
        ({"skills": [{}] * 1_001}, "skills"),
    ],
)
def test_an_error_names_its_place(data: object, place: str) -> None:
    with pytest.raises(FormatError) as caught:
        read(data)
    assert (caught.value.code, caught.value.params["place"]) == ("wrong-value", place)


def test_broken_json_names_its_line() -> None:
    with pytest.raises(FormatError) as caught:
        read(b'{\n  "basics": {,\n}')
    assert (caught.value.code, caught.value.line) == ("not-json", 2)


@pytest.mark.parametrize(
    "raw",
    [b"", b"\xff\xfe\x00", b"[" * 200_000, b'{"a":' * 100_000, b'{"basics": NaN}', b"9" * 10_000, b"\x80{}"],
)
def test_hostile_json_is_refused(raw: bytes) -> None:
    with pytest.raises(FormatError):
        read(raw)


def test_a_file_too_large_for_a_resume_is_refused() -> None:
    with pytest.raises(FormatError) as caught:
        read(b" " * (json_resume.MOST_BYTES + 1))
    assert caught.value.code == "file-too-large"


@given(st.binary(max_size=200))
def test_random_bytes_raise_nothing_else(raw: bytes) -> None:
    with pytest.raises(FormatError):
        read(raw if raw.strip()[:1] != b"{" else b"x" + raw)


def test_unknown_keys_nulls_and_half_characters_are_no_error() -> None:
    assert read(b'{"x-own": 1, "work": null, "basics": {"name": "A\\ud800", "label": null}}').name == "A?"
