"""Who may help costs the same, however many do; each keeps their own reasons."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from comity.people.contacts.models import Contact
from comity.people.members.models import Member
from comity.relationships.introductions.queries.ways import MayHelp, who_may_help
from comity.relationships.ties.actions.scoring import count_in
from comity.relationships.ties.enums import Kind
from comity.relationships.ties.models import Interaction
from tests.relationships.graph.people import built, lent, people
from tests.relationships.mutual.people import NOW, tied

pytestmark = pytest.mark.django_db


def met(seeker: Member, other: Member) -> None:
    one = Interaction.objects.create(owner=seeker, kind=Kind.MET, on=NOW.date())
    one.people.add(Contact.objects.get(owner=seeker, member=other))
    count_in(by=seeker, interaction=one)


def asked(seeker: Member, target: Member, *, further: bool) -> tuple[list[MayHelp], int]:
    with CaptureQueriesContext(connection) as queries:
        found = who_may_help(seeker, target, NOW, further=further)
    return found, len(queries)


def test_three_cost_what_one_costs() -> None:
    seeker, target, *lenders = people("seeker", "target", "first", "second", "third")
    for lender in lenders:
        tied(seeker, lender)
        lent((lender, target))
        met(seeker, lender)
    built()
    one, for_one = asked(seeker, target, further=False)
    three, for_three = asked(seeker, target, further=True)
    assert (len(one), len(three)) == (1, 3)
    assert {found.member for found in three} == set(lenders)
    assert all(found.word and found.reasons for found in three)
    assert for_one == for_three == 8


def test_who_nobody_leads_to_costs_three() -> None:
    seeker, target = people("seeker", "target")
    built()
    assert asked(seeker, target, further=True) == ([], 3)
