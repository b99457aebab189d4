"""Members whose address is proven, as sign-up leaves them."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.test import Client

from comity.people.members.models import Member

PASSWORD = "correct horse battery"


def proven(member: Member) -> Member:
    """Confirm the member's address, as the mailed code does."""
    EmailAddress.objects.create(user=member, email=member.email, verified=True, primary=True)
    return member


def signs_in(member: Member) -> Client:
    """Sign in by password through the page, so that the session knows how."""
    cache.clear()
    client = Client()
    answer = client.post("/accounts/login/", {"login": member.email, "password": PASSWORD})
    assert answer.status_code == 302, answer.content.decode()
    return client
