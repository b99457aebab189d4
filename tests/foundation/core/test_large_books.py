"""What a large book asks of a database, whichever it is."""

from __future__ import annotations

import pytest

from comity.foundation.core.id_sets import among, ids_in
from comity.people.contacts.models import Contact
from comity.people.members.models import Member
from tests.factories.book import NOW, add_card

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def test_the_ids_of_all_rows_come_in_one_query(ada: Member, django_assert_num_queries: object) -> None:
    book = Contact.objects.visible_to(ada).current()
    assert ids_in(book) == set()
    cards = [add_card(ada, f"Person {n}") for n in range(3)]
    Contact.objects.filter(pk=cards[0].pk).update(archived_at=NOW)
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert ids_in(book) == {cards[1].pk, cards[2].pk}


@pytest.mark.parametrize("which", [[], [0], [0, 2]])
def test_rows_are_found_among_many_ids(ada: Member, which: list[int]) -> None:
    cards = [add_card(ada, f"Person {n}") for n in range(3)]
    ids = [cards[n].pk for n in which]
    assert sorted(Contact.objects.filter(among("pk", ids)).values_list("pk", flat=True)) == ids
