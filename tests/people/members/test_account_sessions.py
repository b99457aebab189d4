"""Sessions: each is seen, and each can be ended by its member alone."""

from __future__ import annotations

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client
from django.urls import reverse

from comity.people.members.http.sessions import session_handle
from comity.people.members.models import Member
from tests.people.members.people import proven, signs_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def two_devices(ada: Member) -> tuple[Client, Client]:
    desk, phone = signs_in(proven(ada)), signs_in(ada)
    for device in (desk, phone):
        device.get(reverse("members:settings"), headers={"User-Agent": "A browser"})
    return desk, phone


def ends(client: Client, session: UserSession) -> int:
    return client.post(reverse("members:end_session", args=[session_handle(session)])).status_code


def test_the_other_session_is_seen_and_ended(ada: Member, two_devices: tuple[Client, Client]) -> None:
    desk, phone = two_devices
    shown = desk.get(reverse("usersessions_list")).content.decode()
    other = UserSession.objects.get(session_key=phone.session.session_key)
    assert session_handle(other) in shown
    assert other.session_key not in shown
    assert ends(desk, other) == 302
    assert phone.get(reverse("members:settings")).status_code == 302
    assert desk.get(reverse("members:settings")).status_code == 200


def test_all_others_end_at_once(two_devices: tuple[Client, Client]) -> None:
    desk, phone = two_devices
    desk.post(reverse("usersessions_list"))
    assert phone.get(reverse("members:settings")).status_code == 302
    assert desk.get(reverse("members:settings")).status_code == 200


def test_nobody_ends_anothers_session(ben: Member, two_devices: tuple[Client, Client]) -> None:
    _desk, phone = two_devices
    session = UserSession.objects.get(session_key=phone.session.session_key)
    assert ends(signs_in(proven(ben)), session) == 404
    assert ends(Client(), session) == 302
    assert phone.get(reverse("members:settings")).status_code == 200


def test_a_bad_handle_and_a_wrong_method(two_devices: tuple[Client, Client]) -> None:
    desk, _phone = two_devices
    url = reverse("members:end_session", args=["nothing"])
    assert desk.post(url).status_code == 404
    assert desk.get(url).status_code == 405
