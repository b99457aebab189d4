"""The pages, without script; and what a calendar gets."""

from __future__ import annotations

import io
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from comity.formats.icalendar_file import read
from comity.formats.limits import Limits
from comity.foundation.core.audience import ONLY_ME, Audience
from comity.foundation.mail.models import OutgoingMail
from comity.people.companies.actions import enter_company
from comity.people.load.actions import choose_load
from comity.people.members.actions.profile.editing import save_position
from comity.people.members.models import Member, Position
from comity.relationships.insiders.actions.booking import call_off
from comity.relationships.insiders.actions.calendars import write_calendar_mail
from comity.relationships.insiders.enums import TIME_ASKED, State
from comity.relationships.insiders.models import Booking, Offer
from comity.relationships.insiders.queries.offers import offers_at, offers_of, page_of_offers
from comity.relationships.insiders.rules.slots import Window
from tests.foundation.quotas.limits import at_most
from tests.people import signed_in
from tests.relationships.insiders.offers import MORNINGS, asks, first_free, offers
from tests.relationships.mutual.people import tied

pytestmark = pytest.mark.django_db


def now() -> datetime:
    return timezone.now()


def position(owner: Member, audience: Audience, organization: str = "Acme") -> Position:
    row = Position(organization=organization, title="Planner")
    row.audience = audience
    return save_position(by=owner, position=row)


def sent(**changed: str) -> dict[str, str]:
    return {
        "topics": "Tenders",
        "way": "coffee",
        "place": "Café Adria",
        "a_month": "2",
        "seen_by": "members",
        "starts_1": "09:00",
        "ends_1": "11:00",
        **changed,
    }


def test_an_offer_is_made_changed_paused_and_removed(ada: Member, ben: Member) -> None:
    browser = signed_in(ada)
    assert browser.get(reverse("insiders:mine")).status_code == 200
    assert browser.post(reverse("insiders:offer_new"), sent()).status_code == 302
    offer = Offer.objects.get()
    assert [(one.weekday, one.starts, one.ends) for one in offer.times.all()] == [(1, time(9), time(11))]
    edit = reverse("insiders:offer_edit", args=[offer.public_id])
    assert 'value="09:00"' in browser.get(edit).content.decode()
    assert browser.post(edit, sent(starts_1="", ends_1="", seen_by="me")).status_code == 302
    offer.refresh_from_db()
    assert (offer.audience, offer.times.count()) == (Audience(ONLY_ME), 0)
    for verb, is_paused in (("pause", True), ("resume", False)):
        assert browser.post(reverse("insiders:offer_move", args=[offer.public_id, verb])).status_code == 302
        offer.refresh_from_db()
        assert bool(offer.paused_at) is is_paused
    for verb in ("pause", "remove"):
        assert (
            signed_in(ben).post(reverse("insiders:offer_move", args=[offer.public_id, verb])).status_code
            == 404
        )
    assert signed_in(ben).get(edit).status_code == 404
    assert browser.post(reverse("insiders:offer_move", args=[offer.public_id, "remove"])).status_code == 302
    assert not Offer.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"topics": ""},
        {"ends_1": ""},
        {"ends_1": "09:10"},
        {"ends_1": "08:00"},
        {"a_month": "0"},
        {"a_month": "99"},
        {"way": "tea"},
        {"seen_by": "public"},
        {"position": "1"},
        {"starts_1": "25:00"},
    ],
)
def test_what_cannot_be_an_offer_is_said(ada: Member, wrong: dict[str, str]) -> None:
    assert signed_in(ada).post(reverse("insiders:offer_new"), sent(**wrong)).status_code == 422
    assert not Offer.objects.exists()


def test_anothers_position_cannot_be_referred_to(ada: Member, ben: Member) -> None:
    theirs = position(ben, Audience("members"))
    response = signed_in(ada).post(reverse("insiders:offer_new"), sent(position=str(theirs.pk)))
    assert response.status_code == 422


