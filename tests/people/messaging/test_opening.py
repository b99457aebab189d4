"""A thread that is opened for members who were brought together."""

from __future__ import annotations

import pytest

from comity.people.members.actions.blocks import block_member
from comity.people.members.actions.pairs import NotThere
from comity.people.members.models import Member
from comity.people.messaging.actions.opening import open_thread
from comity.people.messaging.models import Message, Seat, Thread
from comity.people.notifications.models import Notice
from tests.people import signed_in
from tests.people.messaging.people import NOW, introduced
from tests.relationships.mutual.people import at_once

pytestmark = pytest.mark.django_db


def test_a_source_opens_one_thread_once(ada: Member, ben: Member, cleo: Member) -> None:
    first = introduced(ada, ben, cleo, words="Ben, Cleo: you should meet.")
    second = introduced(ada, ben, cleo, words="Ben, Cleo: you should meet.")
    assert first == second
    assert Message.objects.get().text == "Ben, Cleo: you should meet."
    assert set(first.seats.values_list("member", flat=True)) == {ada.pk, ben.pk, cleo.pk}


def test_those_who_are_brought_together_are_told_and_who_writes_is_not(
    ada: Member, ben: Member, cleo: Member
) -> None:
    thread = introduced(ada, ben, cleo, words="You should meet.")
    told = Notice.objects.filter(about=thread.public_id)
    assert set(told.values_list("recipient", flat=True)) == {ben.pk, cleo.pk}


def test_first_words_by_nobody_stand_above_the_thread(ada: Member, ben: Member) -> None:
    thread = open_thread(
        members=[ada, ben], title="", source="booking:1", first_words="Thursday, ten.", by=None, at=NOW
    )
    assert thread.opening == "Thursday, ten."
    assert not Message.objects.exists()
    page = signed_in(ada).get(thread.get_absolute_url())
    assert "Thursday, ten." in page.content.decode()
    assert Notice.objects.filter(about=thread.public_id).count() == 2


def test_two_sources_open_two_threads_for_the_same_two(ada: Member, ben: Member) -> None:
    assert introduced(ada, ben) != introduced(ada, ben, source="introduction:2")


def test_no_thread_is_opened_where_two_of_them_are_apart(ada: Member, ben: Member, cleo: Member) -> None:
    block_member(by=cleo, other=ben, at=NOW)
    with pytest.raises(NotThere):
        introduced(ada, ben, cleo)
    assert not Thread.objects.exists()


def test_no_thread_is_opened_with_somebody_who_is_gone(ada: Member, ben: Member, cleo: Member) -> None:
    gone = Member.objects.get(pk=cleo.pk)
    cleo.delete()
    with pytest.raises(NotThere):
        introduced(ada, ben, gone)


def test_a_thread_needs_a_source(ada: Member, ben: Member) -> None:
    with pytest.raises(ValueError, match="source"):
        open_thread(members=[ada, ben], title="", source="", by=None, at=NOW)


def test_a_thread_is_there_for_its_members_alone(ada: Member, ben: Member, cleo: Member) -> None:
    thread = introduced(ada, ben, words="Hello, Ben.")
    assert "Hello, Ben." in signed_in(ben).get(thread.get_absolute_url()).content.decode()
    assert signed_in(cleo).get(thread.get_absolute_url()).status_code == 404
    assert not Seat.objects.visible_to(cleo).exists()
    assert not Message.objects.visible_to(cleo).exists()


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_eight_at_once_open_one_thread(ada: Member, ben: Member, cleo: Member) -> None:
    came = at_once(*[lambda: introduced(ada, ben, cleo, words="Meet.").pk] * 8)
    assert len(set(came)) == 1, came
    assert Message.objects.count() == 1
    assert Notice.objects.count() == 2
