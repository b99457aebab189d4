"""Ada the owner, Ben her contact and a member, Cleo the stranger, and Olga who runs the instance."""

from __future__ import annotations

import pytest
from django.test import Client

from comity.people.members.models import Member


@pytest.fixture
def ada(db: None) -> Member:
    return Member.objects.create_user("ada@example.org", "correct horse battery", name="Ada Okafor")


@pytest.fixture
def ben(db: None) -> Member:
    return Member.objects.create_user("ben@example.org", "correct horse battery", name="Ben Sørensen")


@pytest.fixture
def cleo(db: None) -> Member:
    return Member.objects.create_user("cleo@example.org", "correct horse battery", name="Cleo Martín")


@pytest.fixture
def olga(db: None) -> Member:
    return Member.objects.create_user(
        "olga@example.org", "correct horse battery", name="Olga Lind", is_operator=True
    )


def signed_in(member: Member) -> Client:
    """Return a browser without script in which ``member`` is signed in."""
    client = Client()
    client.force_login(member, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client