def test_from_a_member_s_page_to_a_booking_in_three_steps(ada: Member, ben: Member) -> None:
    offer = offers(ada)
    browser = signed_in(ben)
    url = reverse("insiders:offer", args=[offer.public_id])
    assert url in browser.get(reverse("members:page", args=[ada.public_id])).content.decode()
    html = browser.get(url).content.decode()
    start = first_free(offer, now())
    local = start.astimezone(timezone.get_default_timezone()).isoformat()
    assert local in html
    assert "Café" not in html  # where is told once it is agreed
    assert browser.post(url, {"starts_at": local, "what": ""}).status_code == 422
    for wrong in ("", "soon", "2026-01-01T09:00", "2020-01-01T09:00:00+00:00"):
        assert browser.post(url, {"starts_at": wrong, "what": "x"}).status_code == 422
    assert browser.post(url, {"starts_at": local, "what": "My first tender"}).status_code == 302
    booking = Booking.objects.get()
    assert (booking.starts_at, booking.state) == (start, State.ASKED)
    one = reverse("insiders:booking", args=[booking.public_id])
    assert "Café" not in browser.get(one).content.decode()
    assert one in browser.get(url).content.decode()
    answer = reverse("insiders:booking_act", args=[booking.public_id, "confirm"])
    assert signed_in(ada).post(answer).status_code == 302
    assert "Café" in browser.get(one).content.decode()
    file = browser.get(reverse("insiders:booking_calendar", args=[booking.public_id]))
    assert file["Content-Type"].startswith("text/calendar")


def test_who_is_asked_finds_it_on_today_and_answers_there(ada: Member, ben: Member) -> None:
    booking = asks(ben, offers(ada), at=now())
    browser = signed_in(ada)
    assert "Not this time" in browser.get("/").content.decode()
    assert (
        browser.post(reverse("insiders:booking_act", args=[booking.public_id, "decline"])).status_code == 302
    )
    assert "asks for twenty" not in (left := browser.get("/").content.decode())
    assert f"/{booking.public_id}/decline/" not in left
    html = signed_in(ben).get(reverse("insiders:booking", args=[booking.public_id])).content.decode()
    assert "Waits for an answer" in html
    assert "eclined" not in html


def test_without_times_who_is_asked_picks_one(ada: Member, ben: Member) -> None:
    ada.time_zone = "Asia/Kolkata"
    ada.save()
    booking = asks(ben, offers(ada, windows=()), at=now())
    url = reverse("insiders:booking_act", args=[booking.public_id, "confirm"])
    browser = signed_in(ada)
    assert browser.post(url, {"starts_at": ""}).status_code == 422
    for wrong in ("2020-01-01T09:00", "0001-01-01T00:00", "9999-12-31T23:59"):
        assert browser.post(url, {"starts_at": wrong}).status_code == 422
    day = (now() + timedelta(days=2)).date()
    assert browser.post(url, {"starts_at": f"{day}T15:30", "place": "+49 1"}).status_code == 302
    booking.refresh_from_db()
    assert booking.starts_at == datetime.combine(day, time(10), UTC)  # by her clock
    assert booking.place == "+49 1"


def test_a_stranger_finds_nothing(ada: Member, ben: Member, cleo: Member) -> None:
    booking = asks(ben, offers(ada), at=now())
    browser = signed_in(cleo)
    for name in ("booking", "booking_calendar"):
        assert browser.get(reverse(f"insiders:{name}", args=[booking.public_id])).status_code == 404
    for verb in ("confirm", "decline", "withdraw", "call-off", "happened", "thank", "nonsense"):
        url = reverse("insiders:booking_act", args=[booking.public_id, verb])
        assert browser.post(url).status_code == 404
    assert (
        signed_in(ben).post(reverse("insiders:booking_act", args=[booking.public_id, "confirm"])).status_code
        == 302
    )
    booking.refresh_from_db()
    assert booking.state == State.ASKED  # it was said that nothing has changed


