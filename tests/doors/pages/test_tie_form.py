"""What the owner keeps about a person: where, when and through whom they met."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from comity.people.contacts.actions.merging import merge_contacts, undo_merge
from comity.people.contacts.models import Contact
from comity.people.members.models import Member
from comity.people.members.rules.partial_dates import PartialDate
from comity.relationships.ties.actions.interactions import log_interaction
from comity.relationships.ties.actions.notes import Facts, ThroughOneself, write_tie
from comity.relationships.ties.models import Tie
from comity.relationships.touch.actions.cadences import choose_cadence
from tests.doors.pages.test_log import text_of
from tests.factories.book import NOW, add_card
from tests.people import signed_in


@pytest.fixture
def me(ada: Member) -> Client:
    return signed_in(ada)


@pytest.fixture
def zoe(ada: Member) -> Contact:
    return add_card(ada, "Zoë Quillfeather")


@pytest.fixture
def jun(ada: Member) -> Contact:
    return add_card(ada, "Jun Liang")


def notes(contact: Contact) -> str:
    return reverse("pages:person-notes", args=[contact.public_id])


def page_of(me: Client, contact: Contact) -> str:
    return text_of(me.get(reverse("pages:person", args=[contact.public_id])))


def write(owner: Member, contact: Contact, facts: Facts) -> Tie:
    return write_tie(by=owner, contact=contact, notes="", how_met="", tags=[], facts=facts)


def test_where_when_and_through_whom_is_kept_and_said(me: Client, zoe: Contact, jun: Contact) -> None:
    sent = {
        "how_met": "At the choir",
        "met_place": "Lisbon",
        "met_on_month": "4",
        "met_on_year": "2024",
        "through": "jun",
    }
    me.post(notes(zoe), sent)
    tie = Tie.objects.get(contact=zoe)
    assert (tie.met_place, tie.met_on, tie.met_precision) == ("Lisbon", date(2024, 4, 1), "month")
    assert tie.met_through == jun
    body = page_of(me, zoe)
    for shown in ("in Lisbon", "April 2024", "Jun Liang", "At the choir"):
        assert shown in body
    me.post(notes(zoe), {})
    tie.refresh_from_db()
    assert (tie.met_place, tie.met_on, tie.met_precision) == ("", None, "day")
    assert not Tie.objects.exclude(met_through=None).exists()


def test_how_often_to_get_back_is_asked_in_one_place_and_stays_when_a_tie_is_written(
    me: Client, ada: Member, zoe: Contact
) -> None:
    choose_cadence(by=ada, contact=zoe, days=45, at=NOW)
    me.post(notes(zoe), {"met_place": "Lisbon", "cadence": "91", "cadence_days": "91"})
    assert Tie.objects.get(contact=zoe).cadence_days == 45
    assert page_of(me, zoe).count("Get back to them") == 1


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"met_on_day": "3", "met_on_year": "2024"}, "add the month"),
        ({"met_on_year": "2999"}, "from 1 to 31|four digits"),
        ({"met_on_year": "2099"}, "That day has not come yet."),
        ({"through": "Xaver"}, "Nobody else in your book is called that"),
        ({"through": "Zoë Quillfeather"}, "Nobody else in your book is called that"),
    ],
)
def test_what_cannot_be_is_said_and_what_was_typed_stays(
    me: Client, zoe: Contact, wrong: dict[str, str], why: str
) -> None:
    page = me.post(notes(zoe), {"met_place": "Lisbon"} | wrong)
    assert page.status_code == 422
    assert any(part in text_of(page) for part in why.split("|"))
    assert 'value="Lisbon"' in text_of(page)
    assert not Tie.objects.exists()


def test_where_several_bear_the_name_it_is_asked_which(
    me: Client, ada: Member, zoe: Contact, jun: Contact
) -> None:
    other = add_card(ada, "Jun Sato", organization="Inkwell")
    page = me.post(notes(zoe), {"through": "Jun"})
    assert page.status_code == 422
    assert "Which of them?" in text_of(page)
    assert "Inkwell" in text_of(page)
    me.post(notes(zoe), {"through": "Jun", "through_id": other.public_id})
    assert Tie.objects.get(contact=zoe).met_through == other


def test_saving_again_keeps_the_one_of_two_namesakes_that_was_chosen(
    me: Client, ada: Member, zoe: Contact
) -> None:
    first, second = add_card(ada, "Jun Liang"), add_card(ada, "Jun Liang")
    for chosen in (first, second):
        me.post(notes(zoe), {"through": "Jun Liang", "through_id": chosen.public_id})
        assert Tie.objects.get(contact=zoe).met_through == chosen
        assert f'name="through_id" value="{chosen.public_id}"' in page_of(me, zoe)


def test_nobody_of_anothers_book_is_found(me: Client, cleo: Member, zoe: Contact) -> None:
    stranger = add_card(cleo, "Cas Brandt")
    assert me.post(notes(zoe), {"through": "Cas"}).status_code == 422
    assert me.post(notes(zoe), {"through": "Cas", "through_id": stranger.public_id}).status_code == 422


def test_nobody_is_met_through_themself_or_through_anothers_people(
    ada: Member, cleo: Member, zoe: Contact
) -> None:
    with pytest.raises(ThroughOneself):
        write(ada, zoe, Facts(through=zoe.pk))
    with pytest.raises(Contact.DoesNotExist):
        write(ada, zoe, Facts(through=add_card(cleo, "Cas Brandt").pk))
    assert not Tie.objects.exclude(met_through=None).exists()


def test_a_merge_is_followed_and_undone(ada: Member, zoe: Contact, jun: Contact) -> None:
    twin = add_card(ada, "Junn Liang")
    write(ada, zoe, Facts(through=twin.pk))
    write(ada, jun, Facts(through=twin.pk))
    write(ada, twin, Facts("Porto", PartialDate(date(2020, 1, 1), "year"), zoe.pk))
    choose_cadence(by=ada, contact=twin, days=30, at=NOW)
    merge = merge_contacts(by=ada, kept=jun, gone=twin, at=NOW)
    kept = Tie.objects.get(contact=jun)
    assert Tie.objects.get(contact=zoe).met_through == jun
    assert (kept.met_place, kept.met_on, kept.met_precision) == ("Porto", date(2020, 1, 1), "year")
    assert (kept.met_through, kept.cadence_days) == (None, 30)
    undo_merge(by=ada, merge=merge, at=NOW)
    kept.refresh_from_db()
    assert Tie.objects.get(contact=zoe).met_through == twin
    assert (kept.met_place, kept.met_on, kept.met_precision, kept.cadence_days) == ("", None, "day", None)
    assert kept.met_through == twin


def test_what_is_kept_says_who_reads_it(me: Client, zoe: Contact) -> None:
    assert page_of(me, zoe).count("Only you.") >= 4


@pytest.mark.parametrize(("months", "found"), [(5, False), (7, True), (13, True)])
def test_the_book_shows_of_whom_nothing_was_heard_for_half_a_year(
    me: Client, ada: Member, zoe: Contact, months: int, found: bool
) -> None:
    Contact.objects.update(created_at=timezone.now() - timedelta(days=400))
    heard = timezone.localdate() - timedelta(days=months * 30 + 5)
    log_interaction(by=ada, contacts=[zoe], kind="met", on=heard, summary="", today=heard)
    assert ("Quillfeather" in text_of(me.get("/book/", {"quiet": "182"}))) is found
    assert ("Quillfeather" in text_of(me.get("/book/", {"quiet": "365"}))) is (months > 12)


def test_of_whom_nothing_was_ever_noted_counts_from_when_they_came(me: Client, zoe: Contact) -> None:
    assert "Quillfeather" not in text_of(me.get("/book/", {"quiet": "182"}))
    Contact.objects.update(created_at=timezone.now() - timedelta(days=200))
    assert "Quillfeather" in text_of(me.get("/book/", {"quiet": "182"}))
    assert "Quillfeather" in text_of(me.get("/book/", {"quiet": "nonsense"}))


def test_a_note_that_is_too_long_is_said(me: Client, zoe: Contact) -> None:
    sent: dict[str, Any] = {"notes": "x" * 20_001}
    assert me.post(notes(zoe), sent).status_code == 422
