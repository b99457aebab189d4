"""Whoever is erased midway: it comes to nothing as with a no, nothing of theirs stays, and every page opens."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from comity.doors.exchange.actions.account import export_account
from comity.doors.exchange.actions.erasing import erase_member
from comity.foundation.audit.models import AuditEntry
from comity.people.contacts.models import Contact
from comity.people.members.actions.blocks import block_member
from comity.people.members.actions.pairs import NotThere
from comity.people.members.models import Member
from comity.people.messaging.models import Thread
from comity.people.notifications.models import Notice
from comity.relationships.asks.actions import answering
from comity.relationships.asks.actions.over import go_on
from comity.relationships.asks.enums import Reached, State
from comity.relationships.asks.models import Ask, Reach
from comity.relationships.asks.queries.asks import own_ask
from comity.relationships.asks.queries.reaches import waiting_reaches
from comity.relationships.introductions.actions import leading
from comity.relationships.introductions.enums import Stage, Word
from comity.relationships.introductions.models import Introduction
from comity.relationships.introductions.queries.introductions import introduction_for, waiting_introductions
from comity.relationships.introductions.rules.stages import LASTS, Who
from tests.factories.book import add_card
from tests.people import signed_in
from tests.relationships.asks.people import asks, helpers
from tests.relationships.graph.people import people
from tests.relationships.introductions.people import asked_by_name, joined

pytestmark = pytest.mark.django_db
PARTS = ("seeker", "introducer", "middle", "target")
Four = dict[str, Member]


@pytest.fixture(autouse=True)
def own_ledger(tmp_path: Path, settings: Any) -> None:
    settings.DATA_DIR = tmp_path


@pytest.fixture
def now() -> datetime:
    return timezone.now()


@pytest.fixture
def four() -> Four:
    return dict(zip(PARTS, people(*PARTS), strict=True))


def led(four: Four, stage: Stage, at: datetime) -> Introduction:
    """Let an introduction over two contacts come as far as a stage."""
    names = {name: four[name] for name in PARTS}
    row = asked_by_name(names["seeker"], names["introducer"], names["target"], middle=names["middle"], at=at)
    by: dict[str, Any] = {"public_id": row.public_id, "at": at}
    if stage is Stage.WORD:
        leading.answer_with_word(by=four["introducer"], word=Word.BOARD, **by)
    if stage in (Stage.PASSED, Stage.OFFERED, Stage.MADE):
        leading.agree(by=four["introducer"], line="Line of one.", **by)
    if stage in (Stage.OFFERED, Stage.MADE):
        leading.pass_on(by=four["middle"], line="Line of two.", **by)
    if stage is Stage.MADE:
        leading.say_yes(by=four["target"], gives=[], **by)
    return row


def met_by(member: Member, row: Introduction, folder: Path) -> str:
    """Return all that a member meets of it: their list, its page, Today, notices, their archive."""
    browser, found = signed_in(member), ""
    own = reverse("introductions:introduction", args=[row.public_id])
    for url in (reverse("introductions:introductions"), own, "/", reverse("notifications:notices")):
        answer = browser.get(url)
        assert answer.status_code in (200, 404 if url == own else 200)
        found += answer.content.decode()
    export_account(member, folder / "a.zip")
    return found


@pytest.mark.parametrize("who", PARTS[1:])
@pytest.mark.parametrize("stage", [Stage.ASKED, Stage.PASSED, Stage.OFFERED])
def test_under_way_it_looks_like_silence_until_its_date(
    four: Four, now: datetime, tmp_path: Path, stage: Stage, who: str
) -> None:
    row = led(four, stage, now)
    gone = four.pop(who)
    Contact.objects.exclude(owner=gone).delete()  # a book is its owner's own; of a card one keeps the name
    erase_member(by=gone, at=now)
    seen = introduction_for(four["seeker"], row.public_id, now)
    later = introduction_for(four["seeker"], row.public_id, now + LASTS)
    assert seen is not None
    assert later is not None
    assert (seen.stage, later.stage) == (Stage.ASKED, Stage.EXPIRED)
    for member in four.values():
        assert not waiting_introductions(member, now)
        assert gone.name not in met_by(member, row, tmp_path)
    for verb, name in ((leading.agree, "introducer"), (leading.pass_on, "middle")):
        if name in four:
            with pytest.raises(NotThere):
                verb(by=four[name], public_id=row.public_id, line="Hello", at=now)
    if "target" in four:
        with pytest.raises(NotThere):
            leading.say_yes(by=four["target"], public_id=row.public_id, gives=[], at=now)
    assert not Notice.objects.filter(kind__startswith="introductions.").exists()
    row.refresh_from_db()
    words = {"introducer": row.line, "middle": row.middle_line}
    assert not words.get(who)


@pytest.mark.parametrize("who", PARTS[1:])
def test_once_made_it_stays_made_without_them(four: Four, now: datetime, tmp_path: Path, who: str) -> None:
    row = led(four, Stage.MADE, now)
    gone = four.pop(who)
    Contact.objects.exclude(owner=gone).delete()
    erase_member(by=gone, at=now)
    for member in four.values():
        seen = introduction_for(member, row.public_id, now)
        assert seen is not None
        assert seen.stage is Stage.MADE
        assert gone.name not in met_by(member, row, tmp_path)
    assert Thread.objects.get(source=f"introduction:{row.public_id}").seats.count() == 3


@pytest.mark.parametrize("stage", [Stage.ASKED, Stage.PASSED, Stage.OFFERED, Stage.MADE, Stage.WORD])
def test_with_the_seeker_it_is_gone_for_all(four: Four, now: datetime, tmp_path: Path, stage: Stage) -> None:
    row = led(four, stage, now)
    gone = four.pop("seeker")
    Contact.objects.exclude(owner=gone).delete()
    erase_member(by=gone, at=now)
    assert not Introduction.objects.exists()
    assert not AuditEntry.objects.filter(verb__startswith="introductions.").exists()
    for member in four.values():
        assert introduction_for(member, row.public_id, now) is None
        assert gone.name not in met_by(member, row, tmp_path)


@pytest.mark.parametrize("how", ["blocks", "leaves"])
def test_a_word_of_somebody_who_is_gone_is_gone(four: Four, now: datetime, how: str) -> None:
    row = led(four, Stage.WORD, now)
    if how == "blocks":
        block_member(by=four["introducer"], other=four["seeker"], at=now)
    else:
        erase_member(by=four["introducer"], at=now)
    seen = introduction_for(four["seeker"], row.public_id, now)
    assert seen is not None
    assert (seen.stage, seen.introducer) == (Stage.EXPIRED, None)
    page = signed_in(four["seeker"]).get(reverse("introductions:introduction", args=[row.public_id]))
    assert "Nothing came of it." in page.content.decode()


def test_who_is_suspended_is_nobodys_turn_and_comes_back(four: Four, now: datetime) -> None:
    row = led(four, Stage.OFFERED, now)
    Member.objects.filter(pk=four["introducer"].pk).update(is_active=False, standing="suspended")
    assert not waiting_introductions(four["target"], now)
    text = signed_in(four["target"]).get(reverse("introductions:introduction", args=[row.public_id]))
    assert four["introducer"].name not in text.content.decode()
    Member.objects.filter(pk=four["introducer"].pk).update(is_active=True, standing="active")
    assert waiting_introductions(four["target"], now)


class TestSealedAsks:
    """The same for an ask, and for the introduction that comes out of it."""

    @pytest.fixture
    def two(self, ada: Member) -> list[Member]:
        return helpers(ada, 2)

    def _offered(self, ada: Member, one: Member, target: Member, at: datetime) -> Ask:
        asked_by_name(one, target, ada, at=at).delete()  # ties alone
        ask = asks(ada, at=at)
        reach = Reach.objects.get(ask=ask, helper=one)
        card = Contact.objects.get(owner=one, member=target)
        answering.say_knows(by=one, public_id=reach.public_id, contact=card.public_id, line="Hello", at=at)
        return ask

    def test_a_helper_who_goes_changes_nothing_for_the_others(self, ada: Member, now: datetime) -> None:
        known = helpers(ada, 5)
        ask = asks(ada, at=now)
        before = own_ask(ada, ask.public_id, now)
        first = Reach.objects.get(ask=ask, place=0).helper
        erase_member(by=first, at=now)
        assert go_on(now=now) == (0, 0)
        assert Reach.objects.filter(ask=ask, state=Reached.WAITING).count() == 2
        assert own_ask(ada, ask.public_id, now) == before
        assert sum(bool(waiting_reaches(one, now)) for one in known if one != first) == 2

    @pytest.mark.parametrize("who", ["helper", "target"])
    def test_an_offer_out_of_it_comes_to_nothing_and_the_ask_goes_on(
        self, ada: Member, two: list[Member], cleo: Member, now: datetime, who: str
    ) -> None:
        one, other = two
        ask = self._offered(ada, one, cleo, now)
        assert waiting_reaches(other, now)
        erase_member(by=one if who == "helper" else cleo, at=now)
        assert waiting_reaches(other, now), "nothing has changed for them"
        seen = own_ask(ada, ask.public_id, now)
        assert seen is not None
        assert (seen.state, seen.helper) == (State.OPEN, None)
        assert not Introduction.objects.visible_to(ada).exists()
        assert not waiting_introductions(cleo, now)

    def test_a_silent_no_moves_nothing_for_the_helper_and_can_be_taken_back(
        self, ada: Member, two: list[Member], cleo: Member, now: datetime
    ) -> None:
        one, other = two
        ask = self._offered(ada, one, cleo, now)
        reach = Reach.objects.get(ask=ask, helper=one)
        pages = [reverse("asks:reach", args=[reach.public_id]), reverse("asks:asks")]
        before = [signed_in(one).get(page).content.count(b"You asked") for page in pages]
        row = Introduction.objects.get()
        hers, there = signed_in(cleo), reverse("introductions:introduction", args=[row.public_id])
        hers.post(reverse("introductions:act", args=[row.public_id, "no"]))
        assert "Think again" in hers.get(there).content.decode()
        assert [signed_in(one).get(page).content.count(b"You asked") for page in pages] == before == [1, 1]
        assert waiting_reaches(other, now)
        hers.post(reverse("introductions:act", args=[row.public_id, "again"]))
        hers.post(there, {})
        seen = own_ask(ada, ask.public_id, now)
        assert seen is not None
        assert (seen.state, seen.helper) == (State.YES, one)

    def test_one_yes_is_enough_where_two_helpers_ask_the_same_one(
        self, ada: Member, two: list[Member], cleo: Member, now: datetime
    ) -> None:
        one, other = two
        for helper in two:
            joined(helper, cleo, now)
        ask = asks(ada, at=now)
        for reach in ask.reaches.select_related("helper"):
            card = Contact.objects.get(owner=reach.helper, member=cleo)
            answering.say_knows(
                by=reach.helper, public_id=reach.public_id, contact=card.public_id, line="Hello", at=now
            )
        assert len(waiting_introductions(cleo, now)) == 2
        hers, his = (Introduction.objects.get(introducer=helper) for helper in two)
        leading.say_yes(by=cleo, public_id=hers.public_id, gives=[], at=now)
        assert not waiting_introductions(cleo, now)
        with pytest.raises(NotThere):
            leading.say_yes(by=cleo, public_id=his.public_id, gives=[], at=now)
        assert Thread.objects.filter(seats__member=ada).count() == 1
        seen = own_ask(ada, ask.public_id, now)
        assert seen is not None
        assert [reach.helper for reach in seen.yeses] == [one]
        waits = introduction_for(other, his.public_id, now)
        assert waits is not None
        assert waits.stage == Stage.OFFERED, "who else asked sees it wait, as with silence"

    def test_with_the_asker_all_of_it_goes(
        self, ada: Member, two: list[Member], cleo: Member, now: datetime
    ) -> None:
        self._offered(ada, two[0], cleo, now)
        erase_member(by=ada, at=now)
        assert not Ask.objects.exists()
        assert not Reach.objects.exists()
        assert not Introduction.objects.exists()
        assert not Notice.objects.filter(kind__startswith="asks.").exists()
        assert not AuditEntry.objects.filter(verb="asks.sent").exists()
        for member in (*two, cleo):
            assert signed_in(member).get("/asks/").status_code == 200

    def test_who_helped_and_left_is_named_no_more(self, ada: Member, ben: Member, now: datetime) -> None:
        asked_by_name(ada, ben, Member.objects.create_user("t@example.org", name="T"), at=now).delete()
        ask = asks(ada, at=now)
        [reach] = waiting_reaches(ben, now)
        answering.say_can(by=ben, public_id=reach.public_id, line="Ask me.", at=now)
        Contact.objects.filter(owner=ada).delete()
        erase_member(by=ben, at=now)
        text = signed_in(ada).get(reverse("asks:ask", args=[ask.public_id])).content.decode()
        assert "Who helped is not here any more." in text
        assert "Ask me." not in text

    def test_who_wrote_from_their_own_mail_holds_nothing_up(
        self, ada: Member, two: list[Member], now: datetime
    ) -> None:
        one, other = two
        asks(ada, at=now)
        card = add_card(one, "Zoë Quillfeather", organization="Nordwind")
        [reach] = waiting_reaches(one, now)
        answering.say_knows(by=one, public_id=reach.public_id, contact=card.public_id, line="Hello!", at=now)
        erase_member(by=one, at=now + timedelta(hours=1))
        assert waiting_reaches(other, now)


def test_acts_are_written_down_without_words_and_a_no_never(four: Four, now: datetime) -> None:
    row = led(four, Stage.OFFERED, now)
    leading.say_no(by=four["target"], public_id=row.public_id, who=Who.TARGET, at=now)
    rows = AuditEntry.objects.filter(about_id=row.public_id).order_by("pk")
    assert [(one.verb, one.actor_id) for one in rows] == [
        ("introductions.led_on", four["introducer"].pk),
        ("introductions.led_on", four["middle"].pk),
    ]
    leading.think_again(by=four["target"], public_id=row.public_id, who=Who.TARGET, at=now)
    leading.say_yes(by=four["target"], public_id=row.public_id, gives=[], at=now)
    assert rows.last().verb == "introductions.made"  # type: ignore[union-attr]  # there is one
    assert all(one.detail == {} for one in rows)
