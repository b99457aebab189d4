"""What stays of a member's messages: gaps when they are erased, their own words when they take them along."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from comity.foundation.core.registry import erasers
from comity.people.members.actions.blocks import block_member, unblock_member
from comity.people.members.actions.pairs import NotThere
from comity.people.members.models import Member
from comity.people.messaging.actions.changing import (
    TooLate,
    delete_message,
    forget_deleted_texts,
    put_back_message,
)
from comity.people.messaging.actions.seating import leave_thread
from comity.people.messaging.models import Message, Seat, Thread
from comity.people.messaging.queries.archive import messages_for_archive
from comity.people.moderation.registry import reportables
from comity.people.notifications.models import Notice
from tests.people import signed_in
from tests.people.messaging.people import NOW, answer, introduced, later, talking, write

pytestmark = pytest.mark.django_db


def erase(member: Member) -> dict[str, int]:
    counts: dict[str, int] = {}
    for eraser in sorted(erasers.values(), key=lambda one: one.order):
        counts |= eraser.erase(Member.objects.get(pk=member.pk))
    return counts


def archive_of(member: Member) -> dict[str, Any]:
    return json.loads(json.dumps(dict(messages_for_archive(member))))  # type: ignore[no-any-return]


def test_of_who_is_erased_gaps_stay_and_no_word(ada: Member, ben: Member) -> None:
    thread = talking(ben, ada)
    counts = erase(ben)
    assert counts["messages removed"] == 1
    page = signed_in(ada).get(thread.get_absolute_url()).content.decode()
    assert "A former member" in page
    assert "Ben" not in page
    assert "Hello back." in page
    assert Message.objects.get(author=None).text == ""
    assert not Notice.objects.filter(about=thread.public_id).exists()


def test_a_request_of_who_is_erased_is_gone_and_one_to_them_stays_with_who_wrote(
    ada: Member, ben: Member, cleo: Member
) -> None:
    write(ben, ada)
    own = write(cleo, ben, "Hello Ben.").thread
    erase(ben)
    assert [thread.pk for thread in Thread.objects.all()] == [own.pk]
    assert "Hello Ben." in signed_in(cleo).get(own.get_absolute_url()).content.decode()


def test_a_thread_that_nobody_sits_in_goes_with_the_last(ada: Member, ben: Member) -> None:
    talking(ada, ben)
    erase(ben)
    erase(ada)
    assert not Thread.objects.exists()
    assert not Message.objects.exists()
    assert not Seat.objects.exists()


def test_a_text_that_was_deleted_is_forgotten_after_an_hour(ada: Member, ben: Member) -> None:
    message = write(ada, ben, "Hello.")
    delete_message(by=ada, public_id=message.public_id, at=NOW)
    assert forget_deleted_texts(now=NOW + timedelta(minutes=59)) == 0
    put_back_message(by=ada, public_id=message.public_id, at=later(59))
    delete_message(by=ada, public_id=message.public_id, at=NOW)
    assert forget_deleted_texts(now=NOW + timedelta(minutes=60)) == 1
    with pytest.raises(TooLate):
        put_back_message(by=ada, public_id=message.public_id, at=later(60))
    message.refresh_from_db()
    assert message.text == ""


def test_one_takes_along_what_one_may_read(ada: Member, ben: Member, cleo: Member) -> None:
    thread = talking(ada, ben)
    gone = answer(ben, thread, "A mistake.")
    delete_message(by=ben, public_id=gone.public_id, at=later(2))
    left = introduced(cleo, ada, ben, words="You should meet.")
    answer(ada, left, "Hello you two.")
    leave_thread(by=ada, public_id=left.public_id, at=later(3))
    files = archive_of(ada)
    [row] = files["messages.json"]
    assert [said["text"] for said in row["messages"]] == ["Hello.", "Hello back.", ""]
    assert row["with"] == [{"member": ben.public_id, "name": ben.name}]
    assert [said["text"] for said in files["messages_elsewhere.json"]] == ["Hello you two."]


def test_a_block_ends_a_thread_for_good_and_a_new_one_begins_after_it(ada: Member, ben: Member) -> None:
    thread = talking(ada, ben)
    block_member(by=ada, other=ben, at=later(2))
    assert signed_in(ada).get(thread.get_absolute_url()).status_code == 404
    for by in (ada, ben):
        with pytest.raises(NotThere):
            answer(by, thread, minutes=3)
    unblock_member(by=ada, public_id=ben.public_id)
    with pytest.raises(NotThere):
        answer(ben, thread, minutes=4)
    assert "has ended" in signed_in(ada).get(thread.get_absolute_url()).content.decode()
    again = write(ben, ada, minutes=5).thread
    assert again != thread
    assert again.state == "waiting"


def test_a_request_is_over_with_a_block_also_after_it(ada: Member, ben: Member) -> None:
    thread = write(ada, ben).thread
    block_member(by=ben, other=ada, at=later())
    unblock_member(by=ben, public_id=ada.public_id)
    assert not Thread.objects.waiting_for(ben).exists()
    assert signed_in(ben).get(thread.get_absolute_url()).status_code == 404


def test_what_others_wrote_can_be_reported_and_ones_own_not(ada: Member, ben: Member, cleo: Member) -> None:
    message = write(ada, ben, "Buy this.")
    access = reportables["message"].access
    reported = access(ben, message.public_id)
    assert reported is not None
    assert (reported.was, reported.responsible) == ("Buy this.", ada)
    assert access(ada, message.public_id) is None
    assert access(cleo, message.public_id) is None
    delete_message(by=ada, public_id=message.public_id, at=later())
    assert access(ben, message.public_id) is None
