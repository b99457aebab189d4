"""A member's own download, edited elsewhere and brought back, finds the cards it came from."""

from __future__ import annotations

import pytest

from comity.people.contacts.models import Contact
from comity.people.members.models import Member
from tests.doors.exchange.test_export_book import add_contact, body_of
from tests.doors.exchange.walk import brought, outcomes
from tests.people import signed_in


@pytest.mark.parametrize("kind", ["vcf", "csv"])
def test_an_edited_download_makes_no_second_card(ada: Member, kind: str) -> None:
    card = add_contact(ada, "Zoë Kask", given="Zoë", family="Kask", organization="Acme")
    data = body_of(signed_in(ada).get(f"/export/book.{kind}")).decode()
    # Another name and another employer: nothing but the card's own number tells who it is.
    edited = data.replace("Kask", "Tamm").replace("Acme", "Globex")

    upload = brought(ada, edited, f"book.{kind}")
    assert [outcome for _, outcome, _ in outcomes(upload)] == ["unchanged"]  # typed words stay
    assert Contact.objects.visible_to(ada).get() == card


def test_anothers_number_is_nobodys(ada: Member, cleo: Member) -> None:
    add_contact(cleo, "Zoë Kask", given="Zoë", family="Kask")
    data = body_of(signed_in(cleo).get("/export/book.vcf"))
    upload = brought(ada, data, "book.vcf")

    assert [outcome for _, outcome, _ in outcomes(upload)] == ["added"]
