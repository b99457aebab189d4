"""Rows without a person's name: known by an organisation or an address, never by a link alone."""

from __future__ import annotations

import pytest
from django.template.loader import render_to_string

from comity.doors.exchange.queries.rows import report_of
from comity.foundation.core.text import initials
from comity.people.contacts.models import Contact
from comity.people.members.models import Member
from tests.doors.exchange.files import connections
from tests.doors.exchange.walk import brought, outcomes

PLUMBER = "BEGIN:VCARD\nVERSION:3.0\nORG:Plumber Ltd\nTEL:+49 341 5555512\nEND:VCARD\n"
NUMBER = "BEGIN:VCARD\nVERSION:3.0\nTEL:+49 341 5555512\nEND:VCARD\n"


@pytest.mark.parametrize(("card", "name"), [(PLUMBER, "Plumber Ltd"), (NUMBER, "+49 341 5555512")])
def test_the_organisation_comes_before_a_number(ada: Member, card: str, name: str) -> None:
    upload = brought(ada, card, "cards.vcf")

    assert Contact.objects.get().full_name == name
    assert [row["what"] for row in report_of(upload)] == [name]
    again = brought(ada, card, "cards.vcf")
    assert [outcome for _, outcome, _ in outcomes(again)] == ["unchanged"]


def test_a_link_alone_is_nobody(ada: Member) -> None:
    link = "https://www.linkedin.com/in/somebody"
    upload = brought(ada, connections(("", "", link, "", "", "", "15 Jan 2024")))

    assert outcomes(upload)[-1] == (5, "skipped", "only-a-link")
    assert [row["what"] for row in report_of(upload)][-1] == link
    assert not Contact.objects.exists()


@pytest.mark.parametrize(("name", "face"), [("+49 341 55555", ""), ("3M Deutschland", "3D"), ("", "")])
def test_a_face_shows_letters_or_a_figure(name: str, face: str) -> None:
    assert initials(name) == face
    assert ("<svg" in render_to_string("parts/face.html", {"name": name})) == (not face)
