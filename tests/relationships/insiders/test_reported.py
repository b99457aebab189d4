"""Offers and what is written about twenty minutes can be reported by those who see them; an offer can be hidden."""

from __future__ import annotations

import pytest
from django.urls import reverse

from comity.foundation.core.audience import ONLY_ME, Audience
from comity.people.members.actions.pairs import NotThere
from comity.people.members.models import Member
from comity.people.moderation.actions.appealing import appeal
from comity.people.moderation.actions.deciding import CannotHide, decide_again
from comity.people.moderation.actions.reporting import report
from comity.people.moderation.enums import Again, Decision, Reason
from comity.people.moderation.models import Case, Report
from comity.relationships.insiders.actions.booking import confirm
from tests.people import signed_in
from tests.people.moderation.cases import AT, DAY, decided
from tests.relationships.insiders.offers import NOW, asks, offers

pytestmark = pytest.mark.django_db


def reported(by: Member, kind: str, about: str) -> Report:
    made, _ = report(by=by, kind=kind, about=about, reason=Reason.FRAUD, words="Sells things", at=AT)
    return made


def test_an_offer_is_hidden_until_it_is_taken_back(ada: Member, ben: Member, olga: Member) -> None:
    offer = offers(ada, "Buy my course")
    there = reverse("insiders:offer", args=[offer.public_id])
    link = reverse("moderation:report", args=["offer", offer.public_id])
    assert link in signed_in(ben).get(there).content.decode()
    assert link not in signed_in(ada).get(there).content.decode()
    made = reported(ben, "offer", offer.public_id)
    assert (made.was, made.case.responsible) == ("Buy my course", ada)
    case = decided(olga, made.case, Decision.HIDDEN)
    assert signed_in(ben).get(there).status_code == 404
    assert "Buy my course" not in signed_in(ben).get("/insiders/").content.decode()
    own = signed_in(ada).get(there).content.decode()
    assert "hidden by a decision" in own
    assert "hidden by a decision" in signed_in(ada).get("/insiders/mine/").content.decode()
    signed_in(ada).post(reverse("insiders:offer_move", args=[offer.public_id, "resume"]))
    assert signed_in(ben).get(there).status_code == 404, "its owner cannot undo a decision"
    appeal(case, words="It is free", at=AT)
    decide_again(by=olga, public_id=case.public_id, again=Again.TAKEN_BACK, sentence="So.", at=AT + DAY)
    assert "Buy my course" in signed_in(ben).get(there).content.decode()


def test_each_of_two_reports_what_the_other_wrote(ada: Member, ben: Member, olga: Member) -> None:
    booking = asks(ben, offers(ada, "Tenders"))
    of_ben = reported(ada, "booking", booking.public_id)
    assert (of_ben.was, of_ben.case.responsible) == ("My first tender", ben)
    assert "My first tender" not in reported(ben, "booking", booking.public_id).was
    with pytest.raises(CannotHide):
        decided(olga, of_ben.case, Decision.HIDDEN)
    link = reverse("moderation:report", args=["booking", booking.public_id])
    assert link in signed_in(ada).get(reverse("insiders:booking", args=[booking.public_id])).content.decode()


def test_the_place_is_in_it_once_it_is_told(ada: Member, ben: Member) -> None:
    booking = asks(ben, offers(ada))
    assert "Café Adria" not in reported(ben, "booking", booking.public_id).was
    Case.objects.all().delete()
    confirm(by=ada, public_id=booking.public_id, at=NOW)
    assert (
        signed_in(ben).get(reverse("moderation:report", args=["booking", booking.public_id])).status_code
        == 200
    )


def test_what_is_not_there_for_them_cannot_be_reported(ada: Member, ben: Member, cleo: Member) -> None:
    hers = offers(ada, audience=Audience(ONLY_ME))
    booking = asks(ben, offers(ada))
    for kind, about in (("offer", hers.public_id), ("booking", booking.public_id)):
        with pytest.raises(NotThere):
            reported(cleo, kind, about)
    with pytest.raises(NotThere):
        reported(ada, "offer", hers.public_id)
