"""Favours as one side remembers them. Once done, a favour counts as an interaction; thanks make it count for more."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q

from comity.foundation.core.text import clean_text
from comity.people.contacts.models import Contact
from comity.people.members.models import Member
from comity.relationships.ties.actions.interactions import NotYet
from comity.relationships.ties.actions.scoring import count_in, count_out
from comity.relationships.ties.actions.settling import refresh_last_contact
from comity.relationships.ties.enums import FavourState, Helped, Kind, Source, Status
from comity.relationships.ties.models import Favour, Interaction, InteractionPerson
from comity.relationships.ties.rules.favours import HAPPENED, direction_of, may_go_back, may_move

KEPT_FOR = timedelta(days=14)


class NoSuchMove(Exception):
    """A favour does not go from its state to that one."""


@transaction.atomic
def note_favour(
    *, by: Member, contact: Contact, helped: Helped, what: str, state: FavourState, on: date, today: date
) -> Favour:
    """Remember a favour between the member and somebody of their book."""
    if on > today:
        raise NotYet
    contact = Contact.objects.visible_to(by).get(pk=contact.pk, merged_into=None)
    favour = Favour(owner=by, contact=contact, helped=helped, what=clean_text(what), on=on)
    favour.state = FavourState.ASKED
    favour.save()
    steps = {FavourState.THANKED: [FavourState.DONE, FavourState.THANKED], FavourState.ASKED: []}
    for step in steps.get(state, [state]):
        do_move_favour(favour, step, on=on)
    return favour


@transaction.atomic
def move_favour(*, by: Member, public_id: str, to: FavourState, on: date) -> FavourState:
    """Bring a favour further; return where it was. Raise ``Favour.DoesNotExist`` for one that is shared or not ``by``'s."""
    favour = _own(by, public_id)
    before = FavourState(favour.state)
    do_move_favour(favour, to, on=on)
    return before


@transaction.atomic
def take_back_move(*, by: Member, public_id: str, to: FavourState) -> None:
    """Let a favour be where it was before its last move."""
    do_take_back_move(_own(by, public_id), to)


@transaction.atomic
def remove_favour(*, by: Member, public_id: str, at: datetime) -> None:
    """Forget a favour, and that it counted; for some days ``restore_favour`` brings it back."""
    mine = Favour.objects.select_for_update(of=("self",)).visible_to(by)
    favour = mine.filter(Q(shared_key="") | Q(state=FavourState.DECLINED)).get(public_id=public_id)
    _uncount(favour)
    favour.removed_at = at
    favour.save(update_fields=["removed_at", "interaction", "changed_at"])


@transaction.atomic
def restore_favour(*, by: Member, public_id: str) -> None:
    favour = Favour.objects.select_for_update().get(owner=by, public_id=public_id, removed_at__isnull=False)
    favour.removed_at = None
    if favour.state in HAPPENED:
        _count(favour)
    favour.save(update_fields=["removed_at", "interaction", "changed_at"])


def purge_removed_favours(*, before: datetime) -> int:
    """Remove for good what was forgotten before; return how many."""
    return Favour.objects.filter(removed_at__lt=before).delete()[0]


def do_move_favour(favour: Favour, to: FavourState, *, on: date) -> None:
    """Move a favour that is held, one step of the table."""
    if not may_move(FavourState(favour.state), to):
        raise NoSuchMove
    favour.state = to
    if to is FavourState.DONE:
        favour.done_on = on
        _count(favour)
    if to is FavourState.THANKED:
        favour.thanked_on = on
        _recount(favour)
    favour.save()


def do_take_back_move(favour: Favour, to: FavourState) -> None:
    if not may_go_back(FavourState(favour.state), to):
        raise NoSuchMove
    was, favour.state = favour.state, to
    if was == FavourState.DONE:
        favour.done_on = None
        _uncount(favour)
    if was == FavourState.THANKED:
        favour.thanked_on = None
        _recount(favour)
    favour.save()


def move_favours(kept: int, gone: int) -> Sequence[int]:
    """Let the favours of one card be the other's, when two become one; return which."""
    moved = list(Favour.objects.filter(contact=gone).values_list("pk", flat=True))
    Favour.objects.filter(pk__in=moved).update(contact=kept)
    return moved


def restore_favours(kept: int, gone: int, moved: Sequence[int]) -> None:
    Favour.objects.filter(pk__in=moved, contact=kept).update(contact=gone)


def _own(by: Member, public_id: str) -> Favour:
    mine = Favour.objects.select_for_update(of=("self",)).visible_to(by)
    return mine.get(public_id=public_id, shared_key="")


def _count(favour: Favour) -> None:
    """Let a favour that was done count as an interaction of its day."""
    interaction = Interaction.objects.create(
        owner=favour.owner,
        kind=Kind.FAVOUR,
        direction=direction_of(Helped(favour.helped)),
        on=favour.done_on or favour.on,
        note=favour.what,
        source=Source.FAVOUR,
        status=Status.CONFIRMED,
        is_mutual=bool(favour.shared_key),
        is_thanked=favour.state == FavourState.THANKED,
    )
    InteractionPerson.objects.create(interaction=interaction, contact_id=favour.contact_id)
    count_in(by=favour.owner, interaction=interaction)
    favour.interaction = interaction


def _uncount(favour: Favour) -> None:
    interaction, favour.interaction = favour.interaction, None
    if interaction is None:
        return
    if interaction.status != Status.CONFIRMED:
        interaction.delete()
        return
    people = list(interaction.presences.values_list("contact_id", flat=True))
    count_out(by=favour.owner, interaction=interaction)
    interaction.delete()
    refresh_last_contact(favour.owner, people)


def _recount(favour: Favour) -> None:
    """Let thanks count, or count no longer."""
    interaction = favour.interaction
    if interaction is None or interaction.status != Status.CONFIRMED:
        return
    count_out(by=favour.owner, interaction=interaction)
    interaction.is_thanked = favour.state == FavourState.THANKED
    interaction.save(update_fields=["is_thanked", "changed_at"])
    count_in(by=favour.owner, interaction=interaction)
