"""Favours: who helped whom, as each side remembers it; between two members both memories move together."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from comity.people.contacts.models import Contact
from comity.people.members.actions.pairs import NotThere
from comity.people.members.models import Member
from comity.people.notifications.models import Notice
from comity.people.notifications.registry import mail_acts, notice_kinds
from comity.relationships.mutual.actions import asking, favours
from comity.relationships.mutual.actions.tidying import end_what_is_over
from comity.relationships.mutual.enums import FAVOUR_ANSWERED, FAVOUR_ASKED, FAVOUR_THANKED, Answer
from comity.relationships.mutual.models import FavourAsk
from comity.relationships.mutual.queries import telling
from comity.relationships.mutual.queries.favours import FavourRow, favours_with, waiting_favours
from comity.relationships.mutual.rules.favours import LASTS, MOVES, may_answer, seen_by_asker
from comity.relationships.mutual.rules.requests import Who
from comity.relationships.ties.actions import favours as own
from comity.relationships.ties.actions.interactions import NotYet
from comity.relationships.ties.enums import Direction, FavourState, Helped, Kind, Source
from comity.relationships.ties.models import Favour, Interaction, Tie
from comity.relationships.ties.rules.favours import may_go_back, may_move
from tests.factories.book import TODAY, add_card
from tests.people import signed_in
from tests.relationships.mutual.people import LATER, NOW, at_once, card_of, tied


@given(st.sampled_from(list(FavourState)), st.sampled_from(list(FavourState)))
def test_a_favour_goes_one_way_and_back_the_way_it_came(state: FavourState, to: FavourState) -> None:
    assert may_go_back(to, state) is may_move(state, to)
    assert not (may_move(state, to) and may_move(to, state))


@given(st.sampled_from(list(Answer)), st.booleans(), st.integers(-40, 40))
def test_an_asker_cannot_tell_a_silent_no(to: Answer, was_later: bool, days: int) -> None:
    until = TODAY if was_later else None
    before = Answer.LATER if was_later else Answer.WAITING
    now = NOW + timedelta(days=days)
    seen = {seen_by_asker(one, until=until, expires_at=NOW, now=now) for one in (before, Answer.DECLINED)}
    assert len(seen) == 1
    assert may_answer(before, to, Who.ASKER) is may_answer(Answer.DECLINED, to, Who.ASKER)
    assert not may_answer(Answer.YES, to, Who.ASKER)
    assert all(not MOVES[end] for end in (Answer.YES, Answer.REFUSED, Answer.WITHDRAWN, Answer.EXPIRED))


@pytest.fixture
def zoe(ada: Member) -> Contact:
    return add_card(ada, "Zoë Quillfeather")


def noted(owner: Member, card: Contact, state: FavourState = FavourState.DONE, **more: object) -> Favour:
    said = {"helped": Helped.ME, "what": "Read my draft", "on": TODAY} | more
    return own.note_favour(by=owner, contact=card, state=state, today=TODAY, **said)  # type: ignore[arg-type]


def test_a_favour_done_counts_and_thanks_count_for_more(ada: Member, zoe: Contact) -> None:
    favour = noted(ada, zoe)
    counted = Interaction.objects.get(owner=ada)
    assert (counted.kind, counted.source, counted.direction) == (Kind.FAVOUR, Source.FAVOUR, Direction.IN)
    assert list(counted.people.all()) == [zoe]
    assert (counted.is_thanked, counted.summary) == (False, ""), "the words are sealed, and stay so"
    assert Tie.objects.get(contact=zoe).last_on == TODAY
    assert own.move_favour(by=ada, public_id=favour.public_id, to=FavourState.THANKED, on=TODAY) == "done"
    counted.refresh_from_db()
    assert counted.is_thanked
    own.take_back_move(by=ada, public_id=favour.public_id, to=FavourState.DONE)
    counted.refresh_from_db()
    assert not counted.is_thanked
    own.take_back_move(by=ada, public_id=favour.public_id, to=FavourState.ASKED)
    assert not Interaction.objects.exists()
    assert Tie.objects.get(contact=zoe).last_on is None


def test_what_is_only_asked_or_promised_does_not_count(ada: Member, zoe: Contact) -> None:
    for state in (FavourState.ASKED, FavourState.OFFERED, FavourState.DECLINED):
        assert noted(ada, zoe, state).state == state
    assert not Interaction.objects.exists()
    assert noted(ada, zoe, FavourState.THANKED, helped=Helped.THEM).interaction.is_thanked  # type: ignore[union-attr]


def test_a_favour_is_forgotten_and_comes_back(ada: Member, zoe: Contact) -> None:
    favour = noted(ada, zoe)
    own.remove_favour(by=ada, public_id=favour.public_id, at=NOW)
    assert not favours_with(ada, zoe, NOW)
    assert not Interaction.objects.exists()
    own.restore_favour(by=ada, public_id=favour.public_id)
    assert len(favours_with(ada, zoe, NOW)) == Interaction.objects.count() == 1
    own.remove_favour(by=ada, public_id=favour.public_id, at=NOW)
    end_what_is_over(now=NOW + own.KEPT_FOR + timedelta(seconds=1))
    assert not Favour.objects.exists()


def test_only_what_is_and_what_is_ones_own(ada: Member, cleo: Member, zoe: Contact) -> None:
    with pytest.raises(NotYet):
        noted(ada, zoe, on=TODAY + timedelta(days=1))
    with pytest.raises(Contact.DoesNotExist):
        noted(cleo, zoe)
    favour = noted(ada, zoe)
    with pytest.raises(Favour.DoesNotExist):
        own.move_favour(by=cleo, public_id=favour.public_id, to=FavourState.THANKED, on=TODAY)
    with pytest.raises(own.NoSuchMove):
        own.move_favour(by=ada, public_id=favour.public_id, to=FavourState.DECLINED, on=TODAY)


@pytest.fixture
def asked(ada: Member, ben: Member) -> FavourAsk:
    tied(ada, ben)
    return asking.ask_favour(by=ada, other=ben, what="Would you read my draft?", at=NOW)


def row(viewer: Member, other: Member, now: object = LATER) -> FavourRow:
    (found,) = favours_with(viewer, card_of(viewer, other), now)  # type: ignore[arg-type]
    return found


def states() -> set[str]:
    return {favour.state for favour in Favour.objects.all()}


def test_a_favour_is_promised_done_and_thanked_on_both_sides(
    ada: Member, ben: Member, asked: FavourAsk
) -> None:
    assert [one.what for one in waiting_favours(ben, LATER)] == ["Would you read my draft?"]
    asking.say_yes(by=ben, public_id=asked.public_id, word="Gladly", at=LATER)
    assert states() == {FavourState.OFFERED}
    assert row(ada, ben).word == "Gladly"
    hers, his = Favour.objects.get(owner=ada), Favour.objects.get(owner=ben)
    assert (
        favours.move_shared_favour(by=ben, public_id=his.public_id, to=FavourState.DONE, at=LATER)
        == "offered"
    )
    directions = dict(Interaction.objects.values_list("owner", "direction"))
    assert directions == {ada.pk: Direction.IN, ben.pk: Direction.OUT}
    assert all(one.is_mutual for one in Interaction.objects.all())
    with pytest.raises(own.NoSuchMove):
        favours.move_shared_favour(by=ben, public_id=his.public_id, to=FavourState.THANKED, at=LATER)
    favours.move_shared_favour(by=ada, public_id=hers.public_id, to=FavourState.THANKED, at=LATER)
    assert states() == {FavourState.THANKED}
    assert all(one.is_thanked for one in Interaction.objects.all())
    assert Notice.objects.filter(recipient=ben, kind=FAVOUR_THANKED).exists()
    with pytest.raises(own.NoSuchMove):
        favours.take_back_shared_move(by=ben, public_id=his.public_id, to=FavourState.DONE)
    favours.take_back_shared_move(by=ada, public_id=hers.public_id, to=FavourState.DONE)
    assert states() == {FavourState.DONE}
    with pytest.raises(Favour.DoesNotExist):
        own.move_favour(by=ada, public_id=hers.public_id, to=FavourState.THANKED, on=TODAY)


def test_what_is_told_of_a_favour_leads_to_where_it_stands(
    ada: Member, ben: Member, asked: FavourAsk
) -> None:
    asking.say_yes(by=ben, public_id=asked.public_id, word="Gladly", at=LATER)
    hers = Favour.objects.get(owner=ada)
    for state in (FavourState.DONE, FavourState.THANKED):
        favours.move_shared_favour(by=ada, public_id=hers.public_id, to=state, at=LATER)
    for reader, other, lines in (
        (ada, ben, telling.lines_of_answers),
        (ada, ben, telling.lines_of_done),
        (ben, ada, telling.lines_of_thanks),
    ):
        url = lines(reader, [asked.public_id])[asked.public_id].url
        assert url == reverse("pages:person", args=[card_of(reader, other).public_id]) + "#favours"
    shown = signed_in(ben).get(url).content.decode()
    assert 'id="favours"' in shown
    assert "You helped them; they said thanks" in shown


def test_a_no_is_silent_unless_it_has_a_word(ada: Member, ben: Member, asked: FavourAsk) -> None:
    before = row(ada, ben)
    asking.say_no(by=ben, public_id=asked.public_id, at=LATER)
    assert row(ada, ben) == before
    assert not Notice.objects.exists()
    asking.think_again(by=ben, public_id=asked.public_id, at=LATER)
    asking.say_no(by=ben, public_id=asked.public_id, word="No time before June", at=LATER)
    assert row(ada, ben).word == "No time before June"
    assert Favour.objects.get().state == FavourState.DECLINED
    assert [one.kind for one in Notice.objects.filter(recipient=ada)] == [FAVOUR_ANSWERED]


def test_later_comes_back_on_its_day(ada: Member, ben: Member, asked: FavourAsk) -> None:
    day = TODAY + timedelta(days=40)
    for wrong in (TODAY, TODAY + timedelta(days=400), date.max):
        with pytest.raises(asking.DayIsOver):
            asking.say_later(by=ben, public_id=asked.public_id, until=wrong, at=LATER)
    asking.say_later(by=ben, public_id=asked.public_id, until=day, at=LATER)
    assert "30 December" in row(ada, ben).says
    assert not waiting_favours(ben, NOW + timedelta(days=39))
    assert waiting_favours(ben, NOW + timedelta(days=40))
    seen = row(ada, ben)
    asking.say_no(by=ben, public_id=asked.public_id, at=LATER)
    assert row(ada, ben) == seen
    asking.think_again(by=ben, public_id=asked.public_id, at=LATER)
    asking.say_yes(by=ben, public_id=asked.public_id, at=NOW + timedelta(days=41))
    assert states() == {FavourState.OFFERED}


def test_nobody_answers_for_another_and_nothing_twice(
    ada: Member, ben: Member, cleo: Member, asked: FavourAsk
) -> None:
    for wrong in (ada, cleo):
        for act in (asking.say_yes, asking.say_no):
            with pytest.raises(NotThere):
                act(by=wrong, public_id=asked.public_id, at=LATER)
    asking.withdraw_ask(by=ada, public_id=asked.public_id, at=LATER)
    for late in (asking.say_yes, asking.say_no):
        with pytest.raises(NotThere):
            late(by=ben, public_id=asked.public_id, at=LATER)
    assert not waiting_favours(ben, LATER)


def test_what_nobody_answers_ends(ada: Member, ben: Member, asked: FavourAsk) -> None:
    over = NOW + LASTS
    assert row(ada, ben, over).says == "No answer came"
    assert end_what_is_over(now=over - timedelta(seconds=1)) == 0
    assert end_what_is_over(now=over) == 1
    assert (row(ada, ben, over).says, states()) == ("No answer came", {FavourState.DECLINED})
    assert not Notice.objects.exists()


def test_only_who_is_tied_is_asked_and_only_so_often(
    ada: Member, ben: Member, cleo: Member, asked: FavourAsk
) -> None:
    for other in (cleo, ada):
        with pytest.raises(NotThere):
            asking.ask_favour(by=ada, other=other, what="x", at=NOW)
    for _ in range(2):
        asking.ask_favour(by=ada, other=ben, what="x", at=NOW)
    with pytest.raises(asking.EnoughWaits):
        asking.ask_favour(by=ada, other=ben, what="x", at=NOW)


def test_notices_and_mails_say_it_and_do_it(ada: Member, ben: Member) -> None:
    from django.utils import timezone

    tied(ada, ben)
    now = timezone.now()
    ask = asking.ask_favour(by=ada, other=ben, what="Would you read my draft?", at=now)
    line = notice_kinds[FAVOUR_ASKED].lines(ben, [ask.public_id])[ask.public_id]
    assert (ada.name in line.text, line.detail) == (True, "Would you read my draft?")
    assert notice_kinds[FAVOUR_ASKED].lines(ada, [ask.public_id]) == {}
    mail_acts["mutual.favour_yes"].perform(ben, ask.public_id, now)
    with pytest.raises(LookupError):
        mail_acts["mutual.favour_no"].perform(ben, ask.public_id, now)
    with pytest.raises(LookupError):
        mail_acts["mutual.favour_thank"].perform(ada, ask.public_id, now)
    said = notice_kinds[FAVOUR_ANSWERED].lines(ada, [ask.public_id])[ask.public_id]
    assert ben.name in said.text
    side = Favour.objects.get(owner=ben)
    favours.move_shared_favour(by=ben, public_id=side.public_id, to=FavourState.DONE, at=now)
    mail_acts["mutual.favour_thank"].perform(ada, ask.public_id, now)
    assert states() == {FavourState.THANKED}
    assert ada.name in notice_kinds[FAVOUR_THANKED].lines(ben, [ask.public_id])[ask.public_id].text


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_eight_at_once_do_one_favour_once(ada: Member, ben: Member) -> None:
    tied(ada, ben)
    ask = asking.ask_favour(by=ada, other=ben, what="x", at=NOW)
    say = lambda: asking.say_yes(by=ben, public_id=ask.public_id, at=LATER)  # noqa: E731
    back = lambda: asking.withdraw_ask(by=ada, public_id=ask.public_id, at=LATER)  # noqa: E731
    at_once(*[say, back] * 4)
    assert len(states()) == 1
    assert (states() == {FavourState.OFFERED}) is (FavourAsk.objects.get().state == Answer.YES)
    if states() != {FavourState.OFFERED}:
        ask = asking.ask_favour(by=ada, other=ben, what="x", at=NOW)
        asking.say_yes(by=ben, public_id=ask.public_id, at=LATER)
    ids = dict(Favour.objects.filter(shared_key=ask.public_id).values_list("owner", "public_id"))
    done = [
        lambda who=who: favours.move_shared_favour(
            by=who, public_id=ids[who.pk], to=FavourState.DONE, at=LATER
        )
        for who in (ada, ben)
    ]
    came = at_once(*done * 4)
    assert sum(one == FavourState.OFFERED for one in came) == 1
    assert Interaction.objects.count() == 2
