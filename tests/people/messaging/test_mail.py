"""Messages by mail: together, with words of now, to be answered; muted, read and blocked stay away."""

from __future__ import annotations

from datetime import timedelta
from email.message import EmailMessage
from email.utils import parseaddr

import pytest
from django.utils import timezone
from pytest_django import Settings

from comity.foundation.mail.actions.delivery import deliver
from comity.foundation.mail.actions.sending import send_due
from comity.people.members.actions.blocks import block_member
from comity.people.members.models import Member
from comity.people.messaging.actions.changing import delete_message, edit_message
from comity.people.messaging.actions.seating import mute_thread
from comity.people.messaging.actions.writing import write_in_thread, write_to_member
from comity.people.messaging.enums import REQUESTED, State
from comity.people.messaging.models import Message, Thread
from comity.people.notifications.actions.choosing import choose
from comity.people.notifications.actions.gathering import gather
from comity.people.notifications.enums import Channel
from tests.people import signed_in
from tests.people.messaging.people import gate_open
from tests.people.notifications.letters import links_in, text_of
from tests.smtp import Postbox

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def domain(settings: Settings) -> None:
    settings.MAIL_DOMAIN = "mail.example.org"


def write(by: Member, other: Member, text: str = "Hello.") -> Message:
    return write_to_member(by=by, other=other, text=text, at=timezone.now())


def leave(minutes: int = 0) -> None:
    """Let the mails that are due leave."""
    now = timezone.now() + timedelta(minutes=minutes)
    gather(at=now)
    send_due(clock=lambda: now)


def reply(letter: EmailMessage, text: str, number: int = 1) -> bool:
    message = EmailMessage()
    message["From"], message["Message-ID"] = "somebody@else.example", f"<{number}@else.example>"
    message.set_content(text)
    return deliver(parseaddr(letter["Reply-To"])[1], message)


def open_thread(ada: Member, ben: Member) -> Thread:
    """Return a thread in which Ben has answered and Ada has read."""
    with gate_open((ada, ben)):
        thread = write(ada, ben).thread
    write_in_thread(by=ben, public_id=thread.public_id, text="Hello Ada.", at=timezone.now())
    for member in (ada, ben):
        signed_in(member).get(thread.get_absolute_url())
    return thread


def say(by: Member, thread: Thread, text: str) -> Message:
    return write_in_thread(by=by, public_id=thread.public_id, text=text, at=timezone.now())


def test_what_was_written_comes_by_mail_and_is_answered_by_one(
    ada: Member, ben: Member, postbox: Postbox
) -> None:
    thread = open_thread(ada, ben)
    say(ben, thread, "The first.")
    say(ben, thread, "The second.")
    leave()
    [letter] = postbox.letters
    text = text_of(letter)
    assert "2 new messages" in text
    assert "The second." in text
    assert reply(letter, "Thank you.\n\n> The second.\n")
    newest = Message.objects.order_by("-pk")[0]
    assert (newest.author, newest.text) == (ada, "Thank you.")


def test_a_message_after_a_mail_brings_another(ada: Member, ben: Member, postbox: Postbox) -> None:
    thread = open_thread(ada, ben)
    say(ben, thread, "The first.")
    leave()
    say(ben, thread, "The second.")
    leave(5)
    assert len(postbox.letters) == 2
    assert "The second." in text_of(postbox.letters[1])


@pytest.mark.parametrize("what", ["read", "muted", "deleted", "blocked"])
def test_nothing_leaves_of_what_its_reader_has_read_or_may_not_see(
    ada: Member, ben: Member, postbox: Postbox, what: str
) -> None:
    thread = open_thread(ada, ben)
    message = say(ben, thread, "The first.")
    gather(at=timezone.now())
    if what == "read":
        signed_in(ada).get(thread.get_absolute_url())
    elif what == "muted":
        mute_thread(by=ada, public_id=thread.public_id, at=timezone.now())
    elif what == "deleted":
        delete_message(by=ben, public_id=message.public_id, at=timezone.now())
    else:
        block_member(by=ben, other=ada, at=timezone.now())
    leave()
    assert not [letter for letter in postbox.letters if "The first." in text_of(letter)]


def test_the_mail_has_the_words_of_now(ada: Member, ben: Member, postbox: Postbox) -> None:
    thread = open_thread(ada, ben)
    message = say(ben, thread, "Tusday.")
    gather(at=timezone.now())
    edit_message(by=ben, public_id=message.public_id, text="Tuesday.", at=timezone.now())
    leave()
    assert "Tuesday." in text_of(postbox.letters[0])


def test_a_request_is_answered_from_the_mail(ada: Member, ben: Member, postbox: Postbox) -> None:
    choose(by=ben, channels={REQUESTED: Channel.MAIL}, at=timezone.now())
    thread = write(ada, ben, "Hello Ben.").thread
    leave()
    [letter] = postbox.to(ben.email)
    accept, decline = links_in(letter)
    assert "Ada Okafor would like to write to you." in signed_in(ben).get(decline).content.decode()
    signed_in(ben).post(decline)
    thread.refresh_from_db()
    assert thread.state == State.DECLINED
    leave(5)
    assert postbox.to(ada.email) == []
    signed_in(ben).post(accept)
    thread.refresh_from_db()
    assert thread.state == State.OPEN
    leave(10)
    assert "accepted" in text_of(postbox.to(ada.email)[0])


def test_answering_a_request_by_mail_accepts_it(ada: Member, ben: Member, postbox: Postbox) -> None:
    choose(by=ben, channels={REQUESTED: Channel.MAIL}, at=timezone.now())
    thread = write(ada, ben, "Hello Ben.").thread
    leave()
    assert reply(postbox.letters[0], "Gladly.")
    thread.refresh_from_db()
    assert thread.state == State.OPEN


def test_an_answer_to_who_blocked_meanwhile_is_not_taken(ada: Member, ben: Member, postbox: Postbox) -> None:
    thread = open_thread(ada, ben)
    say(ben, thread, "The first.")
    leave()
    block_member(by=ben, other=ada, at=timezone.now())
    assert not reply(postbox.letters[0], "Thank you.")
    assert Message.objects.count() == 3
