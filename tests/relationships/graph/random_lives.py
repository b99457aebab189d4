"""Some members to whom everything happens by which a lent tie comes or goes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from itertools import permutations
from random import Random

from django.db import transaction
from django.utils import timezone

from comity.doors.exchange.actions.erasing import erase_member
from comity.people.contacts.actions.cards import Typed, create_contact
from comity.people.contacts.actions.merging import CannotComeApart, merge_contacts, undo_merge
from comity.people.contacts.actions.shelving import (
    archive_contacts,
    delete_contacts,
    purge_deleted,
    restore_contacts,
)
from comity.people.contacts.models import Contact, Merge
from comity.people.members.actions.blocks import block_member, unblock_member
from comity.people.members.actions.pairs import NotThere
from comity.people.members.actions.standing import approve, suspend
from comity.people.members.models import Block, Member
from comity.relationships.graph.actions.openness import choose_openness
from comity.relationships.graph.queries.openness import openness_of
from comity.relationships.mutual.actions.ending import end_tie
from comity.relationships.mutual.actions.joining import CannotJoin, Side, join_members
from comity.relationships.mutual.actions.lending import lend_tie
from comity.relationships.mutual.enums import Via
from comity.relationships.mutual.models import MutualTie
from comity.relationships.mutual.queries.ties import tie_with
from comity.relationships.ties.enums import Lending
from tests.relationships.graph.drawn import Drawn

NOT_POSSIBLE = (NotThere, CannotJoin, CannotComeApart, Block.DoesNotExist, Contact.DoesNotExist)


class Lives:
    """Picks what happens next; ``happen`` says what it was."""

    def __init__(self, random: Random, count: int = 6) -> None:
        self.random = random
        self.made = 0
        self.operator = Member.objects.create_user("olga@example.org", name="Olga", is_operator=True)
        for _ in range(count):
            self._newcomer()

    def happen(self) -> str:
        acts: list[tuple[int, Callable[[], None]]] = [
            *((12, self.tie), (24, self.lend), (2, self.end), (1, self.block), (2, self.unblock)),
            *((1, self.suspend), (3, self.let_in), (1, self.erase), (2, self.open_or_close)),
            *((2, self.delete_card), (3, self.restore_card), (2, self.merge), (2, self.part_cards)),
            *((1, self.archive), (1, self.purge)),
        ]
        (act,) = self.random.choices([act for _, act in acts], [weight for weight, _ in acts])
        with suppress(*NOT_POSSIBLE), transaction.atomic():
            act()
        return act.__name__

    def members(self) -> list[Member]:
        return list(Member.objects.exclude(pk=self.operator.pk).order_by("pk"))

    def tie(self) -> None:
        one, other = self._two()
        chosen = self._card(one, member=None) if self.random.random() < 0.5 else None
        join_members(one=one, other=other, via=Via.REQUEST, at=timezone.now(), by_one=Side(card=chosen))

    def lend(self) -> None:
        living = list(MutualTie.objects.live().order_by("pk"))
        tie = self.random.choice(living) if living else None
        one, other = self.random.sample([tie.one, tie.other], 2) if tie else self._two()
        lend_tie(by=one, other=other, lends=self.random.choice([Lending.YES, Lending.YES, Lending.ASK]))

    def end(self) -> None:
        one, other = self._two()
        end_tie(by=one, other=other, at=timezone.now())

    def block(self) -> None:
        one, other = self._two()
        block_member(by=one, other=other, at=timezone.now())

    def unblock(self) -> None:
        block = self.random.choice(list(Block.objects.order_by("pk")) or [Block()])
        if block.pk:
            unblock_member(by=block.blocker, public_id=block.blocked.public_id)

    def suspend(self) -> None:
        suspend(by=self.operator, public_id=self._one().public_id, at=timezone.now())

    def let_in(self) -> None:
        for member in self.members():
            if not member.is_active:
                approve(by=self.operator, public_id=member.public_id, at=timezone.now())
                return

    def erase(self) -> None:
        erase_member(by=self._one(), at=timezone.now())
        self._newcomer()

    def open_or_close(self) -> None:
        ways = [self.random.random() < chance for chance in (0.8, 0.5)]
        choose_openness(by=self._one(), to_introductions=ways[0], to_suggestions=ways[1])

    def delete_card(self) -> None:
        owner = self._one()
        if card := self._card(owner):
            delete_contacts(by=owner, ids=[card.public_id], at=timezone.now())

    def restore_card(self) -> None:
        gone = Contact.objects.filter(deleted_at__isnull=False).order_by("pk")
        for card in self.random.sample(list(gone), min(2, len(gone))):
            restore_contacts(by=card.owner, ids=[card.public_id])

    def archive(self) -> None:
        owner = self._one()
        if card := self._card(owner):
            archive_contacts(by=owner, ids=[card.public_id], at=timezone.now())

    def purge(self) -> None:
        purge_deleted(before=timezone.now() + timedelta(days=1))

    def merge(self) -> None:
        owner = self._one()
        cards = list(Contact.objects.visible_to(owner).filter(merged_into=None).order_by("pk"))
        if len(cards) < 2:
            return
        kept, gone = self.random.sample(cards, 2)
        if not (kept.member_id and gone.member_id):
            merge_contacts(by=owner, kept=kept, gone=gone, at=timezone.now())

    def part_cards(self) -> None:
        for merge in Merge.objects.filter(undone_at=None).order_by("-pk")[:1]:
            undo_merge(by=merge.owner, merge=merge, at=timezone.now())

    def _newcomer(self) -> None:
        self.made += 1
        name = f"Person {self.made}"
        member = Member.objects.create_user(f"p{self.made}@example.org", name=name)
        for other in range(2):
            typed = Typed({"full_name": f"Card {other} of {name}"}, [])
            create_contact(by=member, typed=typed, at=timezone.now())

    def _one(self) -> Member:
        return self.random.choice(self.members())

    def _two(self) -> tuple[Member, Member]:
        one, other = self.random.sample(self.members(), 2)
        return one, other

    def _card(self, owner: Member, **only: object) -> Contact | None:
        cards = list(Contact.objects.visible_to(owner).filter(merged_into=None, **only).order_by("pk"))
        return self.random.choice(cards) if cards else None


def as_pages_say() -> Drawn:
    """Return what the snapshot has to hold, by what each member's own page says of a tie."""
    ties = {}
    for one, other in _pairs():
        said = tie_with(one, other.pk)
        if said is not None and said.lends == Lending.YES and openness_of(other).to_introductions:
            ties[one.pk, other.pk] = 1
    blocked = set(Block.objects.values_list("blocker", "blocked"))
    around = {member for pair in ties for member in pair}
    listed = {pk for pk in around if openness_of(Member.objects.get(pk=pk)).to_suggestions}
    return Drawn(ties, blocked | {(other, one) for one, other in blocked}, listed)


def _pairs() -> Iterator[tuple[Member, Member]]:
    yield from permutations(Member.objects.order_by("pk"), 2)
