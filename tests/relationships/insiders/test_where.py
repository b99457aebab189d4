"""Where it is: said with a yes or after it, changed by who offers alone; the other is told, and both files say it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from comity.foundation.mail.models import OutgoingMail
from comity.people.members.actions.pairs import NotThere
from comity.people.members.models import Member
from comity.people.notifications.models import Notice
from comity.relationships.insiders.actions.booking import call_off, confirm
from comity.relationships.insiders.actions.by_mail import yes_by_mail
from comity.relationships.insiders.actions.calendars import write_calendar_mail
from comity.relationships.insiders.actions.hiding import hide_words
from comity.relationships.insiders.actions.where import say_where
from comity.relationships.insiders.enums import WHERE, Side
from comity.relationships.insiders.models import Booking, Offer
from comity.relationships.insiders.queries.telling import lines_of_answered, lines_of_where
from tests.people import signed_in
from tests.relationships.insiders.offers import asks, offers

pytestmark = pytest.mark.django_db
NOW = timezone.now()  # notices are written as of then
ROOM = "https://meet.example.org/ada"


@pytest.fixture
def booking(ada: Member, ben: Member) -> Booking:
    """Let Ada have agreed on a video call with Ben without saying where."""
    offer = offers(ada, way="video")
    Offer.objects.update(place="")
    made = asks(ben, Offer.objects.get(pk=offer.pk), at=NOW)
    return confirm(by=ada, public_id=made.public_id, place="", at=NOW)


def page(browser: Client, booking: Booking) -> str:
    return browser.get(reverse("insiders:booking", args=[booking.public_id])).content.decode()


def test_who_offers_says_it_later_and_both_files_have_it(
    booking: Booking, ada: Member, ben: Member, settings: Any
) -> None:
    settings.MAIL_LEAVES = True
    before = OutgoingMail.objects.get(recipient=ben, writer="insiders")
    letter = write_calendar_mail(before, NOW)
    assert letter
    assert "Nobody has said where yet" in letter.body
    assert "nobody has said where" in lines_of_answered(ben, [booking.public_id])[booking.public_id].text
    host, guest = signed_in(ada), signed_in(ben)
    act = reverse("insiders:booking_act", args=[booking.public_id, "where"])
    assert act in page(host, booking)
    assert act not in page(guest, booking)
    assert "has not said where yet" in page(guest, booking)
    assert host.post(act, {"place": " "}).status_code == 422
    assert host.post(act, {"place": ROOM}).status_code == 302
    booking.refresh_from_db()
    assert (booking.place, booking.sequence) == (ROOM, 2)
    assert [row.recipient for row in Notice.objects.filter(kind=WHERE)] == [ben]
    line = lines_of_where(ben, [booking.public_id])[booking.public_id]
    assert (line.detail, "has said where" in line.text) == (ROOM, True)
    assert f'href="{ROOM}"' in page(guest, booking)
    assert "has not said where" not in page(guest, booking)
    assert write_calendar_mail(before, NOW) is None, "a later one says it"
    for member in (ada, ben):
        letter = write_calendar_mail(OutgoingMail.objects.get(recipient=member, what__endswith=":2"), NOW)
        assert letter
        assert ROOM in letter.body
        assert "SEQUENCE:2" in str(letter.attachments[-1][1])


def test_it_is_changed_and_the_same_again_tells_nobody(booking: Booking, ada: Member) -> None:
    for place, sequence in ((ROOM, 2), (f" {ROOM} ", 2), ("+49 30 1234", 3)):
        made = say_where(by=ada, public_id=booking.public_id, place=place, at=NOW)
        assert (made.place, made.sequence) == (place.strip(), sequence)
    assert Notice.objects.filter(kind=WHERE).count() == 1


@pytest.mark.parametrize("when", ["by another", "over", "called off", "not agreed"])
def test_it_cannot_be_said(booking: Booking, ada: Member, ben: Member, cleo: Member, when: str) -> None:
    by, at = ada, NOW
    if when == "by another":
        by = ben
    elif when == "over":
        at += timedelta(days=40)
    elif when == "called off":
        call_off(by=ben, public_id=booking.public_id, at=NOW)
    else:
        booking = asks(cleo, Offer.objects.get(), at=NOW)
    with pytest.raises(NotThere):
        say_where(by=by, public_id=booking.public_id, place=ROOM, at=at)


def test_what_a_decision_hides_is_told_no_more(booking: Booking, ada: Member, ben: Member) -> None:
    hide_words(Side.OFFERER, booking.public_id, NOW)
    say_where(by=ada, public_id=booking.public_id, place=ROOM, at=NOW)
    assert not lines_of_where(ben, [booking.public_id])
    assert ROOM not in page(signed_in(ben), booking)


def test_a_yes_by_mail_asks_for_it(ada: Member, ben: Member) -> None:
    offers(ada)
    Offer.objects.update(place="")
    made = asks(ben, Offer.objects.get(), at=NOW)
    assert "say on its page where" in yes_by_mail(ada, made.public_id, NOW)


def test_from_an_agreed_booking_each_can_write_to_the_other(
    booking: Booking, ada: Member, ben: Member
) -> None:
    for member, other in ((ada, ben), (ben, ada)):
        assert reverse("messaging:write", args=[other.public_id]) in page(signed_in(member), booking)
