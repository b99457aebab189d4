"""A message that was reported and hidden: a gap to all but its author, until the decision is taken back."""

from __future__ import annotations

import json

import pytest
from django.urls import reverse
from django.utils import timezone

from comity.people.members.actions.pairs import NotThere
from comity.people.members.models import Member
from comity.people.messaging.models import Message, Thread
from comity.people.messaging.queries.archive import messages_for_archive
from comity.people.messaging.queries.inbox import inbox_for
from comity.people.messaging.queries.requests import on_today, waiting_requests
from comity.people.messaging.queries.searching import search_messages
from comity.people.moderation.actions.appealing import appeal
from comity.people.moderation.actions.deciding import decide_again
from comity.people.moderation.actions.reporting import report
from comity.people.moderation.enums import Again, Decision, Reason
from comity.people.moderation.models import Case
from tests.people import signed_in
from tests.people.messaging.people import answer, talking, write
from tests.people.moderation.cases import AT, DAY, decided

pytestmark = pytest.mark.django_db
WORDS = "You quillfeather!"


def hidden(by: Member, message: Message, operator: Member) -> Case:
    made, _ = report(
        by=by, kind="message", about=message.public_id, reason=Reason.INSULT, words="Rude", at=AT
    )
    return decided(operator, made.case, Decision.HIDDEN)


def page_of(member: Member, thread: Thread) -> str:
    return str(signed_in(member).get(thread.get_absolute_url()).content.decode())


def met_by(member: Member, thread: Thread) -> list[bool]:
    """Tell where a member meets the words: thread, inbox, search, archive."""
    return [
        WORDS in page_of(member, thread),
        WORDS in inbox_for(member, None).rows[0].words,
        bool(search_messages(member, "quillfeather").hits),
        WORDS in json.dumps(list(messages_for_archive(member))),
    ]


def test_it_is_its_authors_alone_until_it_is_taken_back(ada: Member, ben: Member, olga: Member) -> None:
    thread = talking(ada, ben)
    message = answer(ada, thread, WORDS, minutes=2)
    assert met_by(ben, thread) == [True] * 4
    case = hidden(ben, message, olga)
    assert met_by(ben, thread) == [False] * 4
    assert "Hidden by whoever runs this instance" in page_of(ben, thread)
    assert "Hidden by whoever runs this instance" in signed_in(ben).get("/messages/").content.decode()
    assert met_by(ada, thread) == [True] * 4
    assert "hidden by a decision" in page_of(ada, thread)
    with pytest.raises(NotThere):
        report(by=ben, kind="message", about=message.public_id, reason=Reason.INSULT, words="", at=AT)
    decision = signed_in(ada).get(reverse("moderation:decision", args=[case.public_id])).content.decode()
    assert "hidden from others" in decision
    assert WORDS in decision, "its author reads which message it is about"
    appeal(case, words="It was a joke", at=AT)
    decide_again(by=olga, public_id=case.public_id, again=Again.TAKEN_BACK, sentence="So.", at=AT + DAY)
    assert met_by(ben, thread) == [True] * 4
    assert "hidden by a decision" not in page_of(ada, thread)


def test_a_request_whose_words_are_hidden_is_not_there(ada: Member, ben: Member, olga: Member) -> None:
    message = write(ada, ben, WORDS)
    assert waiting_requests(ben)
    assert on_today(ben, timezone.now()) == {"requests": waiting_requests(ben), "has_more": False}
    hidden(ben, message, olga)
    assert not waiting_requests(ben)
    assert on_today(ben, timezone.now()) is None
    assert signed_in(ben).get(message.thread.get_absolute_url()).status_code == 404
    assert WORDS in page_of(ada, message.thread)


def test_with_the_account_all_of_it_goes(ada: Member, ben: Member, olga: Member) -> None:
    from comity.people.messaging.actions.parting import erase_messages

    thread = talking(ada, ben)
    hidden(ben, answer(ada, thread, WORDS, minutes=2), olga)
    erase_messages(ada)
    assert "Not here any more" in page_of(ben, thread)
    assert "Hidden by" not in page_of(ben, thread)
