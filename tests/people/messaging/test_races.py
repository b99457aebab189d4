"""Two who do something at once get one outcome, on both databases."""

from __future__ import annotations

import pytest

from comity.foundation.quotas.actions import QuotaSpent
from comity.people.members.actions.blocks import block_member
from comity.people.members.actions.pairs import NotThere
from comity.people.members.models import Member
from comity.people.messaging.actions.answering import accept_request, decline_request
from comity.people.messaging.actions.writing import NotYet
from comity.people.messaging.enums import WRITTEN, State
from comity.people.messaging.models import Message, Thread
from comity.people.notifications.models import Notice
from tests.people.messaging.people import answer, later, old_enough, write
from tests.relationships.mutual.people import at_once

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def test_first_messages_of_both_at_once_are_one_thread(ada: Member, ben: Member) -> None:
    came = at_once(*[lambda: write(ada, ben), lambda: write(ben, ada)] * 4)
    assert not [one for one in came if isinstance(one, Exception) and not isinstance(one, NotYet)], came
    thread = Thread.objects.get()
    assert thread.state == State.OPEN
    assert set(Message.objects.values_list("author", flat=True)) == {ada.pk, ben.pk}


def test_eight_first_messages_at_once_are_one(ada: Member, ben: Member) -> None:
    came = at_once(*[lambda: write(ada, ben)] * 8)
    assert sum(isinstance(one, NotYet) for one in came) == 7, came
    assert Message.objects.count() == 1


def test_a_request_is_accepted_once(ada: Member, ben: Member) -> None:
    thread = write(ada, ben).thread
    came = at_once(*[lambda: accept_request(by=ben, public_id=thread.public_id, at=later())] * 8)
    assert sum(isinstance(one, NotThere) for one in came) == 7, came
    assert Notice.objects.filter(recipient=ada, kind=WRITTEN).count() == 1


def test_accepted_and_declined_at_once_is_one_of_them(ada: Member, ben: Member) -> None:
    thread = write(ada, ben).thread
    public_id = thread.public_id
    at_once(
        *[
            lambda: accept_request(by=ben, public_id=public_id, at=later()),
            lambda: decline_request(by=ben, public_id=public_id, at=later()),
        ]
        * 4
    )
    thread.refresh_from_db()
    assert thread.state == State.OPEN, "a no may be thought over, a yes not"


def test_accepted_and_blocked_at_once_ends_in_the_block(ada: Member, ben: Member) -> None:
    thread = write(ada, ben).thread
    public_id = thread.public_id
    came = at_once(
        *[lambda: accept_request(by=ben, public_id=public_id, at=later())] * 3,
        lambda: block_member(by=ada, other=ben, at=later()),
        *[lambda: answer(ben, thread)] * 3,
    )
    assert not [one for one in came if isinstance(one, Exception) and not isinstance(one, NotThere)], came
    thread.refresh_from_db()
    assert thread.ended_at
    assert not Thread.objects.visible_to(ada).exists()
    assert not Notice.objects.filter(about=public_id).exists()


def test_requests_to_many_at_once_stay_within_the_cap(ada: Member) -> None:
    old_enough(ada)
    ada.refresh_from_db()
    others = [Member.objects.create_user(f"m{n}@example.org", name=f"M {n}") for n in range(8)]
    came = at_once(*[lambda other=other: write(ada, other) for other in others])
    assert sum(isinstance(one, QuotaSpent) for one in came) == 3, came
    assert Thread.objects.count() == 5


def test_what_both_write_at_once_is_all_there_and_unread(ada: Member, ben: Member) -> None:
    thread = write(ada, ben).thread
    accept_request(by=ben, public_id=thread.public_id, at=later())
    came = at_once(*[lambda: answer(ada, thread), lambda: answer(ben, thread)] * 4)
    assert not [one for one in came if isinstance(one, Exception)], came
    newest = Message.objects.order_by("-pk")[0].pk
    assert set(thread.seats.values_list("newest", flat=True)) == {newest}
