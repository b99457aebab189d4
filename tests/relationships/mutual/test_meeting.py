"""Two members confirm that they met: one meeting, in both books the same, or none in either."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest

from comity.doors.exchange.actions.erasing import erase_member
from comity.people.contacts.models import Contact, Origin
from comity.people.members.actions.blocks import block_member
from comity.people.members.enums import Standing
from comity.people.members.models import Member
from comity.people.notifications.models import Notice
from comity.people.notifications.registry import mail_acts, notice_kinds
from comity.relationships.mutual.actions.meeting.answering import answer_meeting
from comity.relationships.mutual.actions.meeting.confirming import CannotMeet, Why, open_code
from comity.relationships.mutual.actions.meeting.erasing import erase_meetings
from comity.relationships.mutual.actions.meeting.finding import find_by_letters
from comity.relationships.mutual.actions.meeting.showing import end_codes, tidy_codes
from comity.relationships.mutual.enums import Stage, Via
from comity.relationships.mutual.models import Meeting, MutualTie, Showing
from comity.relationships.mutual.queries.codes import letters_of, token_of
from comity.relationships.mutual.queries.meeting import lately_met, meeting_of, to_confirm
from comity.relationships.mutual.registry import AfterMeeting, after_meeting
from comity.relationships.mutual.rules.meeting import (
    ANSWER_WITHIN,
    LATE_FOR,
    LIVE_FOR,
    TRIES_WITHIN,
    UNDO_FOR,
    Deed,
    NotPossible,
)
from comity.relationships.ties.enums import Kind, Source
from comity.relationships.ties.models import Interaction, Tie
from tests.factories.book import add_card, note_day
from tests.relationships.mutual.meetings import named, phone_of, shows, uses
from tests.relationships.mutual.people import NOW, card_of, tied

SOON, LATER = NOW + timedelta(minutes=3), NOW + LIVE_FOR


def does(member: Member, meeting: Meeting, deed: Deed, at: datetime = SOON) -> Meeting:
    return answer_meeting(by=member, public_id=meeting.public_id, deed=deed, at=at)


def in_both_books(meeting: Meeting) -> list[int]:
    """Return in how many books what follows from the meeting is: the day, and the linked card."""
    noted = Interaction.objects.filter(key=meeting.key).count()
    return [noted, Contact.objects.filter(member__isnull=False, deleted_at=None).count()]


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


@pytest.mark.parametrize("who", ["ada", "ben"])
def test_either_takes_it_back_in_both_books(ada: Member, ben: Member, who: str) -> None:
    meeting = uses(ben, shows(ada, "email"), "email")
    does({"ada": ada, "ben": ben}[who], meeting, Deed.UNDO)
    assert in_both_books(meeting) == [0, 0]
    assert not MutualTie.objects.live().exists()
    assert not Contact.objects.visible_to(ada).exists()
    assert not Contact.objects.visible_to(ben).exists()
    assert lately_met(ada, SOON) == lately_met(ben, SOON) == []
    for member in (ada, ben):
        assert meeting_of(member, meeting.public_id, SOON).stage == Stage.UNDONE


def test_what_was_there_before_stays_when_it_is_taken_back(ada: Member, ben: Member) -> None:
    tied(ada, ben)
    card = card_of(ada, ben)
    meeting = uses(ben, shows(ada), "email", at=SOON)
    does(ada, meeting, Deed.UNDO)
    card.refresh_from_db()
    assert card.deleted_at is None
    assert card.member == ben
    assert not card.values.filter(value="ben@example.org").exists()
    assert MutualTie.objects.live().count() == 1
    assert Tie.objects.get(contact=card).last_on is None


def test_a_card_with_notes_of_ones_own_stays_without_what_was_given(ada: Member, ben: Member) -> None:
    named(ben, "Planner")
    meeting = uses(ben, shows(ada), "headline", "email")
    card = card_of(ada, ben)
    Tie.objects.filter(contact=card).update(notes="Knows Lisbon well")
    does(ben, meeting, Deed.UNDO)
    card.refresh_from_db()
    assert (card.deleted_at, card.member, card.full_name, card.title) == (None, None, ben.name, "")
    assert not card.values.exists()


def test_a_known_card_that_was_filled_is_as_it_was(ada: Member, ben: Member) -> None:
    known = add_card(ada, "Ben", ("email", ben.email))
    origins = Origin.objects.filter(owner=ada).count()
    tied(ada, ben)
    Contact.objects.filter(owner=ada, member=ben).update(member=None)
    Contact.objects.filter(pk=known.pk).update(member=ben)
    named(ben, "Planner")
    meeting = uses(ben, shows(ada), "headline", at=SOON)
    known.refresh_from_db()
    assert known.title == "Planner"
    does(ada, meeting, Deed.UNDO)
    known.refresh_from_db()
    assert (known.title, known.field_origins) == ("", {})
    assert Origin.objects.filter(owner=ada).count() == origins + 1  # that of the tie's own card


def test_after_an_hour_it_stands(ada: Member, ben: Member) -> None:
    meeting = uses(ben, shows(ada))
    with pytest.raises(NotPossible):
        does(ada, meeting, Deed.UNDO, NOW + UNDO_FOR)
    assert in_both_books(meeting) == [2, 2]


def test_a_stranger_does_nothing_with_it(ada: Member, ben: Member, cleo: Member) -> None:
    meeting = uses(ben, shows(ada))
    with pytest.raises(Meeting.DoesNotExist):
        does(cleo, meeting, Deed.UNDO)


def why(act: Callable[[], object]) -> str:
    with pytest.raises(CannotMeet) as cannot:
        act()
    return cannot.value.why


def test_nobody_meets_themselves(ada: Member) -> None:
    assert why(lambda: uses(ada, shows(ada))) == Why.OWN


def test_the_same_again_is_the_same_meeting(ada: Member, ben: Member) -> None:
    code = shows(ada)
    assert uses(ben, code) == uses(ben, code, at=LATER)
    assert Interaction.objects.count() == 2


def test_a_third_person_finds_it_used(ada: Member, ben: Member, cleo: Member) -> None:
    code = shows(ada)
    uses(ben, code)
    assert why(lambda: uses(cleo, code)) == Why.USED
    assert not Contact.objects.filter(owner=cleo).exists()


def test_a_code_that_was_taken_back_is_not_good_again(ada: Member, ben: Member) -> None:
    code = shows(ada)
    meeting = uses(ben, code)
    does(ada, meeting, Deed.UNDO)
    assert uses(ben, code, at=SOON).stage == Stage.UNDONE
    assert in_both_books(meeting) == [0, 0]


@pytest.mark.parametrize(
    "reason", ["ended", "old", "forged", "never", "blocked", "blocking", "suspended", "erased"]
)
def test_what_opens_nothing_looks_the_same(ada: Member, ben: Member, reason: str) -> None:
    code, at = shows(ada), SOON
    token = token_of(code)
    if reason == "ended":
        end_codes(by=ada, at=SOON)
    if reason == "old":
        at = NOW + LATE_FOR
    if reason == "forged":
        token = token[:-1] + ("A" if token[-1] != "A" else "B")
    if reason == "never":
        Showing.objects.all().delete()
    if reason == "blocked":
        block_member(by=ada, other=ben, at=NOW)
    if reason == "blocking":
        block_member(by=ben, other=ada, at=NOW)
    if reason == "suspended":
        Member.objects.filter(pk=ada.pk).update(standing=Standing.SUSPENDED, is_active=False)
    if reason == "erased":
        Member.objects.get(pk=ada.pk).delete()
    assert why(lambda: open_code(by=ben, token=token, at=at)) == Why.GONE
    if reason != "forged":
        assert why(lambda: uses(ben, code, at=at)) == Why.GONE
    assert not Meeting.objects.exists()


def test_a_clock_that_jumped_back_says_so(ada: Member, ben: Member) -> None:
    code = shows(ada, at=NOW)
    assert why(lambda: uses(ben, code, at=NOW - timedelta(days=1))) == Why.CLOCK
    assert uses(ben, code, at=NOW - timedelta(minutes=1)).stage == Stage.CONFIRMED


def test_five_uses_in_vain_end_a_code(ada: Member, ben: Member, cleo: Member) -> None:
    code = shows(ada)
    block_member(by=ada, other=cleo, at=NOW)
    for _ in range(5):
        assert why(lambda: uses(cleo, code)) == Why.GONE
    assert why(lambda: uses(ben, code)) == Why.GONE


def test_a_new_code_ends_the_one_before(ada: Member, ben: Member) -> None:
    first = shows(ada)
    shows(ada, at=SOON)
    assert why(lambda: uses(ben, first, at=SOON)) == Why.GONE


def test_five_wrong_letters_and_the_right_ones_do_not_help(ada: Member, ben: Member) -> None:
    right = letters_of(shows(ada).public_id)
    for left in (4, 3, 2, 1, 0):
        assert find_by_letters(by=ben, typed="BBBBBB" if right != "BBBBBB" else "CCCCCC", at=NOW).left == left
    assert find_by_letters(by=ben, typed=right, at=SOON).showing is None
    assert find_by_letters(by=ben, typed=right.lower(), at=NOW + TRIES_WITHIN).showing is not None


def test_right_letters_are_not_a_try(ada: Member, ben: Member) -> None:
    right = letters_of(shows(ada).public_id)
    assert all(find_by_letters(by=ben, typed=right, at=NOW).left == 5 for _ in range(7))


def test_neither_letters_nor_token_are_stored(ada: Member) -> None:
    code = shows(ada)
    row = str(Showing.objects.values().get())
    assert letters_of(code.public_id) not in row
    assert token_of(code) not in row


# Later, without a network


def test_later_the_other_one_is_asked_and_then_it_is_as_if_at_once(ada: Member, ben: Member) -> None:
    code = shows(ada, "email")
    day = NOW.date()
    meeting = uses(ben, code, "email", at=NOW + timedelta(days=3), on=day)
    assert (meeting.stage, meeting.on) == (Stage.WAITING, day)
    assert in_both_books(meeting) == [0, 0]
    asked = to_confirm(ada, NOW + timedelta(days=3))
    assert [(seen.other, seen.is_mine_to_answer) for seen in asked] == [("Ben Sørensen", True)]
    assert to_confirm(ben, NOW + timedelta(days=3)) == []
    does(ada, meeting, Deed.YES, NOW + timedelta(days=4))
    assert in_both_books(meeting) == [2, 2]
    assert {noted.on for noted in Interaction.objects.all()} == {day}
    assert to_confirm(ada, NOW + timedelta(days=4)) == []


def test_a_code_kept_on_a_phone_always_asks(ada: Member, ben: Member) -> None:
    assert uses(ben, shows(ada, spare=True), at=SOON, on=NOW.date()).stage == Stage.WAITING


@pytest.mark.parametrize("day", [NOW.date() - timedelta(days=1), NOW.date() + timedelta(days=4)])
def test_a_day_that_cannot_be_is_refused(ada: Member, ben: Member, day: date) -> None:
    code = shows(ada)
    assert why(lambda: uses(ben, code, at=NOW + timedelta(days=3), on=day)) == Why.DAY
    assert uses(ben, code, at=NOW + timedelta(days=3), on=NOW.date()).stage == Stage.WAITING


def test_a_live_code_confirms_what_was_said_later_that_day(ada: Member, ben: Member) -> None:
    key = phone_of(ada, "+351 21 000 0000")
    waiting = uses(ben, shows(ada, spare=True), on=NOW.date())
    assert waiting.stage == Stage.WAITING
    live = shows(ada, key, at=LATER)
    assert uses(ben, live, at=LATER) == waiting
    waiting.refresh_from_db()
    assert (waiting.stage, waiting.shower_gives) == (Stage.CONFIRMED, [key])
    assert in_both_books(waiting) == [2, 2]
    assert card_of(ben, ada).values.filter(value="+351 21 000 0000").exists()
    assert not Notice.objects.exists()


def test_who_said_yes_has_nothing_left_to_read(ada: Member, ben: Member) -> None:
    meeting = uses(ben, shows(ada), at=LATER, on=NOW.date())
    does(ada, meeting, Deed.YES, LATER)
    assert [one.recipient for one in Notice.objects.all()] == [ben]


def test_a_no_is_silent(ada: Member, ben: Member) -> None:
    meeting = uses(ben, shows(ada), at=LATER, on=NOW.date())
    waiting = meeting_of(ben, meeting.public_id, LATER)
    does(ada, meeting, Deed.NO, LATER)
    assert meeting_of(ben, meeting.public_id, LATER).stage == waiting.stage == Stage.WAITING
    assert to_confirm(ada, LATER) == []
    does(ada, meeting, Deed.BACK, LATER)
    assert len(to_confirm(ada, LATER)) == 1
    does(ben, meeting, Deed.WITHDRAW, LATER)
    with pytest.raises(NotPossible):
        does(ada, meeting, Deed.YES, LATER)
    assert in_both_books(meeting) == [0, 0]


def test_nobody_confirms_for_the_other(ada: Member, ben: Member) -> None:
    meeting = uses(ben, shows(ada), at=LATER, on=NOW.date())
    with pytest.raises(NotPossible):
        does(ben, meeting, Deed.YES, LATER)


def test_after_a_month_nobody_is_asked_any_more(ada: Member, ben: Member) -> None:
    meeting = uses(ben, shows(ada), at=LATER, on=NOW.date())
    over = LATER + ANSWER_WITHIN
    assert to_confirm(ada, over) == []
    with pytest.raises(NotPossible):
        does(ada, meeting, Deed.YES, over)


def test_two_who_both_say_it_later_need_no_yes(ada: Member, ben: Member) -> None:
    hers, his = shows(ada, spare=True), shows(ben, spare=True)
    first = uses(ben, hers, at=LATER, on=NOW.date())
    second = uses(ada, his, "email", at=LATER, on=NOW.date())
    assert second == first
    assert (second.stage, second.shower_gives) == (Stage.CONFIRMED, ["email"])
    assert in_both_books(first) == [2, 2]


def test_what_both_confirmed_at_once_is_one_meeting_from_either_code(ada: Member, ben: Member) -> None:
    hers, his = shows(ada), shows(ben)
    assert uses(ben, hers) == uses(ada, his)
    assert Interaction.objects.count() == 2


def test_a_block_ends_what_waits(ada: Member, ben: Member) -> None:
    meeting = uses(ben, shows(ada), at=LATER, on=NOW.date())
    block_member(by=ada, other=ben, at=LATER)
    assert to_confirm(ada, LATER) == []
    with pytest.raises(Meeting.DoesNotExist):
        does(ada, meeting, Deed.YES, LATER)
    assert not Notice.objects.exists()
    assert not Showing.objects.exists()


def test_one_is_told_and_may_answer_from_the_mail(ada: Member, ben: Member) -> None:
    meeting = uses(ben, shows(ada), at=LATER, on=NOW.date())
    kind, subject = notice_kinds["mutual.met"], [meeting.public_id]
    line = kind.lines(ada, subject)[meeting.public_id]
    assert line.text == "Ben Sørensen says that you met on Nov. 20, 2026."
    assert [act.key for act in line.acts] == ["mutual.met_yes", "mutual.met_no"]
    assert kind.lines(ben, subject) == {}
    said = mail_acts["mutual.met_yes"].perform(ada, meeting.public_id, LATER)
    assert said == "Confirmed: you met Ben Sørensen."
    assert mail_acts["mutual.met_yes"].perform(ada, meeting.public_id, LATER) == said
    assert kind.lines(ada, subject) == {}
    assert "confirmed that you met" in kind.lines(ben, subject)[meeting.public_id].text
    with pytest.raises(LookupError):
        mail_acts["mutual.met_no"].perform(ada, meeting.public_id, LATER)
    with pytest.raises(LookupError):
        mail_acts["mutual.met_yes"].perform(ben, "x" * 22, LATER)


# Leaving


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


def test_what_waits_goes_with_either(ada: Member, ben: Member) -> None:
    uses(ben, shows(ada), at=LATER, on=NOW.date())
    erase_meetings(ben)
    assert not Meeting.objects.exists()
    assert not Notice.objects.exists()


def test_old_codes_are_thrown_away_and_meetings_stay(ada: Member, ben: Member) -> None:
    meeting = uses(ben, shows(ada))
    shows(ada, at=NOW + timedelta(days=5))
    assert tidy_codes(at=NOW + LATE_FOR + timedelta(seconds=1)) == 1
    meeting.refresh_from_db()
    assert meeting.stage == Stage.CONFIRMED
    assert Showing.objects.count() == 1
