"""Two members confirm that they met: one meeting, in both books the same, or none in either."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from comity.doors.exchange.actions.erasing import erase_member
from comity.people.contacts.models import Contact
from comity.people.members.models import Member
from comity.relationships.mutual.actions.meeting.erasing import erase_meetings
from comity.relationships.mutual.enums import Stage, Via
from comity.relationships.mutual.models import Meeting, MutualTie
from comity.relationships.mutual.queries.meeting import meeting_of
from comity.relationships.mutual.registry import AfterMeeting, after_meeting
from comity.relationships.mutual.rules.meeting import (
    Deed,
    NotPossible,
)
from comity.relationships.ties.enums import Kind, Source
from comity.relationships.ties.models import Interaction, Tie
from tests.factories.book import note_day
from tests.relationships.mutual.meetings import (
    SOON,
    does,
    named,
    phone_of,
    shows,
    uses,
)
from tests.relationships.mutual.people import NOW, card_of, tied


def test_each_is_in_the_others_book_with_what_was_chosen_and_the_day(ada: Member, ben: Member) -> None:
    named(ada, "Grid planner")
    phone = phone_of(ada, "+49 30 5550199")
    secret = phone_of(ada, "+49 30 5550100")
    meeting = uses(ben, shows(ada, phone, "headline"), "email", at=SOON)
    assert meeting.stage == Stage.CONFIRMED
    hers, his = card_of(ben, ada), card_of(ada, ben)
    assert (hers.full_name, hers.title) == ("Ada Okafor", "Grid planner")
    assert list(hers.values.values_list("value", flat=True)) == ["+49 30 5550199"]
    assert secret not in str(list(hers.values.all()))
    assert list(his.values.values_list("value", flat=True)) == ["ben@example.org"]
    assert str(his.origin) == "Ben Sørensen, when you met"
    tie = MutualTie.objects.get()
    assert (tie.via, tie.confirmed_at) == (Via.MET, SOON)
    for owner, card in ((ada, his), (ben, hers)):
        noted = Interaction.objects.get(owner=owner)
        assert (noted.kind, noted.source, noted.is_mutual) == (Kind.MET, Source.MET, True)
        assert (noted.on, noted.place) == (NOW.date(), "Lisbon")
        assert list(noted.people.all()) == [card]
        assert Tie.objects.get(owner=owner, contact=card).last_on == NOW.date()


def test_where_they_met_is_where_they_met_first(ada: Member, ben: Member) -> None:
    tied(ada, ben)
    note_day(ada, card_of(ada, ben), on=NOW.date() - timedelta(days=1))
    uses(ben, shows(ada))
    told = {tie.owner: (tie.met_on, tie.met_place) for tie in Tie.objects.all()}
    assert told == {ada: (None, ""), ben: (NOW.date(), "Lisbon")}


def test_nobody_gives_what_is_not_theirs(ada: Member, ben: Member, cleo: Member) -> None:
    key = phone_of(cleo, "+49 30 5550199")
    meeting = uses(ben, shows(ada, key), key)
    assert (meeting.shower_gives, meeting.scanner_gives) == ([], [])
    assert not card_of(ben, ada).values.exists()


def test_a_card_that_is_there_is_linked_filled_and_otherwise_left_alone(ada: Member, ben: Member) -> None:
    tied(ada, ben)
    card = card_of(ada, ben)
    Contact.objects.filter(pk=card.pk).update(title="Old friend")
    named(ben, "Planner")
    uses(ben, shows(ada), "headline", "email")
    card.refresh_from_db()
    assert card.title == "Old friend"
    line = card.values.get(kind="email")
    assert str(line.origin) == "Ben Sørensen, when you met"
    assert MutualTie.objects.get().via == Via.REQUEST


def follow_ups(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, Member, date | None]]:
    told: list[tuple[str, Member, date | None]] = []
    entry = AfterMeeting(
        lambda owner, card, due, at: told.append(("begin", owner, due)),
        lambda owner, card, at: told.append(("take back", owner, None)),
    )
    monkeypatch.setattr(after_meeting, "_entries", {"tests": entry})
    return told


def test_each_has_a_day_to_get_back_and_none_who_wants_none(
    ada: Member, ben: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = follow_ups(monkeypatch)
    meeting = uses(ben, shows(ada, days=14), days=None)
    assert told == [("begin", ada, NOW.date() + timedelta(days=14)), ("begin", ben, None)]
    does(ben, meeting, Deed.UNDO)
    assert told[2:] == [("take back", ada, None), ("take back", ben, None)]


def test_what_follows_fails_and_nothing_stays(
    ada: Member, ben: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(after_meeting, "_entries", {"tests": AfterMeeting(fails, fails)})
    code = shows(ada)
    with pytest.raises(RuntimeError):
        uses(ben, code)
    assert not Meeting.objects.exists()
    assert not Contact.objects.exists()
    assert not MutualTie.objects.exists()


def test_who_is_erased_is_a_former_member_to_the_other(ada: Member, ben: Member) -> None:
    phone = phone_of(ada, "+49 30 5550199")
    meeting = uses(ben, shows(ada, phone))
    erase_member(by=ada, at=SOON)
    seen = meeting_of(ben, meeting.public_id, SOON)
    assert (seen.other, seen.stage, seen.may_undo) == ("", Stage.CONFIRMED, False)
    assert Meeting.objects.get().shower_gives == []
    assert Interaction.objects.filter(owner=ben).count() == 1
    with pytest.raises(NotPossible):
        does(ben, meeting, Deed.UNDO)
    erase_meetings(ben)
    assert not Meeting.objects.exists()
