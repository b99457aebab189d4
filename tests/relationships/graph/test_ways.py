"""Ways from a member to another over ties that others lend."""

from __future__ import annotations

import pytest

from comity.relationships.graph.queries.ways import Way, ways_to
from tests.relationships.graph.people import built, lent, people
from tests.relationships.mutual.people import tied

pytestmark = pytest.mark.postgres


@pytest.mark.django_db
def test_a_way_leads_over_a_contact_who_lends() -> None:
    seeker, first, second, target = people("seeker", "first", "second", "target")
    tied(seeker, first)
    lent((first, second), (second, target))
    built()
    assert ways_to(seeker, target).ways == (Way(first.pk, second.pk),)
    assert ways_to(seeker, second).ways == (Way(first.pk),)
    assert not ways_to(target, seeker).ways
