"""Letting in many at once, as when a body moves in with the list of its members."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.db import transaction

from comity.foundation.core.text import clean_line
from comity.people.members.actions.profile.editing import tell_positions_changed, tidy_position, word_of
from comity.people.members.models import Detail, Member, Position, Profile, Word


@dataclass(frozen=True, slots=True)
class Newcomer:
    """One who is let in, with the parts of their profile, which belong to nobody yet."""

    email: str
    name: str
    joined_at: datetime
    time_zone: str = ""
    texts: Mapping[str, str] = field(default_factory=dict)
    """Columns of the profile that hold one line."""
    details: Sequence[Detail] = ()
    positions: Sequence[Position] = ()
    words: Sequence[tuple[str, str]] = ()
    """Pairs of a kind and a text."""


@transaction.atomic
def enrol_members(newcomers: Sequence[Newcomer]) -> list[Member]:
    """Let in people whose addresses are known to be theirs; they have no password, and sign in by a mailed code.

    Six inserts for any number, and what each position costs that is shown in public: it names a company.
    """
    members = Member.objects.bulk_create(
        Member(
            email=one.email.lower(),
            name=clean_line(one.name, 120),
            password=make_password(None),
            joined_at=one.joined_at,
            time_zone=one.time_zone,
        )
        for one in newcomers
    )
    pairs = list(zip(newcomers, members, strict=True))
    EmailAddress.objects.bulk_create(
        EmailAddress(user=member, email=member.email, verified=True, primary=True) for member in members
    )
    Profile.objects.bulk_create(
        Profile(owner=member, **{name: clean_line(text) for name, text in one.texts.items()})
        for one, member in pairs
    )
    Word.objects.bulk_create(word_of(member, *word) for one, member in pairs for word in one.words)
    _enrol_rows(pairs)
    return members


def _enrol_rows(pairs: Sequence[tuple[Newcomer, Member]]) -> None:
    for one, member in pairs:
        for detail in one.details:
            detail.owner, detail.value = member, clean_line(detail.value, 500)
        for position in one.positions:
            position.owner = member
            tidy_position(position)
    Detail.objects.bulk_create(detail for one, _ in pairs for detail in one.details)
    Position.objects.bulk_create(position for one, _ in pairs for position in one.positions)
    for one, member in pairs:
        if one.positions:
            tell_positions_changed(member)
