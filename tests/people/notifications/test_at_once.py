"""Two members agree on something while what they were told of it is gathered or read: nobody waits in a circle."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest
from django.db import connection, transaction
from django.utils import timezone

from comity.people.members.actions.locking import lock_pair
from comity.people.members.models import Member
from comity.people.notifications.actions.gathering import gather
from comity.people.notifications.actions.reading import mark_all_read, mark_read
from comity.people.notifications.actions.telling import forget, notify
from comity.people.notifications.models import Notice
from tests.people.notifications.kinds import Things

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


def gathered(_member: Member) -> None:
    gather(at=timezone.now())


def read(member: Member) -> None:
    with suppress(Notice.DoesNotExist):  # where one writes at a time, it is gone by then
        mark_read(by=member, public_id=Notice.objects.get(recipient=member).public_id, at=timezone.now())


def all_read(member: Member) -> None:
    mark_all_read(by=member, until=timezone.now(), at=timezone.now())


@pytest.mark.parametrize("act", [gathered, read, all_read])
def test_what_is_taken_back_by_two_waits_for_nobody_who_waits_for_them(
    act: Callable[[Member], None], ada: Member, ben: Member, things: Things
) -> None:
    notify(recipient=ada, kind="test.asked", about="one", at=timezone.now())

    def meanwhile() -> None:
        try:
            act(ada)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            lock_pair(ada, ben)
            other = pool.submit(meanwhile)
            with suppress(TimeoutError):
                other.result(1)  # it has gone as far as it can without the two
            forget(kind="test.asked", about="one")
        other.result(30)
    ada.refresh_from_db()
    assert not Notice.objects.exists()
    assert ada.unread_notices == 0