def test_calendars_hear_by_mail_with_a_file_in_their_own_clock(
    ada: Member, ben: Member, settings: Any
) -> None:
    settings.MAIL_LEAVES = True
    ben.time_zone = "America/Los_Angeles"
    ben.save()
    booking = asks(ben, offers(ada, is_automatic=True), at=now())
    mails = OutgoingMail.objects.filter(writer="insiders")
    assert {mail.recipient for mail in mails} == {ada, ben}
    written = write_calendar_mail(mails.get(recipient=ben), now())
    assert written is not None
    assert "Café Adria" in written.body
    name, data, kind = written.attachments[-1]
    assert (name, kind) == ("comity.ics", "text/calendar; method=PUBLISH; charset=utf-8")
    assert "TZID=America/Los_Angeles" in str(data)
    assert "example.org" not in str(data)  # no address of either
    rows = list(
        read(
            io.BytesIO(str(data).encode()),
            file="x",
            limits=Limits(),
            now=now() + timedelta(days=60),
            zone=UTC,
            own=[],
        )
    )
    assert len(rows) == 1
    call_off(by=ada, public_id=booking.public_id, at=now())
    assert (
        write_calendar_mail(mails.filter(recipient=ben).earliest("pk"), now()) is None
    )  # a later one says it
    written = write_calendar_mail(mails.filter(recipient=ben).latest("pk"), now())
    assert written is not None
    data = str(written.attachments[-1][1])
    assert "METHOD:CANCEL" in data
    assert "SEQUENCE:2" in data
    assert f"booking-{booking.public_id}@" in data
    settings.MAIL_LEAVES = False
    assert write_calendar_mail(mails.latest("pk"), now()) is None


def test_a_position_one_may_not_see_shows_in_no_offer(ada: Member, ben: Member) -> None:
    """Neither by the list, a search, an order, a company's page nor the offer itself."""
    acme = enter_company(name="Acme")
    hidden = offers(ada, "Tenders", position=position(ada, Audience(ONLY_ME), "Acme"))
    shown = offers(ada, "Permits", position=position(ada, Audience("members"), "Acme"))
    assert [one.offer for one in offers_at(ben, acme)] == [shown]
    assert [one.offer for one in page_of_offers(ben, about="acme", asked=None).object_list] == [shown]
    assert [one.offer for one in page_of_offers(ben, about="", asked=None).object_list] == [hidden, shown]
    assert [one.position is None for one in offers_of(ben, ada)] == [True, False]
    assert (
        "Acme" not in signed_in(ben).get(reverse("insiders:offer", args=[hidden.public_id])).content.decode()
    )
    assert "Acme" in signed_in(ada).get(reverse("insiders:offer", args=[hidden.public_id])).content.decode()


