"""The note of a request that was reported and hidden: its asker's alone, until the decision is taken back; the request stands."""

from __future__ import annotations

import json

import pytest
from django.urls import reverse
from django.utils import timezone

from comity.people.members.actions.pairs import NotThere
from comity.people.members.models import Member
from comity.people.moderation.actions.appealing import appeal
from comity.people.moderation.actions.deciding import decide_again
from comity.people.moderation.actions.reporting import report
from comity.people.moderation.enums import Again, Decision, Reason
from comity.people.moderation.models import Report
from comity.people.notifications.actions.choosing import choose
from comity.people.notifications.enums import Channel
from comity.relationships.mutual.actions.requests import accept_request, ask_for_tie, decline_request
from comity.relationships.mutual.enums import REQUESTED
from comity.relationships.mutual.models import TieRequest
from comity.relationships.mutual.queries.archive import agreements_for_archive
from tests.people import signed_in
from tests.people.moderation.cases import DAY, decided
from tests.people.notifications.letters import mails_leave, text_of
from tests.smtp import Postbox

pytestmark = pytest.mark.django_db
WORDS = "You quillfeather!"
AT = timezone.now()


def asked(by: Member, other: Member, note: str = WORDS) -> TieRequest:
    made = ask_for_tie(by=by, other=other, note=note, at=AT)
    assert isinstance(made, TieRequest)
    return made


def reported(by: Member, row: TieRequest) -> Report:
    made, _ = report(
        by=by, kind="tie_request", about=row.public_id, reason=Reason.INSULT, words="Rude", at=AT
    )
    return made


def met_by(member: Member) -> list[bool]:
    """Tell where a member meets the words: the list, Today, notices, archive."""
    pages = [signed_in(member).get(url).content.decode() for url in ("/ties/requests/", "/", "/notices/")]
    return [*(WORDS in page for page in pages), WORDS in json.dumps(list(agreements_for_archive(member)))]


def test_its_words_are_its_askers_alone_until_they_are_taken_back(
    ada: Member, ben: Member, olga: Member
) -> None:
    row = asked(ada, ben)
    assert met_by(ben) == [True] * 4
    link = reverse("moderation:report", args=["tie_request", row.public_id])
    assert link in signed_in(ben).get("/ties/requests/").content.decode()
    assert signed_in(ada).get(link).status_code == 404
    made = reported(ben, row)
    assert (made.was, made.case.responsible) == (WORDS, ada)
    case = decided(olga, made.case, Decision.HIDDEN, at=AT)
    assert met_by(ben) == [False] * 4
    his = signed_in(ben).get("/ties/requests/").content.decode()
    assert "Hidden by whoever runs this instance" in his
    assert link not in his
    with pytest.raises(NotThere):
        reported(ben, row)
    own = signed_in(ada).get("/ties/requests/").content.decode()
    assert WORDS in own
    assert "hidden by a decision" in own
    assert met_by(ada)[3]
    appeal(case, words="It was a joke", at=AT)
    decide_again(by=olga, public_id=case.public_id, again=Again.TAKEN_BACK, sentence="So.", at=AT + DAY)
    assert met_by(ben) == [True] * 4


def test_the_request_itself_can_be_answered_as_before(ada: Member, ben: Member, olga: Member) -> None:
    row = asked(ada, ben)
    decided(olga, reported(ben, row).case, Decision.HIDDEN, at=AT)
    assert accept_request(by=ben, public_id=row.public_id, at=AT).of(ben) == ada


def test_the_mail_says_who_asks_and_nothing_hidden_before_it_leaves(
    ada: Member, ben: Member, olga: Member, postbox: Postbox
) -> None:
    choose(by=ben, channels={REQUESTED: Channel.MAIL}, at=AT)
    row = asked(ada, ben)
    decided(olga, reported(ben, row).case, Decision.HIDDEN, at=AT)
    mails_leave(AT)
    [letter] = [letter for letter in postbox.to(ben.email) if "mutual tie with you" in text_of(letter)]
    assert "quillfeather" not in text_of(letter)


def test_without_words_or_once_answered_there_is_nothing_to_report(
    ada: Member, ben: Member, cleo: Member
) -> None:
    silent, answered = asked(ada, ben, note=""), asked(cleo, ben)
    decline_request(by=ben, public_id=answered.public_id, at=AT)
    for row, by in ((silent, ben), (answered, ben), (silent, cleo)):
        with pytest.raises(NotThere):
            reported(by, row)
