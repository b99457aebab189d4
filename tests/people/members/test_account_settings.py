"""Settings: every page of one's own account, and the pages other apps add."""

from __future__ import annotations

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse

from comity.foundation.core.registry import settings_pages
from comity.people.members.models import Member
from tests.people import signed_in
from tests.people.members.people import PASSWORD, proven, signs_in

pytestmark = pytest.mark.django_db


def test_the_first_page_leads_to_every_registered_one(ada: Member) -> None:
    shown = signed_in(ada).get(reverse("members:settings")).content.decode()
    for page in settings_pages.values():
        assert reverse(page.url_name) in shown


@pytest.mark.parametrize("key", [*settings_pages, "home"])
def test_every_page_opens_for_its_member_and_for_nobody_else(key: str, ada: Member) -> None:
    url = reverse(settings_pages[key].url_name if key != "home" else "members:settings")
    answer = signs_in(proven(ada)).get(url, follow=True)
    assert answer.status_code == 200
    assert "no-store" in answer.headers["Cache-Control"]
    visitor = Client().get(url)
    assert visitor.status_code == 302
    assert visitor.headers["Location"].startswith(reverse("account_login"))


def test_wrong_methods(ada: Member) -> None:
    assert signed_in(ada).post(reverse("members:settings")).status_code == 405
    assert signed_in(ada).delete(reverse("members:language")).status_code == 405


def test_language_and_time_zone_are_kept_and_followed(ada: Member) -> None:
    client = signed_in(ada)
    url = reverse("members:language")
    assert client.post(url, {"language": "de", "time_zone": "Asia/Tokyo"}).status_code == 302
    ada.refresh_from_db()
    assert (ada.language, ada.time_zone) == ("de", "Asia/Tokyo")
    answer = client.get(url, headers={"Accept-Language": "en"})
    assert answer.headers["Content-Language"] == "de"
    assert '<html lang="de"' in answer.content.decode()


def test_a_language_or_zone_that_is_none_is_refused(ada: Member) -> None:
    answer = signed_in(ada).post(reverse("members:language"), {"language": "xx", "time_zone": "Mars/Here"})
    assert answer.status_code == 422
    ada.refresh_from_db()
    assert (ada.language, ada.time_zone) == ("", "")


def test_another_address_is_added_confirmed_and_made_the_main_one(ada: Member) -> None:
    from tests.people.members.codes import code_mailed_to

    client = signs_in(proven(ada))
    url = reverse("account_email")
    client.post(url, {"action_add": "", "email": "ada@office.example"})
    client.post(reverse("account_email_verification_sent"), {"code": code_mailed_to("ada@office.example")})
    client.post(url, {"action_primary": "", "email": "ada@office.example"})
    assert EmailAddress.objects.get(user=ada, primary=True).email == "ada@office.example"
    assert "ada@office.example" in client.get(url).content.decode()


def test_an_address_that_is_being_added_can_be_left_unconfirmed(ada: Member) -> None:
    client = signs_in(proven(ada))
    url = reverse("account_email")
    page = client.post(url, {"action_add": "", "email": "ada@office.example"}, follow=True)
    assert f'<a href="{url}">Back to your addresses, without this one</a>' in page.content.decode()
    assert client.get(url).status_code == 200
    assert not EmailAddress.objects.filter(email="ada@office.example").exists()


def test_a_member_without_password_sets_one(ada: Member) -> None:
    ada.set_unusable_password()
    ada.save()
    proven(ada)
    client = signed_in(ada)
    page = client.get(reverse("account_change_password"))
    assert page.headers["Location"].startswith(reverse("account_set_password"))
    client.post(reverse("account_set_password"), {"password1": PASSWORD, "password2": PASSWORD})
    ada.refresh_from_db()
    assert ada.check_password(PASSWORD)
