"""What of messages must not be told: a no, words across a block, that one has read; who reads Ada's; moves that meet."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from hypothesis import strategies as st

from comity.people.members.actions.blocks import block_member
from comity.people.members.actions.pairs import NotThere
from comity.people.members.models import Member
from comity.people.messaging.actions import answering, changing
from comity.people.messaging.actions.opening import open_thread
from comity.people.messaging.actions.receipts import set_receipts
from comity.people.messaging.actions.seating import note_read
from comity.people.messaging.actions.writing import NotYet, write_in_thread, write_to_member
from comity.people.messaging.enums import WRITTEN, State, Writing
from comity.people.messaging.models import Message, Seat, Thread
from comity.people.notifications.models import Notice
from tests.contracts.viewers import member
from tests.people.messaging.people import NOW, later, write
from tests.trust.pairs import Move, every_pair, having, somebody
from tests.trust.proofs import Proofs, Secret, Switch, everything
from tests.trust.scene import COUNTERPART, WORDS_TYPED, Scene

_THREAD = "comity.people.messaging.queries.thread"
AS_IT_STANDS = Switch(
    (f"{_THREAD}.writing_in",),
    lambda state, **_who: Writing.WAIT if state is State.WAITING else Writing.FREELY,
)
NO_WALL = Switch(("comity.people.messaging.models.message.MessageQuerySet.visible_to",), everything)
ALL_READING = Switch((f"{_THREAD}.shows_reading",), lambda **_when: True)


# ---------------------------------------------------------------------------------------------------- two worlds
def _counterpart_asks(here: Scene) -> None:
    made = write_to_member(by=here.counterpart, other=here.owner, text="Hello", at=here.at)
    here.theirs.setdefault(COUNTERPART, {})["thread"] = here.ids["asked"] = made.thread.public_id


def _decline(here: Scene, declines: bool) -> None:
    if declines:
        answering.decline_request(by=here.owner, public_id=here.ids["asked"], at=here.at)


def _three(here: Scene) -> None:
    """Let owner, counterpart and somebody else be in one thread, and the owner block the counterpart."""
    people = [here.owner, here.counterpart, member("Tilda")]
    thread = open_thread(members=people, title="", source="trust:1", by=None, at=here.at)
    here.ids["thread"] = here.ids["three"] = thread.public_id
    block_member(by=here.owner, other=here.counterpart, at=here.at)


def _say(here: Scene, words: str) -> None:
    if words:
        at = here.at + timedelta(seconds=1)
        write_in_thread(by=here.owner, public_id=here.ids["thread"], text=words, at=at)


def _both_write(here: Scene) -> None:
    """Let both want receipts from a moment on after the counterpart wrote what the owner has not read."""
    here.tie()
    before = here.at - timedelta(hours=1)
    made = write_to_member(by=here.counterpart, other=here.owner, text="Hello", at=before)
    write_in_thread(by=here.owner, public_id=made.thread.public_id, text="Hello", at=before)
    write_in_thread(by=here.counterpart, public_id=made.thread.public_id, text="How are you?", at=before)
    for one in (here.owner, here.counterpart):
        set_receipts(by=one, wanted=True, at=here.at)
    here.ids["thread"] = made.thread.public_id


def _read(here: Scene, reads: bool) -> None:
    if reads:
        thread = Thread.objects.get(public_id=here.ids["thread"])
        newest = Seat.objects.get(thread=thread, member=here.owner).newest
        note_read(by=here.owner, thread=thread, newest=newest, at=here.at)


SECRETS = [
    Secret("a message declined in silence", st.booleans(), _decline, AS_IT_STANDS, (False, True), _counterpart_asks),
    Secret("words across a block", WORDS_TYPED, _say, NO_WALL, ("", "Between us"), _three),
    Secret("what was read before both wanted receipts", st.booleans(), _read, ALL_READING, (False, True), _both_write),
]  # fmt: skip


# --------------------------------------------------------------------------------------------------------- races
def _waiting(many: int) -> list[Message]:
    """Return first messages that wait for an answer."""
    return [write(somebody(), somebody()) for _ in range(many)]


def _other(row: Message) -> Member:
    return row.thread.seats.exclude(member=row.author).select_related("member").get().member


def _asked(verb: Any) -> Any:
    return lambda row: verb(by=_other(row), public_id=row.thread.public_id, at=later())


_declined = having(_waiting, _asked(answering.decline_request))


def _write_back(row: Message) -> object:
    return write_in_thread(by=_other(row), public_id=row.thread.public_id, text="Hello back", at=later())


def _take_back(row: Any) -> object:
    return changing.delete_message(by=row.author, public_id=row.public_id, at=NOW)


def _stands(row: Message) -> tuple[str, bool]:
    now = Message.objects.select_related("thread").get(pk=row.pk)
    return now.thread.state, now.deleted_at is not None


def _told_of_a_yes(rows: Any) -> None:
    for row in rows:
        state, _is_deleted = _stands(row)
        told = Notice.objects.filter(recipient=row.author, kind=WRITTEN, about=row.thread.public_id)
        assert told.count() == (state == State.OPEN)


WAITING, DECLINED, OPEN = State.WAITING, State.DECLINED, State.OPEN
_GONE = {(state, False): (state, True) for state in (WAITING, DECLINED, OPEN)}
_WRITTEN = {
    (WAITING, False): (OPEN, False),
    (DECLINED, False): (OPEN, False),
    (OPEN, False): (OPEN, False),
    (OPEN, True): (OPEN, True),
}
_YES = {(WAITING, False): (OPEN, False), (DECLINED, False): (OPEN, False)}
_MOVES = [
    Move("accept", _asked(answering.accept_request), _YES),
    Move("decline", _asked(answering.decline_request), {(WAITING, False): (DECLINED, False)}),
    Move("reconsider", _asked(answering.reconsider_request), {(DECLINED, False): (WAITING, False)}),
    Move("write back", _write_back, _WRITTEN),
    Move("take back", _take_back, _GONE),
]
_OF_WAITING = [move for move in _MOVES if move.name != "reconsider"]
_REFUSED = (NotThere, NotYet)
RACES = [
    every_pair("every two moves at a request", _waiting, _stands, _OF_WAITING, _REFUSED, _told_of_a_yes),
    every_pair("every two moves at one declined", _declined, _stands, _MOVES, _REFUSED, _told_of_a_yes),
]

PROOFS = Proofs(
    # Lea and Ada write to each other; Mo sits with both in a thread of three; Kim asked whether she may write.
    told={
        "lea": frozenset({"messaging.Message.text"}),
    },
    opens={
        "kim": frozenset({"messaging:answer"}),
        "lea": frozenset({"messaging:thread", "messaging:seat"}),
        "mo": frozenset({"messaging:seat"}),
    },
    secrets=SECRETS,
    races=RACES,
)
