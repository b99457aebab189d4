"""What of members must not be told: what a profile shows to somebody else; and the last seat of an invitation."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count

from comity.foundation.core.audience import NAMED, Audience
from comity.people.members.actions.entrance.invitations import InvitationNotValid, invite_by_link, take_place
from comity.people.members.actions.lists import make_list
from comity.people.members.actions.profile.editing import describe, show_to
from comity.people.members.enums import ProfilePart
from comity.people.members.models import Acceptance, Invitation, Member
from tests.contracts.viewers import member
from tests.relationships.mutual.people import NOW
from tests.trust.proofs import Proofs, Race, Secret, Switch, Word
from tests.trust.scene import WORDS_TYPED, Scene

ALL_PARTS = Switch(
    ("comity.people.members.queries.profile.visible_parts",), lambda *_who, **_more: set(ProfilePart)
)


def _say(here: Scene, words: str) -> None:
    people = make_list(by=here.owner, name="Close friends")
    describe(by=here.owner, about=words)
    show_to(by=here.owner, shows={ProfilePart.ABOUT: Audience(NAMED, people.pk)})


_number = count(1)


def _last_seat() -> tuple[Invitation, list[Member]]:
    host = member(f"Host{next(_number)}", is_operator=True)
    guests = [member(f"Guest{next(_number)}") for _ in range(8)]
    return invite_by_link(by=host, places=1, days=7, note="", at=NOW), guests


def _takes(invitation: Invitation, guest: Member) -> Callable[[], object]:
    return lambda: take_place(invitation, guest, at=NOW)


def _one_sits(state: tuple[Invitation, list[Member]], got: list[object]) -> None:
    assert Acceptance.objects.filter(invitation=state[0]).count() == 1
    assert sum(isinstance(one, Acceptance) for one in got) == 1


PROOFS = Proofs(
    shut={"jo": frozenset({"members:page", "members:card"})},  # whom Ada blocked
    words=[Word("members.Profile.about", ALL_PARTS)],
    secrets=[
        Secret("what a profile shows to others", WORDS_TYPED, _say, ALL_PARTS, ("", "I look for a way out"))
    ],
    races=[
        Race(
            "the last seat of an invitation",
            _last_seat,
            lambda state: [_takes(state[0], guest) for guest in state[1]],
            _one_sits,
            (InvitationNotValid,),
        )
    ],
)
