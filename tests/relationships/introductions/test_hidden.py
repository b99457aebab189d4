"""Words of an introduction that were reported and hidden: who wrote them reads them alone, until they are taken back."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from comity.people.load.actions import choose_load
from comity.people.members.actions.pairs import NotThere
from comity.people.members.models import Member
from comity.people.messaging.models import Message
from comity.people.moderation.actions.appealing import appeal
from comity.people.moderation.actions.deciding import decide_again
from comity.people.moderation.actions.reporting import report
from comity.people.moderation.enums import Again, Decision, Reason
from comity.people.moderation.models import Case
from comity.relationships.introductions.actions import leading
from comity.relationships.introductions.actions.turns import put_waiting_before
from comity.relationships.introductions.models import Introduction
from comity.relationships.introductions.queries.archive import introductions_for_archive
from comity.relationships.introductions.queries.introductions import introduction_for, waiting_introductions
from tests.people import signed_in
from tests.people.moderation.cases import DAY, decided
from tests.people.notifications.letters import mails_leave, text_of
from tests.relationships.graph.people import people
from tests.relationships.introductions.people import asked_by_name
from tests.smtp import Postbox

pytestmark = pytest.mark.django_db
NOTE, LINE, MIDDLE = "I read her book.", "She is careful.", "So she is."
AT = timezone.now()


@pytest.fixture
def four() -> list[Member]:
    return people("seeker", "introducer", "middle", "target")


def led(four: list[Member], *, to_target: bool = True) -> Introduction:
    seeker, introducer, middle, target = four
    row = asked_by_name(seeker, introducer, target, middle=middle, at=AT)
    if to_target:
        leading.agree(by=introducer, public_id=row.public_id, line=LINE, at=AT)
        leading.pass_on(by=middle, public_id=row.public_id, line=MIDDLE, at=AT)
    return row


def reported(by: Member, row: Introduction, kind: str = "introduction") -> Case:
    made, _ = report(by=by, kind=kind, about=row.public_id, reason=Reason.INSULT, words="Rude", at=AT)
    return made.case


def hidden(operator: Member, by: Member, row: Introduction, kind: str = "introduction") -> Case:
    return decided(operator, reported(by, row, kind), Decision.HIDDEN, at=AT)


def taken_back(case: Case, by: Member) -> None:
    appeal(case, words="It is so", at=AT)
    decide_again(by=by, public_id=case.public_id, again=Again.TAKEN_BACK, sentence="So.", at=AT + DAY)


def met_by(member: Member, row: Introduction) -> str:
    """Return all that a member meets of it: their list, its page, Today, notices, conversations, archive."""
    me, found = signed_in(member), ""
    own = reverse("introductions:introduction", args=[row.public_id])
    for url in (
        reverse("introductions:introductions"),
        own,
        "/",
        reverse("notifications:notices"),
        "/messages/",
    ):
        found += me.get(url).content.decode()
    return found + json.dumps(list(introductions_for_archive(member)))


def test_a_note_hidden_under_way_is_before_nobody_until_it_is_taken_back(
    four: list[Member], olga: Member
) -> None:
    row = led(four)
    seeker, introducer, middle, target = four
    assert all(NOTE in met_by(one, row) for one in four)
    case = hidden(olga, target, row)
    assert case.responsible == seeker
    for one in (introducer, middle, target):
        assert NOTE not in met_by(one, row)
        assert introduction_for(one, row.public_id, AT) is None
    own = met_by(seeker, row)
    assert NOTE in own
    assert "hidden by a decision" in own
    assert "It waits, until" in own, "how far it came is told by nothing"
    with pytest.raises(NotThere):
        leading.say_yes(by=target, public_id=row.public_id, gives=[], at=AT)
    with pytest.raises(NotThere):
        reported(target, row)
    taken_back(case, olga)
    assert NOTE in met_by(target, row)
    leading.say_yes(by=target, public_id=row.public_id, gives=[], at=AT)


def test_what_waits_for_room_comes_to_nobody_while_it_is_hidden(four: list[Member], olga: Member) -> None:
    seeker, introducer, _middle, target = four
    choose_load(by=target, per_week=0)
    row = asked_by_name(seeker, introducer, target, at=AT)
    leading.agree(by=introducer, public_id=row.public_id, line=LINE, at=AT)
    case = hidden(olga, introducer, row)
    choose_load(by=target, per_week=20)
    assert put_waiting_before(now=AT) == 0
    taken_back(case, olga)
    assert put_waiting_before(now=AT) == 1


def test_once_it_is_made_a_note_is_a_gap(four: list[Member], olga: Member) -> None:
    row = led(four)
    seeker, *others = four
    leading.say_yes(by=others[-1], public_id=row.public_id, gives=[], at=AT)
    case = hidden(olga, others[-1], row)
    for one in others:
        seen = met_by(one, row)
        assert NOTE not in seen
        assert seen.count("Hidden by whoever runs this instance") == 2
    assert NOTE in met_by(seeker, row)
    taken_back(case, olga)
    assert NOTE in met_by(others[0], row)


def says_hidden(page: str) -> bool:
    return "Hidden by whoever" in page or "hidden by a decision" in page


@pytest.mark.parametrize(("kind", "author", "words"), [("line", 1, LINE), ("middle_line", 2, MIDDLE)])
def test_a_line_is_its_authors_alone(
    four: list[Member], olga: Member, postbox: Postbox, kind: str, author: int, words: str
) -> None:
    row, target = led(four), four[3]
    link = reverse("moderation:report", args=[f"introduction_{kind}", row.public_id])
    page = reverse("introductions:introduction", args=[row.public_id])
    assert link in signed_in(target).get(page).content.decode()
    for one in (four[0], four[author]):
        assert signed_in(one).get(link).status_code == 404
    case = hidden(olga, target, row, f"introduction_{kind}")
    assert case.responsible == four[author]
    assert words not in met_by(target, row)
    assert "Hidden by whoever runs this instance" in signed_in(target).get(page).content.decode()
    assert words in met_by(four[author], row)
    assert "hidden by a decision" in signed_in(four[author]).get(page).content.decode()
    assert not says_hidden(signed_in(four[0]).get(page).content.decode()), "nor how far it came"
    mails_leave(AT)
    assert postbox.to(target.email)
    assert not [letter for letter in postbox.to(target.email) if words in text_of(letter)]
    leading.say_yes(by=target, public_id=row.public_id, gives=[], at=AT)
    assert words not in Message.objects.get().text, "nor does the conversation begin with it"
    taken_back(case, olga)
    assert words not in met_by(four[0], row)


def test_a_line_decided_about_once_a_conversation_began_with_it(four: list[Member], olga: Member) -> None:
    row, target = led(four), four[3]
    case = reported(target, row, "introduction_line")
    leading.say_yes(by=target, public_id=row.public_id, gives=[], at=AT)
    assert LINE in met_by(four[0], row)
    decided(olga, case, Decision.HIDDEN, at=AT + timedelta(minutes=1))
    for one in (four[0], four[2], target):
        assert LINE not in met_by(one, row)
    with pytest.raises(NotThere):
        reported(four[2], row, "introduction_line")
    taken_back(Case.objects.get(), olga)
    assert LINE in met_by(four[0], row)


def test_who_is_not_there_has_no_line_to_report(four: list[Member]) -> None:
    row = led(four, to_target=False)
    for kind in ("introduction_line", "introduction_middle_line"):
        with pytest.raises(NotThere):
            reported(four[1], row, kind)
        with pytest.raises(NotThere):
            reported(four[3], row, kind)
    assert waiting_introductions(four[1], AT)
