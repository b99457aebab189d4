"""What a database knows of its own tables after much was written."""

from __future__ import annotations

import pytest
from django.db import connection

from comity.doors.exchange.actions.settling import MANY
from comity.foundation.core.statistics import look_anew
from comity.people.contacts.models import Contact
from comity.people.members.models import Member
from tests.doors.exchange.files import connections
from tests.doors.exchange.walk import brought
from tests.factories.book import add_card

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def known_rows() -> int:
    """Return how many rows the planner thinks a book has; -1 where it never looked."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE relname = %s", [Contact._meta.db_table])
        return int(cursor.fetchone()[0])


def test_postgresql_looks_at_the_table_and_sqlite_needs_not(ada: Member) -> None:
    for n in range(12):
        add_card(ada, f"Person {n}")
    look_anew(Contact)
    if connection.vendor == "postgresql":
        assert known_rows() >= 12
    assert Contact.objects.count() == 12


def test_an_import_of_many_leaves_the_table_looked_at(ada: Member) -> None:
    url = "https://www.linkedin.com/in/person"
    people = [
        ("Ben", f"Number {n}", f"{url}-{n}", "", "Acme", "Engineer", "15 Jan 2024") for n in range(MANY)
    ]
    brought(ada, connections(*people))
    assert Contact.objects.visible_to(ada).count() == MANY
    if connection.vendor == "postgresql":
        assert known_rows() >= MANY
