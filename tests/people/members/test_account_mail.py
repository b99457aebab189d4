"""Letters over a real mail server: taken, put off, refused."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from comity.foundation.work.jobs import run_waiting
from comity.people.members.actions.entrance.invitations import invite_by_mail
from comity.people.members.models import Member
from tests.smtp import Postbox

pytestmark = pytest.mark.django_db


def test_a_sign_up_by_real_mail(client: Client, olga: Member, postbox: Postbox) -> None:
    form = {"name": "Dora Kim", "email": "dora@example.org", "password1": "a garden in winter"}
    client.post(reverse("account_signup"), form)
    (letter,) = postbox.to("dora@example.org")
    kinds = [part.get_content_type() for part in letter.walk()]
    assert kinds == ["multipart/alternative", "text/plain", "text/html"]
    plain = letter.get_body(("plain",))
    assert plain is not None
    code = re.search(r"^\s*([A-Z0-9]+-[A-Z0-9]+)\s*$", plain.get_content(), re.MULTILINE)
    assert code
    client.post(reverse("account_email_verification_sent"), {"code": code[1]})
    assert client.get("/settings/").status_code == 200


def test_an_invitation_put_off_is_sent_once_when_the_server_takes_it(ada: Member, postbox: Postbox) -> None:
    postbox.refusals = ["451 Try again later", "421 Closing"]
    invite_by_mail(by=ada, email="dora@example.org", note="We met in Lisbon.", at=timezone.now())
    for days in range(5):
        run_waiting(clock=lambda days=days: timezone.now() + timedelta(days=days))  # type: ignore[misc]
    (letter,) = postbox.letters
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "Ada Okafor" in letter["Subject"]
