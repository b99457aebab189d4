"""What notices must not tell: why what one was told can be seen no more."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from hypothesis import strategies as st

from comity.doors.exchange.actions.erasing import erase_member
from comity.foundation.work.jobs import run_waiting
from comity.people.members.actions.standing import suspend
from comity.people.members.models import Member
from comity.relationships.mutual.actions.requests import ask_for_tie
from comity.relationships.mutual.models import TieRequest
from tests.contracts.viewers import member
from tests.trust.proofs import Proofs, Secret, Switch
from tests.trust.scene import COUNTERPART, Scene


def _standing_or_not(viewer: Member, ids: Sequence[str], now: datetime) -> dict[str, TieRequest]:
    rows = TieRequest.objects.waiting(now).filter(asked=viewer, public_id__in=ids)
    return {row.public_id: row for row in rows.select_related("asker")}


STILL_THERE = Switch(("comity.relationships.mutual.queries.telling.still_waiting",), _standing_or_not)


def _owner_asks(here: Scene) -> None:
    here.ids["operator"] = member("Ottilie", is_operator=True)
    made = ask_for_tie(by=here.owner, other=here.counterpart, note="Hello", at=here.at)
    here.ids["request"] = made.public_id


def _goes(here: Scene, how: str) -> None:
    if how == "is suspended":
        suspend(by=here.ids["operator"], public_id=here.owner.public_id, at=here.at)
    else:
        erase_member(by=here.owner, at=here.at)
    run_waiting()  # the numbers beside names follow


PROOFS = Proofs(
    secrets=[
        Secret(
            "suspended or erased",
            st.sampled_from(["is suspended", "leaves"]),
            _goes,
            STILL_THERE,
            ("is suspended", "leaves"),
            _owner_asks,
            (COUNTERPART,),
        )
    ],
)
