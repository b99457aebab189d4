"""What of insiders must not be told: a no, an offer meant for others, what is agreed; whose are Ada's; moves that meet."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from hypothesis import strategies as st

from comity.foundation.core.audience import ONLY_ME, Audience
from comity.foundation.mail.models import OutgoingMail
from comity.people.members.actions.pairs import NotThere
from comity.people.members.models import Member
from comity.people.moderation.actions.deciding import Meanwhile
from comity.people.moderation.enums import Decision
from comity.people.moderation.models import Case
from comity.relationships.insiders.actions import afterwards, booking
from comity.relationships.insiders.actions.offers import save_offer
from comity.relationships.insiders.enums import WRITER, State
from comity.relationships.insiders.models import Booking, Offer, Words
from tests.contracts.viewers import member
from tests.people.moderation.cases import decided, reported_as
from tests.relationships.insiders.offers import MORNINGS, NOW, asks, offers
from tests.trust.pairs import Move, every_pair, having, somebody
from tests.trust.proofs import Proofs, Secret, Switch, everything
from tests.trust.scene import COUNTERPART, WORDS_TYPED, Scene

_INSIDERS = "comity.relationships.insiders"
AS_IT_IS = Switch((f"{_INSIDERS}.rules.bookings.seen_by_asker",), lambda state, **_when: state)
ALL_OFFERS = Switch((f"{_INSIDERS}.models.offer.OfferQuerySet.visible_to",), everything)
ALL_WORDS = Switch(
    (f"{_INSIDERS}.models.booking.Booking.words_for",),
    lambda row, _reader: Words(row.topics, row.place, row.what, row.word),
)
ALL_BOOKINGS = Switch((f"{_INSIDERS}.models.booking.BookingQuerySet.visible_to",), everything)


# ---------------------------------------------------------------------------------------------------- two worlds
def _counterpart_asks(here: Scene) -> None:
    offer = offers(here.owner, "Tenders")
    here.ids["offer"] = offer.public_id
    made = asks(here.counterpart, offer, at=here.at)
    here.ids["booking"] = made.public_id
    here.theirs.setdefault(COUNTERPART, {})["booking"] = made.public_id


def _decline(here: Scene, declines: bool) -> None:
    if declines:
        booking.decline(by=here.owner, public_id=here.ids["booking"], at=here.at)


def _offer_of_ones_own(here: Scene) -> None:
    offer = offers(here.owner, "Tenders", windows=(), audience=Audience(ONLY_ME))
    here.ids["offer"] = offer.public_id


def _reword(here: Scene, topics: str) -> None:
    offer = Offer.objects.get(public_id=here.ids["offer"])
    offer.topics = topics
    save_offer(by=here.owner, offer=offer, windows=MORNINGS)


def _another_asks(here: Scene) -> None:
    made = asks(member("Tilda"), offers(here.owner, "Tenders"), at=here.at)
    here.ids["booking"] = here.ids["agreed_booking"] = made.public_id


def _refuse(here: Scene, words: str) -> None:
    booking.decline(by=here.owner, public_id=here.ids["booking"], word=words, at=here.at)


def _owner_asks(here: Scene) -> None:
    """Let the owner ask the counterpart, who has what they wrote hidden and agrees."""
    made = asks(here.owner, offers(here.counterpart, "Tenders"), at=here.at)
    here.ids["booking"] = here.ids["agreed_booking"] = made.public_id
    here.theirs.setdefault(COUNTERPART, {}).update(booking=made.public_id, agreed_booking=made.public_id)
    case = reported_as("booking", here.counterpart, made.public_id, here.at)
    decided(member("Opal", is_operator=True), case, Decision.HIDDEN, here.at)
    booking.confirm(by=here.counterpart, public_id=made.public_id, at=here.at)


def _with_words(here: Scene, words: str) -> None:
    made = Booking.objects.get(public_id=here.ids["booking"])
    made.what = words
    made.save()


SECRETS = [
    Secret("twenty minutes declined in silence", st.booleans(), _decline, AS_IT_IS, (False, True), _counterpart_asks),
    Secret("an offer meant for others", WORDS_TYPED, _reword, ALL_OFFERS, ("", "How I got out"), _offer_of_ones_own),
    Secret(
        "a word to another who asked", WORDS_TYPED.map("No: {}".format), _refuse, ALL_BOOKINGS, ("No", "Next year"),
        _another_asks,
    ),
    Secret(
        "hidden words about twenty minutes", WORDS_TYPED.map("So: {}".format), _with_words, ALL_WORDS, ("So", "Buy"),
        _owner_asks,
    ),
]  # fmt: skip


# --------------------------------------------------------------------------------------------------------- races
def _asked(many: int) -> list[Booking]:
    return [asks(somebody(), offers(somebody())) for _ in range(many)]


def _after(row: Booking) -> Any:
    assert row.starts_at is not None
    return row.starts_at + timedelta(hours=2)


def _of(who: str, verb: Any, **said: Any) -> Any:
    return lambda row: verb(by=getattr(row, who), public_id=row.public_id, at=NOW, **said)


_declined = having(_asked, _of("offerer", booking.decline))
_agreed = having(_asked, _of("offerer", booking.confirm))


def _then(who: str, verb: Any) -> Any:
    return lambda row: verb(by=getattr(row, who), public_id=row.public_id, at=_after(row))


def _reported(many: int) -> list[Booking]:
    somebody(is_operator=True)
    rows = _asked(many)
    for row in rows:
        reported_as("booking", row.offerer, row.public_id)
    return rows


def _hide(row: Booking) -> object:
    case = Case.objects.get(about=row.public_id)
    return decided(Member.objects.filter(is_operator=True)[0], case, Decision.HIDDEN)


def _stands_hidden(row: Booking) -> tuple[str, bool]:
    now = Booking.objects.get(pk=row.pk)
    return now.state, now.asker_hidden_at is not None


def _state(row: Booking) -> str:
    return Booking.objects.values_list("state", flat=True).get(pk=row.pk)


def _calendars_told_once(rows: Any) -> None:
    """Both calendars are told of a yes once, and of what is called off once."""
    for row in rows:
        now = Booking.objects.get(pk=row.pk)
        told = OutgoingMail.objects.filter(writer=WRITER, what__startswith=f"{row.public_id}:")
        agreed = 0 if now.state in _NEVER else 1
        assert now.sequence == agreed + (now.state == State.CANCELLED)
        assert told.count() == 2 * now.sequence


ASKED, DECLINED, AGREED, OFF = State.ASKED, State.DECLINED, State.CONFIRMED, State.CANCELLED
DONE, MISSED = State.DONE, State.MISSED
_NEVER = (ASKED, DECLINED, State.REFUSED, State.WITHDRAWN)
_YES = Move("yes", _of("offerer", booking.confirm), {ASKED: AGREED, DECLINED: AGREED})
_BACK = Move("withdraw", _of("asker", booking.withdraw), {ASKED: State.WITHDRAWN, DECLINED: State.WITHDRAWN})
_OF_ASKED = [
    _YES,
    Move("no", _of("offerer", booking.decline), {ASKED: DECLINED}),
    Move("a word", _of("offerer", booking.decline, word="Next year"), {ASKED: State.REFUSED}),
    _BACK,
]
_OF_DECLINED = [_YES, Move("think again", _of("offerer", booking.reconsider), {DECLINED: ASKED}), _BACK]
_OF_AGREED = [Move(f"called off by {who}", _of(who, booking.call_off), {AGREED: OFF}) for who in ("asker", "offerer")]  # fmt: skip
_WAS = {AGREED: DONE, MISSED: DONE, DONE: DONE}  # each may say so, who says it twice changes nothing
_AFTERWARDS = [
    Move("it was, says who asked", _then("asker", afterwards.took_place), _WAS),
    Move("it was, says who was asked", _then("offerer", afterwards.took_place), _WAS),
    Move("it was not", _then("asker", afterwards.did_not), {AGREED: MISSED}),
]
_NAME, _REFUSED = "every two moves at twenty minutes ", (NotThere,)
RACES = [
    every_pair(_NAME + which, begin, _state, moves, _REFUSED, _calendars_told_once)
    for which, begin, moves in (
        ("asked for", _asked, _OF_ASKED),
        ("declined", _declined, _OF_DECLINED),
        ("agreed", _agreed, _OF_AGREED),
        ("that have passed", _agreed, _AFTERWARDS),
    )
]

_OF_REPORTED = [
    Move("hide", _hide, {(state, False): (state, True) for state in State}),
    Move("yes", _of("offerer", booking.confirm), {(ASKED, at): (AGREED, at) for at in (False, True)}),
    Move(
        "withdraw",
        _of("asker", booking.withdraw),
        {(ASKED, at): (State.WITHDRAWN, at) for at in (False, True)},
    ),
]
RACES.append(
    every_pair(
        "words about twenty minutes hidden as they are answered", _reported, _stands_hidden, _OF_REPORTED,
        (NotThere, Meanwhile),
    )
)  # fmt: skip

_TOLD = frozenset({"insiders.Booking.topics", "insiders.Booking.what", "insiders.Booking.word"})
PROOFS = Proofs(
    # Noa asked Ada for twenty minutes, Lee has agreed on them, Ada asked Max.
    told={"noa": _TOLD, "lee": _TOLD | {"insiders.Booking.place"}, "max": _TOLD | {"insiders.Booking.place"}},
    opens={
        "noa": frozenset({"insiders:booking", "insiders:booking_act"}),
        "lee": frozenset({"insiders:booking_calendar"}),
    },
    secrets=SECRETS,
    races=RACES,
)
