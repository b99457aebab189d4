"""How what two members agreed on ends: one of them ends it, blocks the other, or erases their account."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from comity.people.members.actions.locking import lock_pair
from comity.people.members.actions.pairs import NotThere
from comity.people.members.models import Member
from comity.people.notifications.actions.telling import forget
from comity.relationships.mutual.actions.favours import loosen_favours, take_words_out
from comity.relationships.mutual.actions.linking import drop_page_links, unlink_cards
from comity.relationships.mutual.enums import MADE, REQUESTED
from comity.relationships.mutual.models import FavourAsk, MutualTie, TieRequest
from comity.relationships.mutual.registry import tell_lending_changed
from comity.relationships.ties.enums import Lending
from comity.relationships.ties.models import Favour, Tie


@transaction.atomic
def end_tie(*, by: Member, other: Member, at: datetime) -> MutualTie:
    """End a mutual tie; the other is told nothing, and finds it gone. Both keep their cards, which are no member now."""
    try:
        by, other = lock_pair(by, other)
    except Member.DoesNotExist:
        raise NotThere from None
    tie = MutualTie.objects.live().between(by, other).first()
    if tie is None:
        raise NotThere
    return do_end_tie(tie, at)


def part(by: Member, other: Member, at: datetime) -> None:
    """Remove all that two members agreed on or asked of each other, as a block has it; both are locked.

    Gone and not ended or withdrawn: as when an account is erased, which looks the same.
    """
    loosen_favours(_asks(by, other), parted=by)
    take_words_out(Favour.objects.filter(owner=other, words_of=by))
    unlink_cards(by, other)
    for sharer, owner in ((by, other), (other, by)):
        drop_page_links(sharer, of=owner)
    ties = MutualTie.objects.between(by, other)
    requests = TieRequest.objects.filter(Q(asker=by, asked=other) | Q(asker=other, asked=by))
    for kind, rows in ((MADE, ties), (REQUESTED, requests)):
        for public_id in rows.values_list("public_id", flat=True):
            forget(kind=kind, about=public_id)
    ties.delete()
    requests.delete()


@transaction.atomic
def erase_agreements(member: Member) -> dict[str, int]:
    """Remove a member's mutual ties and requests; nobody is asked over a card that was them."""
    loosen_favours(list(FavourAsk.objects.filter(Q(asker=member) | Q(asked=member))), parted=member)
    take_words_out(Favour.objects.filter(words_of=member))
    ties = MutualTie.objects.visible_to(member)
    requests = TieRequest.objects.visible_to(member)
    counts = {"mutual ties": ties.live().count(), "requests for a mutual tie": requests.count()}
    for kind, rows in ((MADE, ties), (REQUESTED, requests)):
        for public_id in rows.values_list("public_id", flat=True):
            forget(kind=kind, about=public_id)
    tell_lending_changed(
        [(member.pk, tie.of(member).pk) for tie in ties.live().select_related("one", "other")]
    )
    Tie.objects.filter(contact__member=member).update(lends=Lending.ASK)
    drop_page_links(member)
    ties.delete()
    requests.delete()
    return counts


def do_end_tie(tie: MutualTie, at: datetime) -> MutualTie:
    """End a tie that is held with both: no card is the other one any more, and what they asked is each one's own."""
    loosen_favours(_asks(tie.one, tie.other))
    tie.ended_at = at
    tie.save(update_fields=["ended_at", "changed_at"])
    unlink_cards(tie.one, tie.other)
    forget(kind=MADE, about=tie.public_id)
    return tie


def _asks(one: Member, other: Member) -> list[FavourAsk]:
    return list(FavourAsk.objects.filter(asker__in=[one, other], asked__in=[one, other]))
