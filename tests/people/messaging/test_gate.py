"""Who may write to whom: freely, by one request, or not today."""

from __future__ import annotations

from datetime import timedelta

import pytest

from comity.foundation.quotas.actions import QuotaSpent
from comity.people.members.actions.blocks import block_member
from comity.people.members.actions.pairs import NotThere
from comity.people.members.models import Member
from comity.people.messaging.actions.answering import accept_request, decline_request, reconsider_request
from comity.people.messaging.actions.changing import delete_message, put_back_message
from comity.people.messaging.actions.writing import NotYet
from comity.people.messaging.enums import REQUESTED, WRITTEN, State
from comity.people.messaging.models import Message, Thread
from comity.people.messaging.queries.requests import waiting_requests
from comity.people.messaging.registry import STRANGERS
from comity.people.notifications.models import Notice
from tests.foundation.quotas.limits import at_most
from tests.people.messaging.people import NOW, answer, gate_open, later, old_enough, write

pytestmark = pytest.mark.django_db


def told(member: Member, kind: str = "") -> int:
    notices = Notice.objects.filter(recipient=member)
    return (notices.filter(kind=kind) if kind else notices).count()


def test_a_stranger_sends_one_message_and_waits(ada: Member, ben: Member) -> None:
    thread = write(ada, ben).thread
    assert thread.state == State.WAITING
    with pytest.raises(NotYet):
        write(ada, ben, "And another thing.")
    with pytest.raises(NotYet):
        answer(ada, thread, "And another thing.")
    assert Message.objects.count() == 1
    assert told(ben, REQUESTED) == 1


def test_a_yes_opens_the_thread_for_both(ada: Member, ben: Member) -> None:
    thread = write(ada, ben).thread
    accept_request(by=ben, public_id=thread.public_id, at=later())
    answer(ada, thread)
    answer(ben, thread)
    assert told(ben, REQUESTED) == 0
    assert told(ada, WRITTEN) == 1


def test_writing_back_is_a_yes_also_after_a_no(ada: Member, ben: Member) -> None:
    thread = write(ada, ben).thread
    decline_request(by=ben, public_id=thread.public_id, at=later())
    answer(ben, thread)
    thread.refresh_from_db()
    assert thread.state == State.OPEN
    answer(ada, thread)


def test_both_ask_and_it_is_a_yes_of_both(ada: Member, ben: Member) -> None:
    first = write(ada, ben)
    second = write(ben, ada)
    assert first.thread_id == second.thread_id
    assert second.thread.state == State.OPEN


def test_after_a_no_it_can_be_thought_over(ada: Member, ben: Member) -> None:
    thread = write(ada, ben).thread
    decline_request(by=ben, public_id=thread.public_id, at=later())
    assert waiting_requests(ben) == []
    with pytest.raises(NotYet):
        answer(ada, thread)
    reconsider_request(by=ben, public_id=thread.public_id, at=later())
    assert [one.member for one in waiting_requests(ben)] == [ada]
    assert told(ada) == 0, "nobody is told of a no, nor of its end"


def test_only_who_is_asked_answers(ada: Member, ben: Member, cleo: Member) -> None:
    thread = write(ada, ben).thread
    for by in (ada, cleo):
        with pytest.raises(NotThere):
            accept_request(by=by, public_id=thread.public_id, at=later())
        with pytest.raises(NotThere):
            decline_request(by=by, public_id=thread.public_id, at=later())
    accept_request(by=ben, public_id=thread.public_id, at=later())
    with pytest.raises(NotThere):
        decline_request(by=ben, public_id=thread.public_id, at=later())


def test_who_is_free_writes_at_once_and_again(ada: Member, ben: Member) -> None:
    with gate_open((ada, ben)):
        thread = write(ada, ben).thread
        answer(ada, thread, "And another thing.")
    assert thread.state == State.FREE
    assert told(ben, WRITTEN) == 1
    assert told(ben, REQUESTED) == 0


def test_once_free_no_more_one_waits_for_the_first_answer(ada: Member, ben: Member) -> None:
    with gate_open((ada, ben)):
        thread = write(ada, ben).thread
    with pytest.raises(NotYet):
        answer(ada, thread)
    answer(ben, thread)
    answer(ada, thread)


def test_a_tie_made_later_opens_what_waited_or_was_declined(ada: Member, ben: Member) -> None:
    thread = write(ada, ben).thread
    decline_request(by=ben, public_id=thread.public_id, at=later())
    with gate_open((ada, ben)):
        answer(ada, thread)
    assert told(ben, WRITTEN) == 1
    assert Thread.objects.in_inbox_of(ben).exists()


def test_five_requests_a_day_and_two_in_the_first_week(ada: Member, ben: Member) -> None:
    others = [Member.objects.create_user(f"m{n}@example.org", name=f"M {n}") for n in range(6)]
    Member.objects.filter(pk=ben.pk).update(joined_at=NOW - timedelta(days=2))
    old_enough(ada)
    for by, most in ((ada, 5), (ben, 2)):
        by.refresh_from_db()
        for other in others[:most]:
            write(by, other)
        with pytest.raises(QuotaSpent):
            write(by, others[5])
        write(by, others[5], minutes=24 * 60 + 1)


def test_who_is_free_is_not_counted(ada: Member, ben: Member, cleo: Member) -> None:
    with at_most(STRANGERS, 1):
        with gate_open((ada, ben)):
            write(ada, ben)
        write(ada, cleo)


def test_answers_and_taking_back_do_not_make_room(ada: Member, ben: Member, cleo: Member) -> None:
    with at_most(STRANGERS, 1):
        message = write(ada, ben)
        delete_message(by=ada, public_id=message.public_id, at=later())
        with pytest.raises(QuotaSpent):
            write(ada, cleo, minutes=1)


def test_a_request_taken_back_waits_for_nobody_and_may_come_back_once_told(ada: Member, ben: Member) -> None:
    message = write(ada, ben)
    delete_message(by=ada, public_id=message.public_id, at=later())
    assert waiting_requests(ben) == []
    with pytest.raises(NotThere):
        accept_request(by=ben, public_id=message.thread.public_id, at=later())
    put_back_message(by=ada, public_id=message.public_id, at=later(2))
    assert len(waiting_requests(ben)) == 1
    assert told(ben) == 1


@pytest.mark.parametrize("who", ["blocks", "is blocked", "is suspended", "oneself"])
def test_nobody_writes_to_who_is_not_there(ada: Member, ben: Member, who: str) -> None:
    other = ada if who == "oneself" else ben
    if who == "is suspended":
        Member.objects.filter(pk=ben.pk).update(is_active=False, standing="suspended")
    elif who != "oneself":
        one, two = (ben, ada) if who == "blocks" else (ada, ben)
        block_member(by=one, other=two, at=NOW)
    with pytest.raises(NotThere):
        write(ada, other)
    assert not Thread.objects.exists()


def test_mutual_ties_write_freely(ada: Member, ben: Member, cleo: Member) -> None:
    from tests.relationships.mutual.people import tied

    tied(ada, ben)
    assert write(ada, ben).thread.state == State.FREE
    assert write(ada, cleo).thread.state == State.WAITING
