"""One world for all tests of a file: built once, and whatever a test changes in it is taken back."""

from __future__ import annotations

import copy
from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from comity.people.members.models import Member
from comity.relationships.graph.actions.rebuilding import rebuild
from tests.contracts.pages import World, world


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    with django_db_blocker.unblock(), transaction.atomic():
        made = world(
            Member.objects.create_user("ada@example.org", "correct horse battery", name="Ada Okafor")
        )
        rebuild()  # else a page that asks the graph would ask for it
        yield made
        transaction.set_rollback(True)


@pytest.fixture
def here(built: World, db: None) -> Iterator[World]:
    cookies = {who: copy.deepcopy(client.cookies) for who, client in built.browsers.items()}
    yield built
    for who, client in built.browsers.items():
        client.cookies = cookies[who]
