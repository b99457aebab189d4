"""An account that is erased while it is written to a file and told things: it is gone, and the file whole or not there."""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Callable
from itertools import count
from pathlib import Path

from comity.doors.exchange.actions.account import export_account
from comity.doors.exchange.actions.erasing import erase_member
from comity.people.contacts.models import Contact
from comity.people.members.models import Member
from comity.relationships.mutual.actions.joining import CannotJoin, join_members
from comity.relationships.mutual.enums import Via
from comity.relationships.mutual.models import MutualTie
from tests.contracts.viewers import member
from tests.factories.book import NOW, add_card
from tests.trust.proofs import Proofs, Race

_number = count(1)


def _leaving() -> tuple[Member, Member, Path]:
    one, other = member(f"Leaver{next(_number)}"), member(f"Friend{next(_number)}")
    add_card(one, "Ben Sørensen")
    return one, other, Path(tempfile.mkdtemp(prefix="comity-trust-"))


def _acts(state: tuple[Member, Member, Path]) -> list[Callable[[], object]]:
    one, other, folder = state
    writes = [lambda at=at: export_account(one, folder / f"{at}.zip") for at in range(3)]
    joins = [lambda: join_members(one=other, other=one, via=Via.MET, at=NOW)] * 3
    return [*writes, *joins, *[lambda: erase_member(by=one, at=NOW)] * 2]


def _is_gone(state: tuple[Member, Member, Path], _got: list[object]) -> None:
    one, other, folder = state
    assert not Contact.objects.filter(owner_id=one.pk).exists()
    assert not Contact.objects.filter(owner=other, member_id=one.pk).exists()
    assert not MutualTie.objects.filter(one_id__in=[one.pk, other.pk]).exists()
    assert not Member.objects.filter(pk=one.pk, is_active=True).exists()
    for path in folder.iterdir():
        assert zipfile.is_zipfile(path)


PROOFS = Proofs(
    races=[
        Race(
            "an account erased while it is exported and tied",
            _leaving,
            _acts,
            _is_gone,
            (CannotJoin, Member.DoesNotExist),
        )
    ],
)
