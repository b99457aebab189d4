"""Offers and what is written about twenty minutes can be reported by those who see them, and hidden."""

from __future__ import annotations

import json
from datetime import timedelta
from email.message import EmailMessage

import pytest
from django.urls import reverse
from django.utils import timezone

from comity.foundation.core.audience import ONLY_ME, Audience
from comity.people.members.actions.pairs import NotThere
from comity.people.members.models import Member
from comity.people.moderation.actions.appealing import appeal
from comity.people.moderation.actions.deciding import decide_again
from comity.people.moderation.actions.reporting import report
from comity.people.moderation.enums import Again, Decision, Reason
from comity.people.moderation.models import Case, Report
from comity.relationships.insiders.actions.afterwards import took_place
from comity.relationships.insiders.actions.booking import call_off, confirm
from comity.relationships.insiders.actions.offers import save_offer
from comity.relationships.insiders.models import Booking, Offer
from comity.relationships.insiders.queries.archive import bookings_for_archive
from comity.relationships.ties.models import Interaction
from tests.people import signed_in
from tests.people.moderation.cases import AT, DAY, decided
from tests.people.notifications.letters import mails_leave
from tests.relationships.insiders.offers import NOW, asks, offers
from tests.relationships.mutual.people import tied
from tests.smtp import Postbox

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
    assert Case.objects.count() == 2, "what each of them wrote is a thing of its own"
    link = reverse("moderation:report", args=["booking", booking.public_id])
    assert link in signed_in(ada).get(reverse("insiders:booking", args=[booking.public_id])).content.decode()


def met_by(member: Member, booking: Booking) -> str:
    """Return all that a member meets of a booking: pages, Today, notices, archive and, once it is agreed, the file."""
    me = signed_in(member)
    urls = ["/insiders/bookings/", "/", "/notices/", reverse("insiders:booking", args=[booking.public_id])]
    found = "".join(me.get(url).content.decode() for url in urls)
    file = me.get(reverse("insiders:booking_calendar", args=[booking.public_id])).content.decode()
    return found + json.dumps(list(bookings_for_archive(member)), ensure_ascii=False) + file


def hidden(by: Member, booking: Booking, olga: Member) -> Case:
    return decided(olga, reported(by, "booking", booking.public_id).case, Decision.HIDDEN)


def taken_back(case: Case, olga: Member) -> None:
    appeal(case, words="It is so", at=AT)
    decide_again(by=olga, public_id=case.public_id, again=Again.TAKEN_BACK, sentence="So.", at=AT + DAY)


def test_what_the_asker_wrote_is_theirs_alone_until_it_is_taken_back(
    ada: Member, ben: Member, olga: Member
) -> None:
    booking = asks(ben, offers(ada, "Tenders"), at=timezone.now())
    link = reverse("moderation:report", args=["booking", booking.public_id])
    assert met_by(ada, booking).count("My first tender") > 2
    assert link in met_by(ada, booking)
    case = hidden(ada, booking, olga)
    hers = met_by(ada, booking)
    assert "My first tender" not in hers
    assert "Tenders" in hers
    assert "Hidden by whoever runs this instance" in hers
    assert link not in hers
    with pytest.raises(NotThere):
        reported(ada, "booking", booking.public_id)
    own = met_by(ben, booking)
    assert "My first tender" in own
    assert "hidden by a decision" in own
    confirm(by=ada, public_id=booking.public_id, at=timezone.now())
    assert "My first tender" not in met_by(ada, booking)
    taken_back(case, olga)
    assert "My first tender" in met_by(ada, booking)


def test_what_the_offerer_wrote_is_hidden_with_place_and_word(ada: Member, ben: Member, olga: Member) -> None:
    booking = asks(ben, offers(ada, "Tenders"), at=timezone.now())
    confirm(by=ada, public_id=booking.public_id, at=timezone.now())
    assert "Café Adria" in met_by(ben, booking)
    case = hidden(ben, booking, olga)
    his = met_by(ben, booking)
    assert not [word for word in ("Tenders", "Café Adria") if word in his]
    assert "Tenders" in met_by(ada, booking)
    tied(ben, ada)
    took_place(by=ben, public_id=booking.public_id, at=timezone.now() + timedelta(days=21))
    assert "Tenders" not in Interaction.objects.get(owner=ben).summary, "nor does his book begin with it"
    taken_back(case, olga)
    assert "Tenders" in met_by(ben, booking)


def test_a_word_is_hidden_with_the_words_of_who_wrote_it(ada: Member, ben: Member, olga: Member) -> None:
    booking = asks(ben, offers(ada, "Tenders"), at=timezone.now())
    confirm(by=ada, public_id=booking.public_id, at=timezone.now())
    call_off(by=ben, public_id=booking.public_id, word="You bore me", at=timezone.now())
    assert "You bore me" not in reported(ben, "booking", booking.public_id).was, "his own word is not hers"
    assert "You bore me" in met_by(ada, booking)
    hidden(ada, booking, olga)
    assert "You bore me" not in met_by(ada, booking)
    assert "You bore me" in met_by(ben, booking)


def test_mails_leave_without_hidden_words(ada: Member, ben: Member, olga: Member, postbox: Postbox) -> None:
    booking, now = asks(ben, offers(ada, "Tenders"), at=timezone.now()), timezone.now()
    confirm(by=ada, public_id=booking.public_id, at=now)
    hidden(ben, booking, olga)
    hidden(ada, booking, olga)
    mails_leave(now)
    letters = [letter for letter in postbox.to(ben.email) if "agreed" in letter["Subject"].lower()]
    assert letters
    for letter in letters:
        assert not [word for word in (b"Tenders", b"Caf", b"Adria") if word in raw_of(letter)]
    agreed = [letter for letter in postbox.to(ada.email) if "agreed" in letter["Subject"].lower()]
    assert agreed
    assert not [letter for letter in agreed if b"My first tender" in raw_of(letter)]


def raw_of(letter: EmailMessage) -> bytes:
    """Return all parts of a mail, the file too, as their reader gets them."""
    parts = [part.get_payload(decode=True) for part in letter.walk() if not part.is_multipart()]
    return b"".join(part for part in parts if isinstance(part, bytes))


def test_an_offer_changed_as_it_is_hidden_stays_hidden(ada: Member, ben: Member, olga: Member) -> None:
    offer = offers(ada, "Buy my course")
    being_written = Offer.objects.get(pk=offer.pk)
    decided(olga, reported(ben, "offer", offer.public_id).case, Decision.HIDDEN)
    being_written.topics = "Buy it now"
    save_offer(by=ada, offer=being_written, windows=())
    assert signed_in(ben).get(reverse("insiders:offer", args=[offer.public_id])).status_code == 404


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
