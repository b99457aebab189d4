from __future__ import annotations

from collections.abc import Iterator

import pytest
from allauth.account.models import EmailAddress
from pytest_django import Settings

from comity.people.contacts.models import Contact
from comity.people.members.models import Member
from comity.relationships.sources.actions.addressing import renew_address
from tests.factories.book import NOW, add_card
from tests.relationships.sources.calendars import BO, ZOE
from tests.web import Web


@pytest.fixture
def web(settings: Settings) -> Iterator[Web]:
    """A calendar server inside, which the operator allows."""
    settings.ALLOWED_INTERNAL_HOSTS = frozenset({"127.0.0.1"})
    with Web() as here:
        yield here


@pytest.fixture
def zoe(ada: Member) -> Contact:
    EmailAddress.objects.create(user=ada, email=ada.email, verified=True, primary=True)
    return add_card(ada, "Zoë Quillfeather", ("email", ZOE))


@pytest.fixture
def bo(ada: Member) -> Contact:
    return add_card(ada, "Bo Brandt", ("email", BO))


@pytest.fixture
def log_address(ada: Member, zoe: Contact, settings: Settings) -> str:
    settings.MAIL_DOMAIN = "mail.example.org"
    return f"log+{renew_address(by=ada, at=NOW).token}@mail.example.org"
