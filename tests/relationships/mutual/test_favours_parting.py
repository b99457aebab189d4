"""What stays of a favour when the two part: each keeps the row, and the words of who is gone go with them."""

from __future__ import annotations

import pytest

from comity.people.members.actions.blocks import block_member
from comity.people.members.models import Member
from comity.relationships.mutual.actions import asking, favours
from comity.relationships.mutual.actions.ending import end_tie, erase_agreements
from comity.relationships.mutual.models import FavourAsk
from comity.relationships.mutual.queries.favours import favours_with
from comity.relationships.ties.actions import favours as own
from comity.relationships.ties.enums import FavourState
from comity.relationships.ties.models import Favour, Interaction
from tests.factories.book import TODAY
from tests.relationships.mutual.people import LATER, NOW, card_of, tied


@pytest.fixture
def asked(ada: Member, ben: Member) -> FavourAsk:
    tied(ada, ben)
    return asking.ask_favour(by=ada, other=ben, what="Would you read my draft?", at=NOW)


@pytest.mark.parametrize("how", ["ended", "blocked", "erased"])
def test_what_stays_of_a_favour_when_the_two_part(
    ada: Member, ben: Member, asked: FavourAsk, how: str
) -> None:
    asking.say_yes(by=ben, public_id=asked.public_id, at=LATER)
    his = Favour.objects.get(owner=ben)
    if how == "ended":
        end_tie(by=ada, other=ben, at=LATER)
    elif how == "blocked":
        block_member(by=ada, other=ben, at=LATER)
    else:
        erase_agreements(ada)
    his.refresh_from_db()
    assert not FavourAsk.objects.exists()
    assert his.shared_key == ""
    assert (his.what == "", his.of_former_member) == (how != "ended", how != "ended")
    assert Favour.objects.get(owner=ada).what == "Would you read my draft?"
    own.move_favour(by=ben, public_id=his.public_id, to=FavourState.DONE, on=TODAY)
    assert Favour.objects.get(owner=ada).state == FavourState.OFFERED


@pytest.mark.parametrize("how", ["ended", "blocked", "erased"])
def test_no_day_keeps_the_words_of_who_has_gone(ada: Member, ben: Member, asked: FavourAsk, how: str) -> None:
    asking.say_yes(by=ben, public_id=asked.public_id, at=LATER)
    side = Favour.objects.get(owner=ben)
    favours.move_shared_favour(by=ben, public_id=side.public_id, to=FavourState.DONE, at=LATER)
    if how == "ended":
        end_tie(by=ada, other=ben, at=LATER)
    elif how == "blocked":
        block_member(by=ada, other=ben, at=LATER)
    else:
        erase_agreements(ada)
    noted = {one.owner: one.note for one in Interaction.objects.select_related("owner")}
    assert noted == {ada: asked.what, ben: asked.what if how == "ended" else ""}


def test_who_was_asked_keeps_a_note_of_their_own(ada: Member, ben: Member, asked: FavourAsk) -> None:
    asking.say_yes(by=ben, public_id=asked.public_id, at=LATER)
    side = Favour.objects.get(owner=ben)
    favours.move_shared_favour(by=ben, public_id=side.public_id, to=FavourState.DONE, at=LATER)
    noted = Interaction.objects.get(owner=ben)
    noted.note = "Took an evening."
    noted.save()
    block_member(by=ada, other=ben, at=LATER)
    noted.refresh_from_db()
    assert noted.note == "Took an evening."


def done_and_ended(asker: Member, asked: Member, ask: FavourAsk) -> None:
    asking.say_yes(by=asked, public_id=ask.public_id, at=LATER)
    side = Favour.objects.get(owner=asked)
    favours.move_shared_favour(by=asked, public_id=side.public_id, to=FavourState.DONE, at=LATER)
    end_tie(by=asked, other=asker, at=LATER)


@pytest.mark.parametrize("how", ["blocked", "erased"])
def test_who_goes_after_the_tie_had_ended_takes_their_words_along(
    ada: Member, ben: Member, asked: FavourAsk, how: str
) -> None:
    card = card_of(ben, ada)
    done_and_ended(ada, ben, asked)
    if how == "blocked":
        block_member(by=ada, other=ben, at=LATER)
    else:
        erase_agreements(ada)
    (row,) = favours_with(ben, card, LATER)
    assert (row.what, row.says, row.of_former_member) == ("", "You helped them", True)
    assert Interaction.objects.get(owner=ben).note == ""
    assert Favour.objects.get(owner=ada).what == asked.what


def test_who_blocked_forgets_the_words_of_the_other_when_that_one_leaves(
    ada: Member, ben: Member, asked: FavourAsk
) -> None:
    asking.say_yes(by=ben, public_id=asked.public_id, at=LATER)
    block_member(by=ben, other=ada, at=LATER)
    assert Favour.objects.get(owner=ben).what == asked.what
    erase_agreements(ada)
    assert Favour.objects.get(owner=ben).what == ""


@pytest.mark.parametrize("how", ["blocked", "erased"])
def test_nobody_takes_away_what_another_wrote(ada: Member, ben: Member, asked: FavourAsk, how: str) -> None:
    done_and_ended(ada, ben, asked)
    if how == "blocked":
        block_member(by=ben, other=ada, at=LATER)
    else:
        erase_agreements(ben)
    assert Favour.objects.get(owner=ada).what == asked.what
    assert Interaction.objects.get(owner=ada).note == asked.what
