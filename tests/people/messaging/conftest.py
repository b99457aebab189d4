from __future__ import annotations

import pytest
from django.test import Client

from comity.people.members.models import Member
from tests.people import signed_in


@pytest.fixture
def me(ada: Member) -> Client:
    return signed_in(ada)


@pytest.fixture
def him(ben: Member) -> Client:
    return signed_in(ben)
