"""The lists of people to whom a member shows things. Nobody learns that they are on one."""

from __future__ import annotations

from django.db import IntegrityError, transaction

from comity.foundation.core.audience import NAMED, ONLY_ME
from comity.foundation.core.models import NamedPeople
from comity.foundation.core.text import clean_line
from comity.people.members.models import Detail, Education, Member, Position, Show
from comity.people.members.queries.lists import known_to, member_at

MOST_LISTS = 50
MOST_PEOPLE = 500


class ListNameTaken(Exception):
    """The owner has a list of this name."""


class NobodyThere(Exception):
    """No member is named by this link, or none whom the owner is linked with by this id."""


class ListFull(Exception):
    """There are as many lists, or people on this one, as there may be."""


def make_list(*, by: Member, name: str) -> NamedPeople:
    if NamedPeople.objects.filter(owner=by).count() >= MOST_LISTS:
        raise ListFull
    return _named(NamedPeople(owner=by), name)


def rename_list(*, by: Member, public_id: str, name: str) -> NamedPeople:
    return _named(NamedPeople.objects.get(owner=by, public_id=public_id), name)


def _named(people: NamedPeople, name: str) -> NamedPeople:
    people.name = clean_line(name, 80)
    try:
        with transaction.atomic():
            people.save()
    except IntegrityError:
        raise ListNameTaken from None
    return people


@transaction.atomic
def drop_list(*, by: Member, public_id: str) -> None:
    """Delete a list; what was shown to it is for its owner alone from now on."""
    people = NamedPeople.objects.get(owner=by, public_id=public_id)
    shown = {"audience_kind": NAMED, "audience_ref": people.pk}
    for model in (Position, Education, Detail):
        model._default_manager.filter(owner=by, **shown).update(audience_kind=ONLY_ME, audience_ref=None)
    Show.objects.filter(profile__owner=by, **shown).update(audience_kind=ONLY_ME, audience_ref=None)
    people.delete()


def put_on_list(*, by: Member, public_id: str, link: str) -> Member:
    """Add the member a profile link leads to; raise ``NobodyThere`` whatever the reason is."""
    people = NamedPeople.objects.get(owner=by, public_id=public_id)
    member = member_at(link, viewer=by)
    if member is None:
        raise NobodyThere
    if people.people.count() >= MOST_PEOPLE:
        raise ListFull
    people.people.add(member)
    return member


def put_known_on_list(*, by: Member, public_id: str, members: list[str]) -> int:
    """Add those of ``members`` (public ids) whom the owner is linked with; return how many were meant."""
    people = NamedPeople.objects.get(owner=by, public_id=public_id)
    chosen = known_to(by).filter(public_id__in=members)
    if people.people.count() + len(chosen) > MOST_PEOPLE:
        raise ListFull
    people.people.add(*chosen)
    return len(chosen)


def take_off_list(*, by: Member, public_id: str, member: str) -> Member | None:
    """Remove a member; they see nothing any more that only this list saw."""
    people = NamedPeople.objects.get(owner=by, public_id=public_id)
    found = Member.objects.filter(named_in=people, public_id=member).first()
    if found:
        people.people.remove(found)
    return found
