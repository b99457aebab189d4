"""Putting a member into one's book: a copy of what they show, once, and no link."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from comity.people.contacts.models import Contact
from comity.people.members.actions.blocks import block_member
from comity.people.members.models import Detail, Member, Profile
from tests.people import signed_in

pytestmark = pytest.mark.django_db


def keep(member: Member) -> str:
    return reverse("pages:member-keep", args=[member.public_id])


@pytest.fixture
def shown(ben: Member) -> Member:
    Profile.objects.create(owner=ben, headline="Grid planner")
    Detail.objects.create(owner=ben, kind="email", value="ben@work.example", audience_kind="members")
    Detail.objects.create(owner=ben, kind="phone", value="+31 6 12345678", audience_kind="me")
    return ben


def test_what_they_show_becomes_a_card_of_mine(ada: Member, shown: Member) -> None:
    client = signed_in(ada)
    assert "Put into my book" in client.get(f"/m/{shown.public_id}/").content.decode()
    client.post(keep(shown))
    card = Contact.objects.get(owner=ada)
    values = set(card.values.values_list("value", flat=True))
    assert card.full_name == "Ben Sørensen"
    assert "ben@work.example" in values
    assert "+31 6 12345678" not in values
    assert card.member is None
    assert not Contact.objects.filter(owner=shown).exists()


def test_twice_is_once(ada: Member, shown: Member) -> None:
    client = signed_in(ada)
    assert client.post(keep(shown))["Location"] == client.post(keep(shown))["Location"]
    assert Contact.objects.filter(owner=ada).count() == 1


def test_it_is_taken_back(ada: Member, shown: Member) -> None:
    client = signed_in(ada)
    page = client.post(keep(shown), follow=True).content.decode()
    found = re.search(r'action="(/book/undo/[^"]+)"', page)
    assert found
    client.post(found[1])
    assert not Contact.objects.visible_to(ada).exists()


def test_who_is_linked_is_led_to(ada: Member, shown: Member) -> None:
    client = signed_in(ada)
    client.post(keep(shown))
    Contact.objects.update(member=shown)
    card = Contact.objects.get()
    assert f'href="/book/{card.public_id}/"' in client.get(f"/m/{shown.public_id}/").content.decode()


def test_over_a_block_and_of_oneself_there_is_nothing(ada: Member, shown: Member) -> None:
    client = signed_in(ada)
    assert client.post(keep(ada)).status_code == 404
    assert client.post("/m/nothing/keep/").status_code == 404
    assert client.get(keep(shown)).status_code == 405
    block_member(by=shown, other=ada, at=timezone.now())
    assert client.post(keep(shown)).status_code == 404
    assert Client().post(keep(shown))["Location"].startswith("/accounts/login/")
    assert not Contact.objects.exists()
