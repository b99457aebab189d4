"""Rows written at once are as if saved one by one, on either database."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from comity.doors.exchange.actions.columns import insert_rows, set_columns
from comity.foundation.core.ids import new_public_id
from comity.people.contacts.models import ContactValue
from comity.people.members.models import Member
from comity.relationships.ties.models import Tie
from tests.factories.book import add_card

pytestmark = pytest.mark.postgres
AWKWARD = "tab\tnew line\nback\\slash \\N 'quoted' \"twice\" {curly, brackets} %s é 王"


def test_values_of_every_type_come_back_as_they_were_given(ada: Member) -> None:
    one, other = add_card(ada, "Ben Sørensen"), add_card(ada, "Chi Wang")
    now = timezone.now()
    insert_rows(
        Tie,
        ("contact", "public_id", "notes", "met_on", "evidence"),
        [
            (one.pk, new_public_id(), AWKWARD, date(2024, 3, 1), 0.25),
            (other.pk, new_public_id(), "", None, 0.0),
        ],
        owner=ada.pk,
        created_at=now,
        changed_at=now,
    )
    kept = Tie.objects.order_by("contact_id").values_list(
        "notes", "met_on", "evidence", "created_at", "lends"
    )
    assert list(kept) == [(AWKWARD, date(2024, 3, 1), 0.25, now, "ask"), ("", None, 0.0, now, "ask")]
    ties = list(Tie.objects.order_by("contact_id").values_list("pk", flat=True))
    set_columns(
        Tie, ["notes", "met_on", "evidence"], [(ties[0], "", None, 1.5), (ties[1], AWKWARD, now.date(), 0)]
    )
    assert list(kept.values_list("notes", "met_on", "evidence")) == [
        ("", None, 1.5),
        (AWKWARD, now.date(), 0.0),
    ]


def test_of_two_values_for_one_row_the_later_holds(ada: Member) -> None:
    card = add_card(ada, "Ben Sørensen")
    origins = {"title": card.origin_id, "note": AWKWARD}
    set_columns(type(card), ["title", "field_origins"], [(card.pk, "first", {}), (card.pk, AWKWARD, origins)])
    card.refresh_from_db()
    assert (card.title, card.field_origins) == (AWKWARD, origins)


def test_what_the_database_forbids_is_not_written(ada: Member) -> None:
    card = add_card(ada, "Ben Sørensen")
    with pytest.raises(IntegrityError), transaction.atomic():
        insert_rows(
            ContactValue, ("contact", "kind", "value"), [(card.pk, "url", None)], origin=card.origin_id
        )
    assert not ContactValue.objects.exists()
