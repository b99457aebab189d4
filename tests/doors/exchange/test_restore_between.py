"""What was between members, read back: one's own words as history, nothing sent, nobody named who must agree."""

from __future__ import annotations

import io
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from comity.doors.exchange.actions.account import export_account
from comity.doors.exchange.actions.restoring import RowOutcome, restore_account
from comity.doors.exchange.queries.sentences import WHY
from comity.people.load.actions import choose_load
from comity.people.members.models import Member
from comity.people.messaging.models import Thread
from comity.people.notifications.models import Notice
from comity.relationships.asks.actions.asking import NobodyToAsk, begin_ask, widen
from comity.relationships.asks.actions.over import go_on
from comity.relationships.asks.enums import State
from comity.relationships.asks.models import Ask, Reach
from comity.relationships.insiders.models import Booking, Offer
from comity.relationships.introductions.actions import leading
from comity.relationships.introductions.enums import Stage
from comity.relationships.introductions.models import Introduction
from tests.people import signed_in
from tests.people.messaging.people import write
from tests.people.moderation.cases import reported
from tests.relationships.asks.people import asks
from tests.relationships.insiders.offers import asks as books
from tests.relationships.insiders.offers import offers
from tests.relationships.introductions.people import asked_by_name
from tests.relationships.mutual.people import NOW

BOTH, INSTANCE = "takes-both", "of-its-instance"


@pytest.fixture(autouse=True)
def own_ledger(tmp_path: Path, settings: Any) -> None:
    settings.DATA_DIR = tmp_path


@pytest.fixture
def data(ada: Member, ben: Member, cleo: Member, tmp_path: Path) -> bytes:
    """Let Ada ask, seek, lead, write, book and report; return her account."""
    for one in (ada, ben, cleo):
        choose_load(by=one, per_week=20)
    made = asked_by_name(ada, ben, cleo, at=NOW)
    leading.agree(by=ben, public_id=made.public_id, line="She is careful.", at=NOW)
    leading.say_yes(by=cleo, public_id=made.public_id, gives=[], at=NOW)
    asked_by_name(ben, ada, cleo, at=NOW)
    begin_ask(by=ada, text="A draft", at=NOW)
    asks(ada, "someone who worked at Nordwind")
    asks(ben, "somebody who sails")
    write(ada, ben, "Hello Ben.")
    books(ada, offers(cleo))
    offers(ada, "Wind and sails")
    reported(ada, cleo, at=NOW)
    export_account(ada, tmp_path / "account.zip")
    return (tmp_path / "account.zip").read_bytes()


def restored(member: Member, data: bytes) -> list[RowOutcome]:
    told: list[RowOutcome] = []
    restore_account(by=member, stream=io.BytesIO(data), on_row=told.append)
    return told


def of(told: list[RowOutcome], name: str) -> list[tuple[str, str]]:
    return [(row.outcome, row.why) for row in told if row.file == f"data/{name}.json"]


def test_asks_come_back_as_history_and_go_to_nobody(data: bytes, ada: Member) -> None:
    fresh = Member.objects.create_user("new@example.org", name="Ada")
    reaches, notices = Reach.objects.count(), Notice.objects.count()
    restored(fresh, data)
    mine = {ask.text: ask for ask in Ask.objects.filter(asker=fresh)}
    assert {text: ask.state for text, ask in mine.items()} == {
        "A draft": State.DRAFT,
        "someone who worked at Nordwind": State.OVER,
    }
    over = mine["someone who worked at Nordwind"]
    assert over.sent_at == Ask.objects.get(asker=ada, state=State.OPEN).sent_at
    assert over.ended_at
    assert over.expires_at
    assert go_on(now=NOW + timedelta(days=1)) == (0, 0)
    assert (Reach.objects.count(), Notice.objects.count()) == (reaches, notices)
    with pytest.raises(NobodyToAsk):
        widen(by=fresh, public_id=over.public_id, at=NOW)
    page = signed_in(fresh).get(reverse("asks:ask", args=[over.public_id])).content.decode()
    assert "someone who worked at Nordwind" in page


def test_what_was_sought_comes_back_in_ones_own_words_alone(data: bytes, ada: Member) -> None:
    fresh = Member.objects.create_user("new@example.org", name="Ada")
    threads = Thread.objects.count()
    told = restored(fresh, data)
    mine = Introduction.objects.get(seeker=fresh)
    assert (mine.note, mine.stage, mine.made_at) == ("I read her book.", Stage.MADE, NOW)
    assert (mine.introducer, mine.target, mine.line, mine.favour_key) == (None, None, "", "")
    assert sorted(of(told, "introductions")) == [("added", ""), ("skipped", BOTH)]
    assert Thread.objects.count() == threads
    page = signed_in(fresh).get(reverse("introductions:introduction", args=[mine.public_id]))
    assert "I read her book." in page.content.decode()
    assert "Cleo" not in page.content.decode()


def test_what_takes_both_is_said_and_stays_in_the_file(data: bytes, ada: Member) -> None:
    fresh = Member.objects.create_user("new@example.org", name="Ada")
    told = restored(fresh, data)
    for name in ("messages", "bookings", "asked_of_me", "mutual_ties", "favour_asks"):
        assert {why for _, why in of(told, name)} <= {BOTH}, name
    assert of(told, "messages")
    assert of(told, "bookings") == [("skipped", BOTH)]
    assert of(told, "reports") == [("skipped", INSTANCE)]
    assert {row.why for row in told if row.why} <= WHY.keys()
    assert not Booking.objects.filter(asker=fresh).exists()
    assert not Thread.objects.filter(seats__member=fresh).exists()
    assert Offer.objects.get(owner=fresh).topics == "Wind and sails"


def test_a_second_time_and_at_home_nothing_changes(data: bytes, ada: Member) -> None:
    fresh = Member.objects.create_user("new@example.org", name="Ada")
    restored(fresh, data)
    for member in (fresh, ada):
        told = restored(member, data)
        assert {row.outcome for row in told} == {"unchanged", "skipped"}
        assert Introduction.objects.filter(seeker=member).count() == 1
    assert Ask.objects.filter(asker=ada, state=State.OPEN).count() == 1


def test_a_file_that_says_nonsense_makes_nothing_of_it(ada: Member, tmp_path: Path) -> None:
    from comity.formats.account_archive import write_archive

    nonsense = [
        {"id": "x", "my_part": "seeker", "note": 7},
        {"my_part": "seeker", "note": "No id"},
        {"id": "y", "my_part": "seeker", "note": "When?", "stage": "made", "made_at": "2026-02-31T00:00:00Z"},
        {"id": "z", "my_part": "king", "note": "Mine"},
    ]

    def fill(writer: Any) -> dict[str, Any]:
        writer.add_rows("introductions", nonsense)
        return {
            "program": "0",
            "instance": {"name": "", "address": ""},
            "made_at": NOW.isoformat(),
            "member": "",
        }

    write_archive(tmp_path / "odd.zip", fill)
    told = restored(ada, (tmp_path / "odd.zip").read_bytes())
    assert of(told, "introductions") == [
        ("wrong", "wrong-value:note"),
        ("wrong", "no-id"),
        ("added", ""),
        ("skipped", BOTH),
    ]
    assert Introduction.objects.get(seeker=ada).stage == Stage.EXPIRED
