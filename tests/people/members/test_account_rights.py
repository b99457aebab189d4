"""The account in its member's archive, and the account that goes."""

from __future__ import annotations

import json

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone

from comity.foundation.core.models import Letter
from comity.foundation.core.registry import erasers, exporters
from comity.people.members.actions.entrance.invitations import accept, invite_by_link, invite_by_mail
from comity.people.members.models import Acceptance, Invitation, Member
from comity.people.members.queries.acquaintances import linked_by_invitation
from tests.people.members.people import proven, signs_in

pytestmark = pytest.mark.django_db


def test_the_archive_holds_the_account_and_no_secret(ada: Member, ben: Member) -> None:
    signs_in(proven(ada)).get("/settings/")
    invite_by_mail(by=ada, email="dora@example.org", note="Come in", at=timezone.now())
    link = invite_by_link(by=ben, places=1, days=1, note="", at=timezone.now())
    accept(link, by=ada, at=timezone.now())
    files = dict(exporters["account"].files(ada))
    text = json.dumps(files)
    assert files["account.json"]["addresses"][0]["email"] == "ada@example.org"
    assert files["invitations.json"][0]["email"] == "dora@example.org"
    assert files["accepted_invitations.json"][0]["invited_by"] == "Ben Sørensen"
    for secret in (ada.password, link.token, Invitation.objects.visible_to(ada).get().token, ben.email):
        assert secret not in text


def test_an_erased_account_leaves_nothing_and_nobody_else_less(ada: Member, ben: Member) -> None:
    client = signs_in(proven(ada))
    client.get("/settings/")
    link = invite_by_link(by=ada, places=1, days=1, note="", at=timezone.now())
    accept(link, by=ben, at=timezone.now())
    Letter.objects.create(to=ada.email, subject="A code", body="1")
    counts = erasers["account"].erase(ada)
    assert counts["sessions ended"] >= 1
    assert client.get("/settings/").status_code == 302
    assert not EmailAddress.objects.filter(email="ada@example.org").exists()
    assert not Invitation.objects.exists()
    assert not Letter.objects.exists()
    assert list(Member.objects.values_list("email", flat=True)) == [ben.email]


def test_an_accepted_invitation_links_two_and_an_open_one_nobody(ada: Member, ben: Member) -> None:
    link = invite_by_link(by=ada, places=2, days=1, note="", at=timezone.now())
    assert list(linked_by_invitation(ada.pk)) == []
    accept(link, by=ben, at=timezone.now())
    assert list(linked_by_invitation(ada.pk)) == [ben.pk]
    assert list(linked_by_invitation(ben.pk)) == [ada.pk]
    Acceptance.objects.update(confirmed_at=None)
    assert list(linked_by_invitation(ben.pk)) == []
