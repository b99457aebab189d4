"""A value leads only to mail, telephone or the web, whatever a file said."""

from __future__ import annotations

import pytest

from comity.people.contacts.rules.lines import href_of, normal_of


@pytest.mark.parametrize(
    ("kind", "value", "href"),
    [
        ("email", "zoe@quill.example", "mailto:zoe@quill.example"),
        ("email", "a?bcc=x@y.example", "mailto:a%3Fbcc%3Dx@y.example"),
        ("email", "not mail", ""),
        ("phone", "+49 (30) 123-45", "tel:+493012345"),
        ("phone", "x12", ""),
        ("url", "example.org/a b", ""),
        ("url", "example.org/zoe", "https://example.org/zoe"),
        ("url", "http://example.org", "http://example.org"),
        ("url", "javascript:alert(1)", ""),
        ("url", "javascript://example.org/%0aalert(1)", ""),
        ("url", "data:text/html,x", ""),
        ("url", "http://[", ""),
        ("im", "javascript:alert(1)", ""),
        ("date", "2026-01-01", ""),
    ],
)
def test_where_a_value_leads(kind: str, value: str, href: str) -> None:
    assert href_of(kind, value) == href


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        ("email", "Zoe@Quill.example", "mailto:zoe@quill.EXAMPLE"),
        ("phone", "+49 30 123456", "030/123456"),
        ("url", "https://www.linkedin.com/in/zoe/", "linkedin.com/in/zoe?trk=x"),
        ("address", "Gänse Weg 1", "ganse  weg 1"),
    ],
)
def test_two_spellings_are_found_equal(kind: str, one: str, other: str) -> None:
    assert normal_of(kind, one, "DE") == normal_of(kind, other, "DE") != ""
