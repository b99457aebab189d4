"""Letters that wait because no mail server is set: the operator reads them, nobody else knows of them."""

from __future__ import annotations

import pytest
from django.core.mail import EmailMultiAlternatives
from django.test import Client
from django.test.utils import override_settings
from django.urls import reverse
from pytest_django.fixtures import DjangoAssertNumQueries

from comity.foundation.core.models import Letter
from comity.people.members.models import Member
from tests.people import signed_in

pytestmark = pytest.mark.django_db
URL = "/ops/letters/"


def send(count: int = 1) -> None:
    with override_settings(EMAIL_BACKEND="comity.foundation.core.mail.LetterBackend"):
        for number in range(count):
            mail = EmailMultiAlternatives(f"Code {number}", "Your code is 1234.", to=["ben@example.org"])
            mail.attach_alternative("<p>Your code is <b>1234</b>.</p>", "text/html")
            mail.send()


def test_a_mail_without_a_server_waits_as_a_letter(olga: Member) -> None:
    send()
    letter = Letter.objects.get()
    assert (letter.to, letter.body) == ("ben@example.org", "Your code is 1234.")
    assert "<b>1234</b>" in letter.html
    page = signed_in(olga).get(URL).content.decode()
    assert "Code 0" in page
    assert "Your code is 1234." in page


def test_an_empty_desk_says_so(olga: Member) -> None:
    assert "Mail that cannot leave will wait here." in signed_in(olga).get(URL).content.decode()


def test_a_letter_is_deleted_once(olga: Member) -> None:
    send()
    browser, url = signed_in(olga), reverse("pages:letter-delete", args=[Letter.objects.get().public_id])
    assert browser.get(url).status_code == 405
    assert browser.post(url).status_code == 302
    assert not Letter.objects.exists()
    assert browser.post(url).status_code == 404


def test_to_members_and_strangers_there_are_no_letters(ada: Member) -> None:
    send()
    url = reverse("pages:letter-delete", args=[Letter.objects.get().public_id])
    for browser in (signed_in(ada), Client()):
        assert (
            browser.get(URL).status_code
            == browser.post(url).status_code
            == browser.get("/ops/").status_code
            == 404
        )
    assert Letter.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_however_long(
    olga: Member, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    send(count)
    browser = signed_in(olga)
    browser.get(URL)
    with django_assert_num_queries(4):  # session, member, count, letters
        browser.get(URL)


def test_the_operators_page_names_every_place(olga: Member) -> None:
    page = signed_in(olga).get("/ops/").content.decode()
    assert 'href="/ops/letters/"' in page
    assert 'href="/ops/work/"' in page
