"""What a member can give somebody they met, and what of it they chose."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from comity.people.contacts.enums import ValueKind
from comity.people.members.enums import DetailKind
from comity.people.members.models import Detail, Member, Position, Profile
from comity.relationships.mutual.models import MeetingHabit
from comity.relationships.mutual.rules.meeting import USUAL_DAYS

HEADLINE, POSITION, PLACE, ADDRESS = "headline", "position", "place", "email"
BY_DEFAULT = (HEADLINE,)
_KINDS = {
    DetailKind.EMAIL: ValueKind.EMAIL,
    DetailKind.PHONE: ValueKind.PHONE,
    DetailKind.LINK: ValueKind.URL,
    DetailKind.IM: ValueKind.IM,
}


@dataclass(frozen=True, slots=True)
class Part:
    """One thing a member can give: a key for the form, what it is called, and what it says."""

    key: str
    name: str
    said: str
    fields: tuple[tuple[str, str], ...] = ()
    line: tuple[str, str, str] | None = None  # kind, value, label: as a card has it


def parts_of(member: Member) -> list[Part]:
    """Return what ``member`` can give beside their name, whoever may see it otherwise. Three queries."""
    profile = Profile.objects.filter(owner=member).first() or Profile(owner=member)
    position = Position.objects.filter(owner=member, ended_on=None).first()
    found = []
    if profile.headline:
        found.append(Part(HEADLINE, _("what you do"), profile.headline, (("title", profile.headline),)))
    if position:
        fields = (("title", position.title), ("organization", position.organization))
        found.append(Part(POSITION, _("where you work"), str(position), fields))
    if profile.place:
        found.append(Part(PLACE, _("place"), profile.place, line=(ValueKind.ADDRESS, profile.place, "")))
    details = list(Detail.objects.filter(owner=member))
    if member.email not in {detail.value for detail in details}:
        found.append(Part(ADDRESS, _("e-mail"), member.email, line=(ValueKind.EMAIL, member.email, "")))
    for detail in details:
        kind = DetailKind(detail.kind)
        name = f"{kind.label}, {detail.label}" if detail.label else str(kind.label)
        found.append(
            Part(detail.public_id, name, detail.value, line=(_KINDS[kind], detail.value, detail.label))
        )
    return found


@dataclass(frozen=True, slots=True)
class Given:
    """What somebody gives, as it goes on a card: fields by name, and lines of kind, value and label."""

    fields: dict[str, str] = field(default_factory=dict)
    lines: tuple[tuple[str, str, str], ...] = ()


def given_by(member: Member, keys: Collection[str]) -> Given:
    """Return the name of ``member`` and what they chose to give. Three queries."""
    chosen = [part for part in parts_of(member) if part.key in keys]
    fields = {"full_name": called(member)}
    for part in chosen:
        fields |= {name: text for name, text in part.fields if text}
    return Given(fields, tuple(part.line for part in chosen if part.line))


def called(member: Member) -> str:
    """Return a member's name; never their address, which they may not have given."""
    return member.name or _("A member without a name")


@dataclass(frozen=True, slots=True)
class Habit:
    """What a member gave the last time, and when they wanted to get back."""

    gives: tuple[str, ...] = BY_DEFAULT
    days: int | None = USUAL_DAYS


def habit_of(member: Member) -> Habit:
    """Return what the form starts with; at first the headline alone. One query."""
    found = MeetingHabit.objects.filter(owner=member, is_set=True).first()
    return Habit(tuple(found.gives), found.days) if found else Habit()
