"""What of reports must not be told: that there is one, and why one's own is gone; and decisions that meet."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from comity.doors.exchange.actions.erasing import erase_member
from comity.people.members.actions.blocks import block_member
from comity.people.members.models import Member
from comity.people.moderation.actions.appealing import TooLate, appeal
from comity.people.moderation.actions.deciding import Meanwhile, decide_again
from comity.people.moderation.enums import DECIDED, DECIDED_AGAIN, Again, Decision, State
from comity.people.moderation.models import Case
from comity.people.notifications.models import Notice
from tests.people.moderation.cases import AT, decided, reported
from tests.trust.pairs import Move, every_pair, somebody
from tests.trust.proofs import Proofs, Secret, Switch, everything
from tests.trust.scene import COUNTERPART, Scene

_REPORTS = ("comity.people.moderation.models.ReportQuerySet.visible_to",)
ALL_REPORTS = Switch(_REPORTS, everything)
GONE_OR_NOT = Switch(_REPORTS, lambda rows, viewer: rows.filter(reporter=viewer.pk))


# ---------------------------------------------------------------------------------------------------- two worlds
def _report(here: Scene, words: str) -> None:
    if words:
        reported(here.owner, here.counterpart, words, here.at)


def _owner_is_reported(here: Scene) -> None:
    reported(here.counterpart, here.owner, at=here.at)


def _goes(here: Scene, how: str) -> None:
    if how == "blocks":
        block_member(by=here.owner, other=here.counterpart, at=here.at)
    else:
        erase_member(by=here.owner, at=here.at)


SECRETS = [
    Secret("a report", st.sampled_from(["", "Rude", "A fraud"]), _report, ALL_REPORTS, ("", "Rude")),
    Secret(
        "blocked or erased, as who was reported", st.sampled_from(["blocks", "leaves"]), _goes, GONE_OR_NOT,
        ("blocks", "leaves"), _owner_is_reported, (COUNTERPART,),
    ),
]  # fmt: skip


# --------------------------------------------------------------------------------------------------------- races
def _hands() -> list[Member]:
    """Return four operators; each of a kind of decision is taken by another."""
    Member.objects.filter(is_operator=True).update(is_operator=False)
    return [somebody(is_operator=True) for _ in Decision]


Thing = tuple[Case, list[Member]]


def _waiting(many: int) -> list[Thing]:
    hands = _hands()
    return [(reported(somebody(), somebody()).case, hands) for _ in range(many)]


def _decided(many: int) -> list[Thing]:
    return [(decided(hands[0], case), hands) for case, hands in _waiting(many)]


def _appealed(many: int) -> list[Thing]:
    return [(appeal(case, words="No.", at=AT), hands) for case, hands in _decided(many)]


def _decides(decision: Decision) -> Move:
    by = list(Decision).index(decision)
    return Move(
        decision.value,
        lambda thing: decided(thing[1][by], thing[0], decision),
        {(State.WAITING, "", ""): (State.DECIDED, decision, "")},
    )


def _again(again: Again, by: int) -> Move:
    return Move(
        again.value,
        lambda thing: decide_again(
            by=thing[1][by], public_id=thing[0].public_id, again=again, sentence="So.", at=AT
        ),
        {(State.APPEALED, Decision.WARNED, ""): (State.CLOSED, Decision.WARNED, again)},
    )


APPEAL = Move(
    "appeal",
    lambda thing: appeal(thing[0], words="No.", at=AT),
    {(State.DECIDED, Decision.WARNED, ""): (State.APPEALED, Decision.WARNED, "")},
)


def _stands(thing: Thing) -> tuple[str, str, str]:
    case = Case.objects.get(pk=thing[0].pk)
    return case.state, case.decision, case.again


def _told_once(things: Any) -> None:
    for case, _hands_on in things:
        now = Case.objects.select_related("responsible").get(pk=case.pk)
        is_against = now.decision not in ("", Decision.NOTHING)
        assert Notice.objects.filter(kind=DECIDED, about=now.public_id).count() == is_against
        assert Notice.objects.filter(kind=DECIDED_AGAIN, about=now.public_id).count() == bool(now.again)
        assert now.responsible.is_active is (now.decision != Decision.SUSPENDED)


_MOVES = [_decides(decision) for decision in Decision]
_MOVES_AGAIN = [_again(Again.STANDS, 1), _again(Again.TAKEN_BACK, 2)]
_REFUSED = (Meanwhile, TooLate)
RACES = [
    every_pair("every two decisions of a report", _waiting, _stands, _MOVES, _REFUSED, _told_once),
    every_pair("every two appeals", _decided, _stands, [APPEAL], _REFUSED, _told_once),
    every_pair("every two decisions of an appeal", _appealed, _stands, _MOVES_AGAIN, _REFUSED, _told_once),
]

PROOFS = Proofs(secrets=SECRETS, races=RACES)
