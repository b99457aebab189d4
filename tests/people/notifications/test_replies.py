"""Answering a notice by mail: to its own secret address, in one's own words, once for each message."""

from __future__ import annotations

from email.message import EmailMessage
from email.utils import parseaddr

import pytest
from pytest_django import Settings

from comity.foundation.mail.actions.delivery import deliver
from comity.people.members.models import Member
from comity.people.notifications.models import ReplyAddress
from tests.people.notifications.kinds import Things
from tests.people.notifications.letters import text_of, told
from tests.smtp import Postbox


@pytest.fixture(autouse=True)
def domain(settings: Settings) -> None:
    settings.MAIL_DOMAIN = "mail.example.org"


@pytest.fixture
def address(ada: Member, things: Things, postbox: Postbox) -> str:
    told(ada, "tea")
    return parseaddr(postbox.letters[0]["Reply-To"])[1]


def answer(
    text: str = "Yes.\n\n> About tea\n", *, number: int = 1, html: bool = False, **headers: str
) -> EmailMessage:
    message = EmailMessage()
    message["From"] = "somebody@else.example"
    message["Message-ID"] = f"<{number}@else.example>"
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(text, subtype="html" if html else "plain")
    return message


def test_own_words_reach_what_the_notice_is_about(things: Things, postbox: Postbox, address: str) -> None:
    assert "You can answer this mail" in text_of(postbox.letters[0])
    assert deliver(address, answer())
    assert deliver(address, answer())  # the server sends it again
    assert things.replies == [("Ada Okafor", "tea", "Yes.")]
    assert deliver(address.upper(), answer("And thanks.", number=2))
    assert things.replies[1] == ("Ada Okafor", "tea", "And thanks.")


def test_html_alone_is_read_too(things: Things, address: str) -> None:
    assert deliver(address, answer("<p>Yes &amp; no.</p>", html=True))
    assert things.replies[0][2] == "Yes & no."


@pytest.mark.parametrize(
    "message",
    [
        answer(Auto_Submitted="auto-replied"),
        answer("> only quoted"),
        answer(""),
        answer(X_Autoreply="yes"),
    ],
)
def test_what_no_person_wrote_is_taken_and_does_nothing(
    things: Things, address: str, message: EmailMessage
) -> None:
    assert deliver(address, message)
    assert things.replies == []


@pytest.mark.parametrize("change", ["guess", "suspended", "erased"])
def test_an_address_that_is_none_is_refused(ada: Member, things: Things, address: str, change: str) -> None:
    if change == "guess":
        address = "reply+aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa@mail.example.org"
    elif change == "suspended":
        Member.objects.update(is_active=False, standing="suspended")
    else:
        ada.delete()
    assert not deliver(address, answer())
    assert things.replies == []


def test_the_secret_itself_is_not_kept(address: str) -> None:
    token = address.split("+")[1].split("@")[0]
    assert token not in str(ReplyAddress.objects.values().get())


def test_several_notices_in_one_mail_have_no_one_answer(
    ada: Member, things: Things, postbox: Postbox
) -> None:
    told(ada, "tea", "cake")
    assert postbox.letters[0]["Reply-To"] is None


def test_a_kind_that_takes_no_answers_has_no_address(ada: Member, things: Things, postbox: Postbox) -> None:
    from comity.people.notifications.registry import reply_handlers

    reply_handlers._entries.clear()
    told(ada, "tea")
    assert postbox.letters[0]["Reply-To"] is None


def test_a_page_of_unclosed_tags_says_nothing(things: Things, address: str) -> None:
    assert deliver(address, answer("<div" * 50_000, html=True))
    assert not things.replies