@pytest.mark.parametrize("rows", [1, 4])
def test_each_page_costs_the_same_however_much_there_is(
    ada: Member, ben: Member, cleo: Member, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    acme = enter_company(name="Acme")
    choose_load(by=ada, per_week=20)
    for number in range(rows):
        offers(ada, f"Topic {number}", position=position(ada, Audience("members")))
    offer = offers(cleo, windows=MORNINGS)
    asks(ben, offers(cleo, is_automatic=True), at=now())
    browser = signed_in(ben)
    pages = {
        reverse("insiders:offers"): 5,
        reverse("insiders:offer", args=[Offer.objects.filter(owner=ada)[:1].get().public_id]): 14,
        reverse("insiders:mine"): 3,
        reverse("insiders:bookings"): 3,
        reverse("members:company", args=[acme.public_id]): 10,
    }
    assert offer
    for url, queries in pages.items():
        browser.get(url)
        with django_assert_num_queries(queries):
            assert browser.get(url).status_code == 200


def test_ones_own_people_at_a_company_are_for_their_owner_alone(
    ada: Member, ben: Member, cleo: Member
) -> None:
    from tests.factories.book import add_card, note_day

    acme = enter_company(name="Acme")
    url = reverse("members:company", args=[acme.public_id])
    far = add_card(ada, "Zoe Far", organization="ACME GmbH")
    near = add_card(ada, "Yan Near", organization="Acme")
    add_card(ada, "Xi Elsewhere", organization="Acmeter")
    note_day(ada, near)
    tied(ada, ben)
    position(ben, Audience("members"), "acme")
    html = signed_in(ada).get(url).content.decode()
    assert html.index(near.full_name) < html.index("Zoe Far")
    assert far
    assert "Xi Elsewhere" not in html
    assert html.count("Ben Sørensen") >= 2  # in the book, and among its members
    other = signed_in(cleo).get(url).content.decode()
    assert "Zoe" not in other
    assert "Nobody in your book is there" in other
    assert other.count("Ben Sørensen") == 1


def test_windows_of_midnight_and_of_other_zones_meet(ada: Member, ben: Member) -> None:
    ada.time_zone, ben.time_zone = "Pacific/Auckland", "America/Los_Angeles"
    ada.save()
    ben.save()
    offer = offers(ada, windows=(Window(0, time(9), time(9, 30)),))
    start = first_free(offer, now())
    html = signed_in(ben).get(reverse("insiders:offer", args=[offer.public_id])).content.decode()
    assert "Sunday" in html
    assert f'value="{start.astimezone(ZoneInfo(ben.time_zone)).isoformat()}"' in html


def test_enough_for_today_keeps_what_was_typed(ada: Member, ben: Member, cleo: Member) -> None:
    asks(ben, offers(cleo), at=now())
    offer = offers(ada)
    there = reverse("insiders:offer", args=[offer.public_id])
    said = {"starts_at": first_free(offer, now()).isoformat(), "what": "My first tender"}
    with at_most(TIME_ASKED, 1):
        answer = signed_in(ben).post(there, said)
    assert (answer.status_code, answer.has_header("Retry-After")) == (429, True)
    text = answer.content.decode()
    assert "asked many members for twenty minutes today" in text
    assert "My first tender" in text
    assert signed_in(ben).post(there, said).status_code == 302


def test_that_no_time_was_picked_is_said_by_the_server(ada: Member, ben: Member) -> None:
    """A browser cannot lead to a choice that is folded away."""
    url = reverse("insiders:offer", args=[offers(ada).public_id])
    browser = signed_in(ben)
    html = browser.get(url).content.decode()
    times = [tag.split(">")[0] for tag in html.split('<input type="radio"')[1:]]
    assert times
    assert not [tag for tag in times if "required" in tag]
    assert "Later days" in html
    answer = browser.post(url, {"what": "My first tender"})
    assert answer.status_code == 422
    assert "Please pick one of the free times." in answer.content.decode()


@pytest.mark.parametrize("is_automatic", [True, False])
def test_whether_there_is_an_answer_to_come_is_said_as_it_is(
    ada: Member, ben: Member, is_automatic: bool
) -> None:
    url = reverse("insiders:offer", args=[offers(ada, is_automatic=is_automatic).public_id])
    assert ("before they answer" in signed_in(ben).get(url).content.decode()) is not is_automatic


def test_what_is_called_off_leaves_a_file_that_takes_it_out(ada: Member, ben: Member) -> None:
    booking = asks(ben, offers(ada, is_automatic=True), at=now())
    page = reverse("insiders:booking", args=[booking.public_id])
    html = signed_in(ben).get(page).content.decode()
    assert ("Keep it" in html, "Cancel<" in html) == (True, False)
    call_off(by=ada, public_id=booking.public_id, at=now())
    file = reverse("insiders:booking_calendar", args=[booking.public_id])
    assert file in signed_in(ben).get(page).content.decode()
    assert b"METHOD:CANCEL" in signed_in(ben).get(file).content
