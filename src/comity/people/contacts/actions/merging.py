"""Two cards of one person become one, and two again if that was wrong. Each book is judged alone."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from comity.people.contacts.actions.cards import FIELDS
from comity.people.contacts.actions.finding import forget, reindex
from comity.people.contacts.models import Apart, Contact, ContactValue, Likeness, Merge
from comity.people.contacts.registry import followers
from comity.people.members.models import Member

_FILLED = (*(name for name in FIELDS if name != "full_name"), "photo", "card_uid")


class SameCard(Exception):
    """A card cannot be merged with itself."""


class TwoMembers(Exception):
    """Each card is linked with a member, and those are two."""


class CannotComeApart(Exception):
    """A later change stands in the way: the card was merged again, deleted, or is apart already."""


@transaction.atomic
def merge_contacts(*, by: Member, kept: Contact, gone: Contact, at: datetime) -> Merge:
    """Take ``gone`` into ``kept``: what the kept card has stays, what it lacks comes from the other."""
    if kept.pk == gone.pk:
        raise SameCard
    kept, gone = _locked(by, kept.pk, gone.pk)
    if kept.member_id and gone.member_id and kept.member_id != gone.member_id:
        raise TwoMembers
    merge = Merge(owner=by, kept=kept, gone=gone)
    merge.filled = _fill(kept, gone)
    merge.moved = _move_values(kept, gone)
    kept.touched_at = at
    kept.save()  # before others look at it: a tie is scored by its organisation, a link may move
    merge.followed = {key: follower.move(kept.pk, gone.pk) for key, follower in followers.items()}
    merge.save()
    gone.merged_into = kept
    gone.save(update_fields=["merged_into", "changed_at"])
    Likeness.objects.filter(owner=by, one__in=[kept, gone], other__in=[kept, gone]).delete()
    forget(by, [gone.pk])
    reindex(by, [kept.pk])
    return merge


@transaction.atomic
def undo_merge(*, by: Member, merge: Merge, at: datetime) -> Contact:
    """Take two cards apart again; what the owner wrote since stays on the kept one. Returns the one that came back."""
    merge = Merge.objects.select_for_update().select_related("kept", "gone").get(pk=merge.pk, owner=by)
    kept, gone = merge.kept, merge.gone
    if merge.undone_at or gone.merged_into_id != kept.pk or kept.merged_into_id or kept.deleted_at:
        raise CannotComeApart
    for name, value in merge.filled.items():
        if str(getattr(kept, name)) == value:
            setattr(kept, name, "")
            kept.field_origins.pop(name, None)
    kept.touched_at = at
    kept.save()
    ContactValue.objects.filter(pk__in=merge.moved, contact=kept).update(contact=gone)
    for key, what in merge.followed.items():
        if follower := followers.get(key):
            follower.restore(kept.pk, gone.pk, what)
    gone.merged_into = None
    gone.save(update_fields=["merged_into", "changed_at"])
    merge.undone_at = at
    merge.save(update_fields=["undone_at", "changed_at"])
    reindex(by, [kept.pk, gone.pk])
    return gone


@transaction.atomic
def keep_apart(*, by: Member, one: Contact, other: Contact) -> Apart:
    """Remember that two cards are two people, so that they are never suggested as one again."""
    if one.pk == other.pk:
        raise SameCard
    low, high = _locked(by, *sorted((one.pk, other.pk)))
    apart, _ = Apart.objects.get_or_create(owner=by, one=low, other=high)
    return apart


def forget_apart(*, by: Member, one: Contact, other: Contact) -> None:
    low, high = sorted((one.pk, other.pk))
    Apart.objects.filter(owner=by, one=low, other=high).delete()


def _locked(by: Member, first: int, second: int) -> tuple[Contact, Contact]:
    cards = {
        card.pk: card
        for card in Contact.objects.select_for_update()
        .visible_to(by)
        .filter(pk__in=[first, second], merged_into=None)
        .order_by("pk")
    }
    if len(cards) < 2:
        raise Contact.DoesNotExist
    return cards[first], cards[second]


def _fill(kept: Contact, gone: Contact) -> dict[str, str]:
    """Give the kept card the fields it lacks; return them."""
    filled = {
        name: str(getattr(gone, name)) for name in _FILLED if not getattr(kept, name) and getattr(gone, name)
    }
    for name in filled:
        setattr(kept, name, getattr(gone, name))
        kept.field_origins[name] = gone.field_origins.get(name, gone.origin_id)
    return filled


def _move_values(kept: Contact, gone: Contact) -> list[int]:
    """Move the values the kept card lacks; return their ids. Those it has stay with the card that is gone."""
    there = set(kept.values.values_list("kind", "normal"))
    moved = [row.pk for row in gone.values.filter(pending_import=None) if (row.kind, row.normal) not in there]
    ContactValue.objects.filter(pk__in=moved).update(contact=kept)
    return moved
