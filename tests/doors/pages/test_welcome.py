"""The first ten minutes: four lines, people by name, and leaving it for later."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from comity.foundation.work.models import Job
from comity.people.contacts.models import Contact
from comity.people.members.models import Member
from comity.people.members.queries.profile import profile_for
from tests.people import signed_in

pytestmark = pytest.mark.django_db
LINES = {
    "name": "Ada Okafor",
    "headline": "Grid planner",
    "can_help": "Reading a permit",
    "looks_for": "A four-day week",
}


def test_four_lines_make_a_profile_and_what_one_looks_for_stays_private(ada: Member, ben: Member) -> None:
    answer = signed_in(ada).post("/welcome/", LINES)
    assert answer["Location"] == "/welcome/people/"
    ada.refresh_from_db()
    seen = profile_for(ben, ada).texts
    assert seen["headline"] == "Grid planner"
    assert seen["can_help"] == "Reading a permit"
    assert "looks_for" not in seen
    assert profile_for(ada, ada).texts["looks_for"] == "A four-day week"


def test_the_lines_are_there_when_one_comes_back(ada: Member) -> None:
    browser = signed_in(ada)
    browser.post("/welcome/", LINES)
    assert 'value="Grid planner"' in browser.get("/welcome/").content.decode()


def test_a_name_is_asked_for_in_words(ada: Member) -> None:
    answer = signed_in(ada).post("/welcome/", LINES | {"name": ""})
    assert answer.status_code == 422


@pytest.mark.parametrize(
    ("line", "name", "address"),
    [
        ("Miriam Okafor", "Miriam Okafor", ""),
        ("Jun Liang <jun@example.org>", "Jun Liang", "jun@example.org"),
        ("Jun Liang, jun@example.org", "Jun Liang", "jun@example.org"),
        ("jun@example.org", "jun@example.org", "jun@example.org"),
        ("李静", "李静", ""),
        ("Okafor, Miriam", "Miriam Okafor", ""),
        ("van der Berg, Jan <jan@example.org>", "Jan van der Berg", "jan@example.org"),
        ("Anna Schmidt, PhD", "Anna Schmidt, PhD", ""),
        ("Schmidt, GmbH & Co", "Schmidt, GmbH & Co", ""),
    ],
)
def test_names_are_typed_one_a_line(ada: Member, line: str, name: str, address: str) -> None:
    assert signed_in(ada).post("/welcome/people/", {"names": f"{line}\n\n"}).status_code == 302
    contact = Contact.objects.visible_to(ada).get()
    assert contact.full_name == name
    assert [value.value for value in contact.values.all()] == ([address] if address else [])


def test_what_follows_a_whole_name_is_an_organisation(ada: Member) -> None:
    signed_in(ada).post("/welcome/people/", {"names": "Anna Schmidt, ACME, anna@example.org"})
    contact = Contact.objects.visible_to(ada).get()
    assert (contact.full_name, contact.organization) == ("Anna Schmidt", "ACME")


def test_a_line_of_signs_nobody_sees_is_nobody(ada: Member) -> None:
    assert signed_in(ada).post("/welcome/people/", {"names": "\u202e\nJun Liang"}).status_code == 302
    assert [contact.full_name for contact in Contact.objects.visible_to(ada)] == ["Jun Liang"]


def test_far_too_many_names_are_refused_and_none_is_kept(ada: Member) -> None:
    answer = signed_in(ada).post("/welcome/people/", {"names": "Somebody\n" * 201})
    assert answer.status_code == 422
    assert not Contact.objects.exists()


def test_linkedin_is_asked_early_and_a_letter_reminds(ada: Member) -> None:
    browser = signed_in(ada)
    page = browser.get("/welcome/people/").content.decode()
    assert "remind me in a day" in page
    assert 'name="next" value="/welcome/people/"' in page
    answer = browser.post("/import/remind/", {"next": "/welcome/people/"})
    assert answer["Location"] == "/welcome/people/"
    assert waiting("exchange.remind") == 1
    assert "remind me in a day" in browser.get("/import/").content.decode()
    assert browser.post("/import/remind/", {"next": "https://elsewhere.example/"})["Location"] == "/import/"


def waiting(kind: str) -> int:
    return Job.objects.filter(kind=kind).count()


def test_later_is_an_answer_and_today_stops_asking(ada: Member) -> None:
    browser = signed_in(ada)
    reminder = "The first ten minutes are not done yet"
    assert reminder in browser.get("/").content.decode()
    assert browser.get("/welcome/done/").status_code == 405
    assert browser.post("/welcome/done/")["Location"] == "/"
    assert reminder not in browser.get("/").content.decode()


@pytest.mark.parametrize("url", ["/welcome/", "/welcome/people/", "/welcome/done/", "/", "/tour/"])
def test_a_visitor_is_asked_to_sign_in(url: str) -> None:
    answer = Client().post(url) if "done" in url else Client().get(url)
    assert answer.status_code == 302
    assert "/accounts/login/" in answer["Location"]


def test_nobody_who_has_people_is_told_that_they_have_not_begun(ada: Member) -> None:
    client = signed_in(ada)
    client.post("/welcome/people/", {"names": "Miriam Okafor"})
    page = client.get("/").content.decode()
    assert "The first ten minutes are not done yet" not in page


def test_typed_names_are_taken_back(ada: Member) -> None:
    client = signed_in(ada)
    page = client.post(
        "/welcome/people/", {"names": "Miriam Okafor\nJun Liang"}, follow=True
    ).content.decode()
    found = re.search(r'action="(/book/undo/[^"]+)"', page)
    assert found
    client.post(found[1])
    assert not Contact.objects.visible_to(ada).exists()
