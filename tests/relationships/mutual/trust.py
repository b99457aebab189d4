"""What of mutual ties must not be told: what is lent, a no in silence, who was blocked; and acts that meet."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import count
from typing import Any

from django.db.models import Q
from hypothesis import strategies as st

from comity.doors.exchange.actions.erasing import erase_member
from comity.people.members.actions.blocks import block_member
from comity.people.members.actions.pairs import NotThere
from comity.people.members.models import Member
from comity.people.moderation.actions.deciding import Meanwhile
from comity.people.moderation.enums import Decision
from comity.people.moderation.models import Case
from comity.relationships.mutual.actions.asking import ask_favour, say_no, say_yes, withdraw_ask
from comity.relationships.mutual.actions.lending import lend_tie
from comity.relationships.mutual.actions.meeting.confirming import CannotMeet
from comity.relationships.mutual.actions.requests import (
    AskedAlready,
    TiedAlready,
    accept_request,
    ask_for_tie,
    decline_request,
    withdraw_request,
)
from comity.relationships.mutual.models import FavourAsk, Meeting, MutualTie, TieRequest
from comity.relationships.mutual.queries import ties
from comity.relationships.mutual.queries.ties import TieWith
from comity.relationships.mutual.rules.favours import answer_at
from comity.relationships.ties.enums import Lending
from comity.relationships.ties.models import Favour, Tie
from tests.contracts.viewers import member
from tests.people.moderation.cases import decided, reported_as
from tests.relationships.mutual.meetings import shows, uses
from tests.relationships.mutual.people import NOW, tied
from tests.trust.proofs import Proofs, Race, Secret, Switch, everything
from tests.trust.scene import COUNTERPART, STRANGER, WORDS_TYPED, Scene

# ---------------------------------------------------------------------------------------------------- two worlds
_own_view = ties.tie_with


def _as_the_other_lends(viewer: Member, member_id: int) -> TieWith | None:
    """What a page would say if it read the lending from the wrong one of two cards."""
    found = _own_view(viewer, member_id)
    theirs = Tie.objects.filter(owner=member_id, contact__member=viewer).first()
    return replace(found, lends=theirs.lends) if found and theirs else found


def _as_it_is(state: Any, **when: Any) -> Any:
    when.pop("until", None)
    return state if not when else answer_at(state, **when)


_MUTUAL = "comity.relationships.mutual"
WRONG_CARD = Switch(
    (f"{_MUTUAL}.queries.sections.tie_with", f"{_MUTUAL}.views.ties.tie_with"), _as_the_other_lends
)
REQUESTS_AS_THEY_ARE = Switch((f"{_MUTUAL}.queries.requests.seen_by_asker",), lambda state, **_when: state)
FAVOURS_AS_THEY_ARE = Switch((f"{_MUTUAL}.queries.favours.seen_by_asker",), _as_it_is)
ALL_BLOCKS = Switch(("comity.people.members.models.block.BlockQuerySet.visible_to",), everything)

ALL_NOTES = Switch((f"{_MUTUAL}.models.request.TieRequest.note_for",), lambda row, _reader: row.note)
ALL_FAVOURS = Switch((f"{_MUTUAL}.models.favour.FavourAsk.what_for",), lambda ask, _reader: ask.what)
NO_WALL = Switch(("comity.people.members.queries.profile.not_blocked",), lambda *_who: Q())


def _lend(here: Scene, lends: Lending) -> None:
    lend_tie(by=here.owner, other=here.counterpart, lends=lends)


def _counterpart_asks(here: Scene) -> None:
    made = ask_for_tie(by=here.counterpart, other=here.owner, note="Hello", at=here.at)
    here.ids["request"] = made.public_id


def _decline(here: Scene, declines: bool) -> None:
    if declines:
        decline_request(by=here.owner, public_id=here.ids["request"], at=here.at + timedelta(hours=1))


def _owner_asks(here: Scene) -> None:
    """Let the owner ask the counterpart with words that are hidden."""
    made = ask_for_tie(by=here.owner, other=here.counterpart, note="Hello", at=here.at)
    here.theirs.setdefault(COUNTERPART, {})["request"] = here.ids["asked"] = made.public_id
    case = reported_as("tie_request", here.counterpart, made.public_id, here.at)
    decided(member("Opal", is_operator=True), case, Decision.HIDDEN, here.at)


def _with_words(here: Scene, words: str) -> None:
    made = TieRequest.objects.get(public_id=here.ids["asked"])
    made.note = words
    made.save()


def _counterpart_asks_a_favour(here: Scene) -> None:
    here.tie()
    ask = ask_favour(by=here.counterpart, other=here.owner, what="Could you read my talk?", at=here.at)
    here.ids["favour_ask"] = ask.public_id


def _owner_asks_a_favour(here: Scene) -> None:
    """Let the owner ask a favour of the counterpart with words that are hidden."""
    here.tie()
    ask = ask_favour(by=here.owner, other=here.counterpart, what="Hello", at=here.at)
    here.theirs.setdefault(COUNTERPART, {})["favour_ask"] = here.ids["favour_ask"] = ask.public_id
    case = reported_as("favour", here.counterpart, ask.public_id, here.at)
    decided(member("Opal", is_operator=True), case, Decision.HIDDEN, here.at)


def _in_other_words(here: Scene, words: str) -> None:
    ask = FavourAsk.objects.get(public_id=here.ids["favour_ask"])
    ask.what = words
    ask.save()
    Favour.objects.filter(owner=here.owner, shared_key=ask.public_id).update(what=words)


def _say_no(here: Scene, says: bool) -> None:
    if says:
        say_no(by=here.owner, public_id=here.ids["favour_ask"], at=here.at + timedelta(hours=1))


def _counterpart_asks_two(here: Scene) -> None:
    _counterpart_asks(here)
    silent = member("Silvia")
    made = ask_for_tie(by=here.counterpart, other=silent, note="Hello", at=here.at)
    here.ids["silent"], here.ids["other_request"] = silent, made.public_id


def _one_declines(here: Scene, who: str) -> None:
    by, asked = (here.owner, "request") if who == "owner" else (here.ids["silent"], "other_request")
    decline_request(by=by, public_id=here.ids[asked], at=here.at + timedelta(hours=1))


def _block(here: Scene, blocks: bool) -> None:
    if blocks:
        block_member(by=here.owner, other=here.counterpart, at=here.at)


def _go(here: Scene, how: str) -> None:
    if how == "blocks":
        block_member(by=here.owner, other=here.counterpart, at=here.at)
    else:
        erase_member(by=here.owner, at=here.at)


EITHER = st.booleans()
SECRETS = [
    Secret("lent, or not", st.sampled_from(Lending), _lend, WRONG_CARD, (Lending.ASK, Lending.YES), Scene.tie),
    Secret("a request declined in silence", EITHER, _decline, REQUESTS_AS_THEY_ARE, (False, True), _counterpart_asks),
    Secret("the hidden note of a request", WORDS_TYPED, _with_words, ALL_NOTES, ("", "Buy this"), _owner_asks),
    Secret("the hidden words of a favour", WORDS_TYPED, _in_other_words, ALL_FAVOURS, ("", "Buy"), _owner_asks_a_favour),
    Secret("a favour declined in silence", EITHER, _say_no, FAVOURS_AS_THEY_ARE, (False, True), _counterpart_asks_a_favour),
    Secret(
        "which of two was silent", st.sampled_from(["owner", "other"]), _one_declines, REQUESTS_AS_THEY_ARE,
        ("owner", "other"), _counterpart_asks_two, (COUNTERPART,),
    ),
    Secret(
        "blocked or erased", st.sampled_from(["blocks", "leaves"]), _go, NO_WALL, ("blocks", "leaves"), Scene.tie,
        (COUNTERPART,),
    ),
    Secret("a block of another", EITHER, _block, ALL_BLOCKS, (False, True), hidden_from=(STRANGER,)),
]  # fmt: skip


# --------------------------------------------------------------------------------------------------------- races
_number = count(1)


def two() -> tuple[Member, Member]:
    return member(f"Asker{next(_number)}"), member(f"Asked{next(_number)}")


def _request() -> TieRequest:
    one, other = two()
    made = ask_for_tie(by=one, other=other, note="", at=NOW)
    assert isinstance(made, TieRequest)
    return made


def _favour() -> FavourAsk:
    one, other = two()
    tied(one, other)
    return ask_favour(by=one, other=other, what="A word", at=NOW)


def _live(one: Member, other: Member) -> int:
    return MutualTie.objects.live().between(one, other).count()


def _accepts(made: TieRequest) -> Any:
    return lambda: accept_request(by=made.asked, public_id=made.public_id, at=NOW)


def _one_tie(made: TieRequest, got: list[object]) -> None:
    assert _live(made.asker, made.asked) == 1
    assert sum(isinstance(one, MutualTie) for one in got) == 1


def _accepted_or_withdrawn(made: TieRequest, got: list[object]) -> None:
    made.refresh_from_db()
    assert made.state in ("accepted", "withdrawn")
    assert _live(made.asker, made.asked) == (made.state == "accepted")
    assert sum(one is None or isinstance(one, MutualTie) for one in got) == 1


def _blocked(made: TieRequest, _got: list[object]) -> None:
    assert _live(made.asker, made.asked) == 0
    assert not TieRequest.objects.filter(asker=made.asker).exists()


def _reported_favour() -> tuple[FavourAsk, Case, Member]:
    ask = _favour()
    case = reported_as("favour", ask.asked, ask.public_id)
    return ask, case, member(f"Operator{next(_number)}", is_operator=True)


def _remembered_without_words(state: tuple[FavourAsk, Case, Member], got: list[object]) -> None:
    ask = state[0]
    assert ask.what not in Favour.objects.filter(owner=ask.asked).values_list("what", flat=True)
    assert Favour.objects.get(owner=ask.asker).what == ask.what
    assert FavourAsk.objects.get(pk=ask.pk).what_hidden_at is not None
    assert sum(not isinstance(one, Exception) for one in got) == 2


def _yes_or_withdrawn(ask: FavourAsk, got: list[object]) -> None:
    ask.refresh_from_db()
    assert ask.state in ("yes", "withdrawn")
    assert sum(not isinstance(one, Exception) for one in got) == 1


def _asked_by_both(pair: tuple[Member, Member], _got: list[object]) -> None:
    assert _live(*pair) == 1
    assert not TieRequest.objects.filter(asker__in=pair, state="waiting").exists()


def _one_meeting(state: tuple[Any, Member, Member], got: list[object]) -> None:
    showing, one, other = state
    assert Meeting.objects.filter(shower=showing.owner).count() == 1
    assert {type(answer) for answer in got} == {Meeting, CannotMeet}
    assert _live(showing.owner, one) + _live(showing.owner, other) == 1


RACES = [
    Race("a request accepted by eight", _request, lambda made: [_accepts(made)] * 8, _one_tie, (TiedAlready,)),
    Race(
        "a request accepted and withdrawn", _request,
        lambda made: [
            _accepts(made), lambda: withdraw_request(by=made.asker, public_id=made.public_id, at=NOW),
        ] * 4,
        _accepted_or_withdrawn, (TiedAlready, NotThere),
    ),
    Race(
        "a request accepted and its asker blocked", _request,
        lambda made: [_accepts(made), lambda: block_member(by=made.asked, other=made.asker, at=NOW)] * 4,
        _blocked, (TiedAlready, NotThere),
    ),
    Race(
        "two who ask each other", two,
        lambda pair: [
            lambda by=by, other=other: ask_for_tie(by=by, other=other, note="", at=NOW)
            for by, other in (pair, pair[::-1])
        ] * 4,
        _asked_by_both, (TiedAlready, AskedAlready),
    ),
    Race(
        "a favour promised and withdrawn", _favour,
        lambda ask: [
            lambda: say_yes(by=ask.asked, public_id=ask.public_id, at=NOW),
            lambda: withdraw_ask(by=ask.asker, public_id=ask.public_id, at=NOW),
        ] * 4,
        _yes_or_withdrawn, (NotThere,),
    ),
    Race(
        "a favour promised as its words are hidden", _reported_favour,
        lambda state: [
            lambda: say_yes(by=state[0].asked, public_id=state[0].public_id, at=NOW),
            lambda: decided(state[2], state[1], Decision.HIDDEN),
        ] * 4,
        _remembered_without_words, (NotThere, Meanwhile),
    ),
    Race(
        "one code used by two", lambda: (shows(member(f"Shower{next(_number)}")), *two()),
        lambda state: [lambda: uses(state[1], state[0]), lambda: uses(state[2], state[0])] * 4,
        _one_meeting, (CannotMeet,),
    ),
]  # fmt: skip

PROOFS = Proofs(
    # Gus asked two favours of her; his words and her answer are told to him. She asked Hana for a tie, Ida asked her; Gil
    # says that they met.
    told={
        "gus": frozenset({"mutual.FavourAsk.what", "mutual.FavourAsk.word"}),
        "gil": frozenset({"mutual.Meeting.place"}),
        "hal": frozenset({"mutual.Meeting.place"}),
        "hana": frozenset({"mutual.TieRequest.note"}),
        "ida": frozenset({"mutual.TieRequest.note"}),
    },
    opens={
        "ida": frozenset({"mutual:answer"}),
        "gil": frozenset({"mutual:met_meeting", "mutual:met_answer"}),
    },
    secrets=SECRETS,
    races=RACES,
)
