"""A page that is not there: a visitor is offered to sign in, at every address alike."""

from __future__ import annotations

import pytest
from django.test import Client

from comity.people.members.models import Member
from tests.people import signed_in

pytestmark = pytest.mark.django_db


def test_a_visitor_may_sign_in_and_come_back(ada: Member) -> None:
    for path in (f"/m/{ada.public_id}/", "/m/nothing/", "/nowhere/", "/ops/"):
        answer = Client().get(path)
        assert answer.status_code == 404
        assert f'href="/accounts/login/?next={path}"' in answer.content.decode()


def test_a_member_is_not_asked_to(ada: Member) -> None:
    assert "/accounts/login/" not in signed_in(ada).get("/nowhere/").content.decode()
