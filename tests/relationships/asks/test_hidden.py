"""An ask that was reported and hidden: its asker's alone, until the decision is taken back."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from comity.people.members.actions.pairs import NotThere
from comity.people.members.models import Member
from comity.people.moderation.actions.appealing import appeal
from comity.people.moderation.actions.deciding import decide_again
from comity.people.moderation.actions.reporting import report
from comity.people.moderation.enums import DECIDED, Again, Decision, Reason
from comity.people.moderation.models import Case, Report
from comity.people.notifications.models import Notice
from comity.relationships.asks.actions import answering, asking
from comity.relationships.asks.actions.over import go_on
from comity.relationships.asks.enums import OVER, State
from comity.relationships.asks.models import Ask, Reach
from comity.relationships.asks.queries.archive import asks_for_archive
from comity.relationships.asks.queries.asks import own_ask
from comity.relationships.asks.queries.reaches import answered_reaches, waiting_reaches
from comity.relationships.asks.queries.steps import steps_for
from comity.relationships.asks.queries.telling import lines_of_reached
from comity.relationships.introductions.models import Introduction
from comity.relationships.introductions.queries.introductions import waiting_introductions
from tests.factories.book import add_card
from tests.people import signed_in
from tests.people.moderation.cases import DAY, WHY, decided
from tests.people.notifications.letters import mails_leave, text_of
from tests.relationships.asks.people import asks, helpers, states
from tests.relationships.mutual.people import card_of, tied
from tests.smtp import Postbox

pytestmark = pytest.mark.django_db
WORDS = "a quillfeather"
AT = timezone.now()


def reported(by: Member, ask: Ask) -> Report:
    reach = Reach.objects.get(ask=ask, helper=by)
    made, _ = report(by=by, kind="ask", about=reach.public_id, reason=Reason.FRAUD, words="Sells", at=AT)
    return made


def taken_back(case: Case, by: Member) -> None:
    appeal(case, words="It is free", at=AT)
    decide_again(by=by, public_id=case.public_id, again=Again.TAKEN_BACK, sentence="So.", at=AT + DAY)


def met_by(helper: Member, reach: Reach) -> list[bool]:
    """Tell where a helper meets the words: its page, the list, Today, notices, archive."""
    me, there = signed_in(helper), reverse("asks:reach", args=[reach.public_id])
    pages = [me.get(url).content.decode() for url in (there, "/asks/", "/", "/notices/")]
    return [*(WORDS in page for page in pages), WORDS in json.dumps(list(asks_for_archive(helper)))]


def test_it_is_its_askers_alone_until_it_is_taken_back(ada: Member, ben: Member, olga: Member) -> None:
    tied(ada, ben)
    ask = asks(ada, WORDS, at=AT)
    reach = ask.reaches.get()
    assert met_by(ben, reach) == [True] * 5
    case = decided(olga, reported(ben, ask).case, Decision.HIDDEN, at=AT)
    assert met_by(ben, reach) == [False] * 5
    assert signed_in(ben).get(reverse("asks:reach", args=[reach.public_id])).status_code == 404
    assert not lines_of_reached(ben, [reach.public_id])
    for verb in (answering.say_can, answering.say_not_now):
        with pytest.raises(NotThere):
            verb(by=ben, public_id=reach.public_id, at=AT)
    with pytest.raises(NotThere):
        reported(ben, ask)
    own = signed_in(ada).get(reverse("asks:ask", args=[ask.public_id])).content.decode()
    assert WORDS in own
    assert "hidden by a decision" in own
    assert "nobody else sees it" in signed_in(ada).get("/asks/").content.decode()
    taken_back(case, olga)
    assert met_by(ben, reach) == [True] * 5
    assert "by a decision" not in signed_in(ada).get("/asks/").content.decode()
    answering.say_can(by=ben, public_id=reach.public_id, at=AT)


@pytest.mark.parametrize("is_hidden", [False, True])
def test_no_mail_leaves_with_words_hidden_before_it_does(
    ada: Member, ben: Member, olga: Member, postbox: Postbox, *, is_hidden: bool
) -> None:
    tied(ada, ben)
    ask = asks(ada, WORDS, at=AT)
    decided(olga, reported(ben, ask).case, Decision.HIDDEN if is_hidden else Decision.WARNED, at=AT)
    mails_leave(AT)
    assert any(WORDS in text_of(letter) for letter in postbox.to(ben.email)) is not is_hidden
    [letter] = postbox.to(ada.email)
    assert WHY in text_of(letter)


def test_reports_of_two_helpers_come_together_and_who_asks_is_told_once(ada: Member, olga: Member) -> None:
    ben, cleo = helpers(ada, 2)
    ask = asks(ada, WORDS, at=AT)
    case = reported(ben, ask).case
    assert reported(cleo, ask).case == case
    assert case.about == ask.public_id
    decided(olga, case, Decision.HIDDEN, at=AT)
    assert Notice.objects.filter(recipient=ada, kind=DECIDED).count() == 1
    assert not waiting_reaches(ben, AT)
    assert not waiting_reaches(cleo, AT)


def test_while_it_is_hidden_it_goes_to_nobody_and_its_asker_cannot_undo_that(
    ada: Member, olga: Member
) -> None:
    helpers(ada, 4)
    ask = asks(ada, WORDS, at=AT)
    assert states(ask) == ["waiting"] * 3 + ["queued"]
    reach = ask.reaches.select_related("helper").order_by("place")[0]
    case = decided(olga, reported(reach.helper, ask).case, Decision.HIDDEN, at=AT)
    Reach.objects.filter(pk=reach.pk).delete()  # a place is free
    assert go_on(now=AT) == (0, 0)
    after = AT + timedelta(days=5)
    assert go_on(now=after) == (1, 0)
    assert not Notice.objects.filter(recipient=ada, kind=OVER).exists()
    own = own_ask(ada, ask.public_id, after)
    assert own is not None
    assert (own.state, steps_for(ada, own)) == (State.OVER, [])
    for verb in (asking.widen, asking.ask_again):
        with pytest.raises(NotThere):
            verb(by=ada, public_id=ask.public_id, at=after)
    taken_back(case, olga)
    assert asking.widen(by=ada, public_id=ask.public_id, at=after).state == State.OPEN


def test_who_is_asked_in_turn_finds_it_no_more_either_and_reports_the_ask(
    ada: Member, ben: Member, cleo: Member, olga: Member
) -> None:
    tied(ada, ben)
    tied(ben, cleo)
    ask = asks(ada, WORDS, at=AT)
    reach, card = ask.reaches.get(), card_of(ben, cleo)
    answering.say_knows(
        by=ben, public_id=reach.public_id, contact=card.public_id, line="She is careful.", at=AT
    )
    row = Introduction.objects.get()
    made, _ = report(by=cleo, kind="introduction", about=row.public_id, reason=Reason.FRAUD, words="", at=AT)
    assert (made.case.kind, made.case.about) == ("ask", ask.public_id), (
        "a decision must not tell how far it came"
    )
    case = decided(olga, made.case, Decision.HIDDEN, at=AT)
    assert not waiting_introductions(cleo, AT)
    assert not answered_reaches(ben, AT)
    taken_back(case, olga)
    assert [one.note for one in waiting_introductions(cleo, AT)] == [WORDS]


def test_once_somebody_helps_the_conversation_stays(ada: Member, ben: Member, olga: Member) -> None:
    tied(ada, ben)
    ask = asks(ada, WORDS, at=AT)
    reach = ask.reaches.get()
    answering.say_can(by=ben, public_id=reach.public_id, line="With pleasure", at=AT)
    decided(olga, reported(ben, ask).case, Decision.HIDDEN, at=AT)
    assert met_by(ben, reach) == [False, False, True, False, False], "what he promised is his own memory"
    assert "With pleasure" in signed_in(ben).get("/messages/").content.decode()
    own = signed_in(ada).get(reverse("asks:ask", args=[ask.public_id])).content.decode()
    assert "Go on from here" in own
    assert "hidden by a decision" in own


def test_a_mail_of_the_helpers_own_is_drafted_no_more(ada: Member, ben: Member, olga: Member) -> None:
    tied(ada, ben)
    ask, card = asks(ada, WORDS, at=AT), add_card(ben, "Zoë Quill")
    reach = ask.reaches.get()
    answering.say_knows(by=ben, public_id=reach.public_id, contact=card.public_id, line="Hello", at=AT)
    there = reverse("asks:reach", args=[reach.public_id])
    assert WORDS in signed_in(ben).get(there).content.decode()
    decided(olga, reported(ben, ask).case, Decision.HIDDEN, at=AT)
    assert signed_in(ben).get(there).status_code == 404
    with pytest.raises(NotThere):
        answering.say_how_it_went(by=ben, public_id=reach.public_id, can=True, at=AT)
