"""An introduction on its way: each step is one's own, a no looks like silence, and a way says nothing of others."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from comity.foundation.quotas.actions import QuotaSpent
from comity.people.contacts.models import Contact
from comity.people.load.models import WeeklyLoad
from comity.people.members.actions.blocks import block_member
from comity.people.members.actions.pairs import NotThere
from comity.people.members.enums import Standing
from comity.people.members.models import Member
from comity.people.messaging.models import Thread
from comity.people.notifications.models import Notice
from comity.people.notifications.registry import mail_acts
from comity.relationships.graph.actions.openness import choose_openness
from comity.relationships.introductions.actions import afterwards, leading, seeking
from comity.relationships.introductions.actions.parting import erase_introductions
from comity.relationships.introductions.actions.turns import put_waiting_before
from comity.relationships.introductions.enums import ASKED, OFFERED, Outcome, Stage, Word
from comity.relationships.introductions.models import Introduction
from comity.relationships.introductions.queries.gate import just_introduced
from comity.relationships.introductions.queries.introductions import (
    introduction_for,
    my_introductions,
    waiting_introductions,
)
from comity.relationships.introductions.queries.sections import on_today
from comity.relationships.introductions.registry import WAYS
from comity.relationships.introductions.rules.stages import (
    LASTS,
    LEAVES,
    OPEN,
    TURN,
    Who,
    may_move,
    may_think_again,
    seen_by_seeker,
    stage_at,
)
from comity.relationships.mutual.actions.joining import join_members
from comity.relationships.mutual.actions.lending import lend_tie
from comity.relationships.ties.enums import Lending
from comity.relationships.ties.models import Favour
from comity.relationships.touch.models import FollowUp
from tests.foundation.quotas.limits import at_most
from tests.people import signed_in
from tests.relationships.graph.people import built, lent, people
from tests.relationships.introductions.people import asked_by_name
from tests.relationships.mutual.people import NOW, tied

LATER = NOW + timedelta(hours=2)
ENDS = NOW + LASTS


@given(st.sampled_from(sorted(OPEN)), st.sampled_from(sorted(OPEN)), st.integers(-20 * 24, 20 * 24))
def test_a_seeker_cannot_tell_who_has_it_nor_who_said_no(one: Stage, other: Stage, hours: int) -> None:
    now = NOW + timedelta(hours=hours)
    seen = {seen_by_seeker(stage, expires_at=NOW, now=now) for stage in (one, other, Stage.EXPIRED)}
    assert seen == {Stage.EXPIRED if hours >= 0 else Stage.ASKED}


@given(st.sampled_from(list(Stage)), st.sampled_from(list(Stage)))
def test_each_move_is_somebodys(stage: Stage, to: Stage) -> None:
    movers = [who for who in Who if may_move(stage, to, who)]
    assert len(movers) <= 1
    if stage in (Stage.MADE, Stage.WORD, Stage.WITHDRAWN, Stage.EXPIRED):
        assert not movers
    assert may_move(stage, Stage.MADE, Who.TARGET) is (stage is Stage.OFFERED)
    for silent_at, who in TURN.items():
        assert may_think_again(Stage.DECLINED, silent_at, who)
        assert not may_think_again(Stage.DECLINED, silent_at, Who.SEEKER)


def test_who_lets_it_lie_leaves_time_for_the_next() -> None:
    assert LASTS > LEAVES[Stage.ASKED] > LEAVES[Stage.PASSED] > LEAVES[Stage.OFFERED]
    end = NOW + LASTS
    at = end - LEAVES[Stage.ASKED]
    assert stage_at(Stage.ASKED, expires_at=end, now=at) is Stage.EXPIRED
    assert stage_at(Stage.OFFERED, expires_at=end, now=at) is Stage.OFFERED
    assert seen_by_seeker(Stage.ASKED, expires_at=end, now=at) is Stage.ASKED


@pytest.fixture
def three(db: None) -> tuple[Member, Member, Member]:
    """Return a seeker, whom they know, and to whom that one lends a tie."""
    seeker, lender, target = people("seeker", "lender", "target")
    tied(seeker, lender)
    lent((lender, target))
    built()
    return seeker, lender, target


def asked(seeker: Member, lender: Member, target: Member, *, further: bool = False) -> Introduction:
    return seeking.ask_for_introduction(
        by=seeker, target=target, first=lender.public_id, further=further, note="I read her book.", at=NOW
    )


def test_the_way_leads_to_a_conversation_of_three(three: tuple[Member, Member, Member]) -> None:
    seeker, lender, target = three
    [found] = seeking.look_for_way(by=seeker, target=target, further=False, at=NOW)
    assert found.member == lender
    row = asked(seeker, lender, target)
    assert introduction_for(target, row.public_id, NOW) is None, "not before the introducer agrees"
    with pytest.raises(leading.LineMissing):
        leading.agree(by=lender, public_id=row.public_id, line=" ", at=NOW)
    leading.agree(by=lender, public_id=row.public_id, line="She asks good questions.", at=NOW)
    seen = introduction_for(seeker, row.public_id, NOW)
    assert seen is not None
    assert seen.stage is Stage.ASKED
    [hers] = waiting_introductions(target, NOW)
    assert (hers.row.note, hers.row.line) == ("I read her book.", "She asks good questions.")
    leading.say_yes(by=target, public_id=row.public_id, gives=["email"], at=LATER)
    assert Thread.objects.get(source=f"introduction:{row.public_id}").seats.count() == 3
    card = Contact.objects.get(owner=seeker, full_name=target.name)
    assert card.member is None, "that takes a mutual tie"
    assert target.email in card.values.values_list("value", flat=True)
    hers_of_seeker = Contact.objects.get(owner=target, full_name=seeker.name)
    assert seeker.email not in hers_of_seeker.values.values_list("value", flat=True)
    afterwards.give_details(by=seeker, public_id=row.public_id, who=Who.SEEKER, gives=["email"], at=LATER)
    assert seeker.email in hers_of_seeker.values.values_list("value", flat=True)
    assert FollowUp.objects.count() == 2
    assert just_introduced(seeker.pk, [target.pk, lender.pk]) == {target.pk}
    looks_again = signed_in(seeker).post(reverse("introductions:way", args=[target.public_id]), {"look": 1})
    assert looks_again["Location"] == reverse("members:page", args=[target.public_id])
    afterwards.thank(by=seeker, public_id=row.public_id, at=LATER)
    assert {(side.owner, side.state) for side in Favour.objects.all()} == {
        (seeker, "thanked"),
        (lender, "thanked"),
    }
    with pytest.raises(NotThere):
        afterwards.thank(by=seeker, public_id=row.public_id, at=LATER)
    afterwards.say_how_it_went(by=seeker, public_id=row.public_id, outcome=Outcome.HELPED, at=LATER)
    join_members(one=seeker, other=target, via="request", at=LATER)
    assert Contact.objects.get(owner=seeker, member=target) == card, "one person, one card"


def test_a_silent_no_of_either_looks_like_silence_until_the_date(
    three: tuple[Member, Member, Member],
) -> None:
    seeker, lender, target = three
    row = asked(seeker, lender, target)
    waiting = introduction_for(seeker, row.public_id, LATER)
    leading.say_no(by=lender, public_id=row.public_id, who=Who.INTRODUCER, at=LATER)
    after = introduction_for(seeker, row.public_id, LATER)
    assert waiting is not None
    assert after is not None
    assert (after.stage, after.says, after.is_silent) == (waiting.stage, waiting.says, False)
    with pytest.raises(seeking.AskedAlready):
        asked(seeker, lender, target)
    leading.think_again(by=lender, public_id=row.public_id, who=Who.INTRODUCER, at=LATER)
    leading.agree(by=lender, public_id=row.public_id, line="Hello", at=LATER)
    leading.say_no(by=target, public_id=row.public_id, who=Who.TARGET, at=LATER)
    for viewer in (seeker, lender):
        seen = introduction_for(viewer, row.public_id, LATER)
        assert seen is not None
        assert seen.stage in (Stage.ASKED, Stage.OFFERED)
        over = introduction_for(viewer, row.public_id, ENDS)
        assert over is not None
        assert over.stage is Stage.EXPIRED


def test_a_word_is_read_at_once(three: tuple[Member, Member, Member]) -> None:
    seeker, lender, target = three
    row = asked(seeker, lender, target)
    leading.answer_with_word(by=lender, public_id=row.public_id, word=Word.BOARD, at=LATER)
    seen = introduction_for(seeker, row.public_id, LATER)
    assert seen is not None
    assert (seen.stage, seen.row.word) == (Stage.WORD, Word.BOARD)
    assert introduction_for(target, row.public_id, LATER) is None
    assert asked(seeker, lender, target).pk != row.pk, "one may ask again"


@pytest.mark.django_db
def test_over_two_contacts_each_leads_on_and_reads_no_more_than_they_should() -> None:
    seeker, lender, middle, target = people("seeker", "lender", "middle", "target")
    tied(seeker, lender)
    lent((lender, middle), (middle, target))
    built()
    [found] = seeking.look_for_way(by=seeker, target=target, further=False, at=NOW)
    assert found.member == lender
    row = asked(seeker, lender, target)
    assert not waiting_introductions(middle, NOW)
    assert on_today(middle, NOW) is None
    leading.agree(by=lender, public_id=row.public_id, line="She is careful.", at=NOW)
    [hers] = waiting_introductions(middle, NOW)
    assert on_today(middle, NOW) == {"rows": [hers], "has_more": False}
    assert (hers.row.note, hers.row.line) == ("I read her book.", "She is careful.")
    assert not waiting_introductions(target, NOW)
    leading.pass_on(by=middle, public_id=row.public_id, line="", at=NOW)
    leading.say_yes(by=target, public_id=row.public_id, gives=[], at=LATER)
    assert Thread.objects.get(source=f"introduction:{row.public_id}").seats.count() == 4


def test_no_way_closed_blocked_and_unknown_look_the_same(
    three: tuple[Member, Member, Member], client: Client
) -> None:
    seeker, lender, target = three
    [nobody] = people("nobody")
    client.force_login(seeker)
    pages = []
    for one in (nobody, target):
        if one == target:
            choose_openness(by=target, to_introductions=False, to_suggestions=False)
        member = client.get(f"/m/{one.public_id}/").content.decode()
        assert f"/m/{one.public_id}/way/" in member
        got = client.post(f"/m/{one.public_id}/way/", {"look": "1"}).content.decode()
        for word in (one.public_id, one.name):
            got = got.replace(word, "·")
        pages.append(got[got.index("<main") : got.index("</main>")].split("csrfmiddlewaretoken")[0])
    assert "We could not find a way" in pages[0]
    assert pages[0].split("</header>")[1] == pages[1].split("</header>")[1]
    block_member(by=target, other=seeker, at=NOW)
    assert client.get(f"/m/{target.public_id}/way/").status_code == 404
    assert client.get(f"/m/{seeker.public_id}/way/").status_code == 404
    assert client.get(f"/m/{lender.public_id}/way/")["Location"] == f"/ties/with/{lender.public_id}/"


def test_a_loan_taken_back_in_between_is_none(three: tuple[Member, Member, Member], client: Client) -> None:
    seeker, lender, target = three
    client.force_login(seeker)
    there = f"/m/{target.public_id}/way/"
    assert f"Your contact {lender.name}" in client.post(there, {"look": "1"}).content.decode()
    lend_tie(by=lender, other=target, lends=Lending.ASK)
    posted = client.post(there, {"ask": "1", "first": lender.public_id, "note": "Why"})
    assert posted.status_code == 422
    assert not Introduction.objects.exists()
    lend_tie(by=lender, other=target, lends=Lending.YES)
    assert client.post(there, {"ask": "1", "first": target.public_id, "note": "Why"}).status_code == 422
    row_page = client.post(there, {"ask": "1", "first": lender.public_id, "note": "Why"})["Location"]
    assert "It waits" in client.get(row_page).content.decode()
    assert client.post(there, {"ask": "1", "first": lender.public_id, "note": "Why"}).status_code == 302
    assert Introduction.objects.count() == 1, "the same twice is one"


def test_different_members_looked_for_are_counted(three: tuple[Member, Member, Member]) -> None:
    seeker, _, target = three
    Member.objects.filter(pk=seeker.pk).update(joined_at=NOW)
    seeker.refresh_from_db()
    others = people(*(f"other{number}" for number in range(5)))
    for one in others:
        seeking.look_for_way(by=seeker, target=one, further=False, at=NOW)
    with pytest.raises(QuotaSpent):
        seeking.look_for_way(by=seeker, target=target, further=False, at=NOW)
    assert not seeking.look_for_way(by=seeker, target=others[0], further=True, at=NOW)


def test_a_line_of_signs_that_nobody_sees_is_none(
    three: tuple[Member, Member, Member], client: Client
) -> None:
    seeker, lender, target = three
    row = asked_by_name(seeker, lender, target, at=timezone.now())
    client.force_login(lender)
    assert client.post(f"/introductions/{row.public_id}/", {"line": "\u200b"}).status_code == 422
    row.refresh_from_db()
    assert row.stage == Stage.ASKED


def test_asking_over_a_way_that_was_not_looked_for_is_counted_too(
    three: tuple[Member, Member, Member],
) -> None:
    seeker, lender, target = three
    with at_most(WAYS, 1):
        seeking.look_for_way(by=seeker, target=people("other")[0], further=False, at=NOW)
        with pytest.raises(QuotaSpent):
            asked(seeker, lender, target)
    assert not Introduction.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("middle", ["blocked", "suspended"])
def test_what_came_between_the_others_does_not_show_in_a_withdrawal(middle: str) -> None:
    seeker, introducer, between, target = people("seeker", "introducer", "between", "target")
    row = asked_by_name(seeker, introducer, target, middle=between, at=NOW)
    if middle == "blocked":
        block_member(by=target, other=between, at=NOW)
    else:
        Member.objects.filter(pk=between.pk).update(standing=Standing.SUSPENDED, is_active=False)
    leading.withdraw(by=seeker, public_id=row.public_id, at=LATER)
    assert introduction_for(seeker, row.public_id, LATER) is None


@pytest.mark.django_db
def test_what_came_between_the_others_does_not_show_afterwards() -> None:
    seeker, introducer, target = people("seeker", "introducer", "target")
    row = asked_by_name(seeker, introducer, target, at=NOW)
    leading.agree(by=introducer, public_id=row.public_id, line="Hello", at=NOW)
    leading.say_yes(by=target, public_id=row.public_id, gives=[], at=NOW)
    block_member(by=target, other=introducer, at=NOW)
    said = {"by": seeker, "public_id": row.public_id, "at": LATER}
    afterwards.say_how_it_went(outcome=Outcome.HELPED, **said)  # type: ignore[arg-type]
    afterwards.give_details(who=Who.SEEKER, gives=[], **said)  # type: ignore[arg-type]
    block_member(by=target, other=seeker, at=LATER)
    with pytest.raises(NotThere):
        afterwards.give_details(who=Who.SEEKER, gives=[], **said)  # type: ignore[arg-type]


def test_it_comes_when_there_is_room(three: tuple[Member, Member, Member]) -> None:
    seeker, lender, target = three
    WeeklyLoad.objects.create(owner=lender, per_week=0)
    row = asked(seeker, lender, target)
    seen = introduction_for(seeker, row.public_id, NOW)
    assert not waiting_introductions(lender, NOW)
    assert not Notice.objects.filter(recipient=lender, kind=ASKED).exists()
    assert put_waiting_before(now=LATER) == 0
    WeeklyLoad.objects.update(per_week=2)
    assert put_waiting_before(now=LATER) == 1
    assert put_waiting_before(now=LATER) == 0
    assert waiting_introductions(lender, LATER)
    again = introduction_for(seeker, row.public_id, LATER)
    assert seen is not None
    assert again is not None
    assert (seen.stage, seen.says) == (again.stage, again.says)


@pytest.mark.parametrize("who", ["lender", "target"])
def test_whoever_is_erased_or_blocks_midway_leaves_a_no(
    three: tuple[Member, Member, Member], who: str
) -> None:
    seeker, lender, target = three
    for number, leave in enumerate(("block", "erase")):
        at = NOW + number * LASTS
        row = seeking.ask_for_introduction(
            by=seeker, target=target, first=lender.public_id, further=False, note="x", at=at
        )
        leading.agree(by=lender, public_id=row.public_id, line="Hello", at=at)
        gone = {"lender": lender, "target": target}[who]
        if leave == "block" and who == "target":
            block_member(by=target, other=seeker, at=at)
        else:
            erase_introductions(gone)
        assert not waiting_introductions(target, at)
        assert on_today(target, at) is None
        with pytest.raises(NotThere):
            leading.say_yes(by=target, public_id=row.public_id, gives=[], at=at)
        assert not Notice.objects.filter(kind=OFFERED).exists()
        row.refresh_from_db()
        assert row.stage == Stage.DECLINED
        if leave == "block" and who == "target":
            return
        seen = introduction_for(seeker, row.public_id, at)
        assert seen is not None
        assert seen.stage is Stage.ASKED
        Introduction.objects.all().delete()


def test_a_seeker_who_leaves_leaves_nothing(three: tuple[Member, Member, Member]) -> None:
    seeker, lender, target = three
    row = asked(seeker, lender, target)
    leading.withdraw(by=seeker, public_id=row.public_id, at=LATER)
    assert not my_introductions(lender, LATER)
    assert not waiting_introductions(lender, LATER)
    asked(seeker, lender, target)
    assert erase_introductions(seeker) == {"introductions": 2}
    assert not Introduction.objects.exists()


def test_mails_say_it_and_take_the_answer(three: tuple[Member, Member, Member]) -> None:
    seeker, lender, target = three
    row = asked(seeker, lender, target)
    leading.agree(by=lender, public_id=row.public_id, line="Hello", at=NOW)
    said = mail_acts["introductions.yes"].perform(target, row.public_id, LATER)
    assert seeker.name in said
    with pytest.raises(LookupError):
        mail_acts["introductions.yes"].perform(target, row.public_id, LATER)
    with pytest.raises(LookupError):
        mail_acts["introductions.no"].perform(target, row.public_id, LATER)
    assert Introduction.objects.get().stage == Stage.MADE
