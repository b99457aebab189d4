"""Many things noted at once are what each noted by itself would be, or nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest

from comity.people.contacts.models import Contact
from comity.people.members.models import Member
from comity.relationships.ties.actions.interactions import Happening, NotYet, WithOneself, log_interaction
from comity.relationships.ties.actions.many import Past, log_interactions
from comity.relationships.ties.enums import Direction, Kind
from comity.relationships.ties.models import Interaction, Tie
from comity.relationships.ties.rules.strength import evidence_at
from tests.factories.book import NOW, TODAY, add_card

pytestmark = pytest.mark.django_db


def pasts(*people: Contact) -> list[Past]:
    one, other = (person.pk for person in people)
    return [
        Past(Happening(Kind.MET, TODAY - timedelta(days=400), summary="The fair"), (one, other), NOW),
        Past(Happening(Kind.MESSAGE, TODAY - timedelta(days=9), direction=Direction.OUT), (one,), NOW),
        Past(Happening(Kind.CALL, TODAY - timedelta(days=2)), (other,), NOW),
    ]


def ties(owner: Member) -> list[tuple[object, ...]]:
    found = Tie.objects.filter(owner=owner).select_related("contact").order_by("contact__full_name")
    return [
        (
            tie.contact.full_name,
            tie.first_on,
            tie.last_on,
            tie.last_both_on,
            tie.half_life,
            pytest.approx(evidence_at(tie.evidence, tie.evidence_on, tie.half_life, TODAY), abs=1e-9),
        )
        for tie in found
    ]


def test_ties_are_as_if_each_was_noted_by_itself(ada: Member, ben: Member) -> None:
    for owner in (ada, ben):
        add_card(owner, "Miriam Every")
        add_card(owner, "Jun Liang")
    log_interactions(by=ada, pasts=pasts(*ada.contacts.order_by("pk")), today=TODAY)
    for past in pasts(*ben.contacts.order_by("pk")):
        contacts = list(Contact.objects.filter(pk__in=past.contacts))
        log_interaction(by=ben, contacts=contacts, today=TODAY, **past.happening.fields)
    assert len(ties(ada)) == 2
    assert ties(ada) == ties(ben)


def test_one_that_cannot_be_leaves_nothing(ada: Member, ben: Member) -> None:
    miriam, jun = add_card(ada, "Miriam Every"), add_card(ada, "Jun Liang")
    myself, theirs = add_card(ada, "Ada Okafor", ("email", ada.email)), add_card(ben, "Cleo Martín")
    tomorrow = Happening(Kind.MET, TODAY + timedelta(days=1))
    for wrong, problem in [
        (Past(tomorrow, (miriam.pk,), NOW), NotYet),
        (Past(Happening(Kind.MET, TODAY), (theirs.pk,), NOW), Contact.DoesNotExist),
        (Past(Happening(Kind.MET, TODAY), (), NOW), Contact.DoesNotExist),
        (Past(Happening(Kind.MET, TODAY), (miriam.pk, myself.pk), NOW), WithOneself),
    ]:
        with pytest.raises(problem):
            log_interactions(by=ada, pasts=[*pasts(miriam, jun), wrong], today=TODAY)
    assert not Interaction.objects.exists()
