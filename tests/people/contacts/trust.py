"""What of books must not be told: whose they are; and two cards that are merged from both sides."""

from __future__ import annotations

from itertools import count

from comity.people.contacts.actions.merging import merge_contacts
from comity.people.contacts.models import Contact, Merge
from tests.contracts.viewers import member
from tests.factories.book import NOW, add_card
from tests.trust.proofs import Proofs, Race, Switch, Word, everything

BOOK = Switch(("comity.people.contacts.models.card.ContactQuerySet.visible_to",), everything)
_number = count(1)


def _two_cards() -> tuple[Contact, Contact]:
    owner = member(f"Keeper{next(_number)}")
    return add_card(owner, "Ben Sørensen"), add_card(owner, "Ben Soerensen")


def _one_is_left(cards: tuple[Contact, Contact], got: list[object]) -> None:
    left = Contact.objects.filter(owner=cards[0].owner, merged_into=None)
    assert left.count() == 1
    assert sum(isinstance(one, Merge) for one in got) == 1


PROOFS = Proofs(
    words=[Word("contacts.Contact.full_name", BOOK)],
    races=[
        Race(
            "two cards merged from both sides",
            _two_cards,
            lambda cards: (
                [
                    lambda kept=kept, gone=gone: merge_contacts(by=kept.owner, kept=kept, gone=gone, at=NOW)
                    for kept, gone in (cards, cards[::-1])
                ]
                * 4
            ),
            _one_is_left,
            (Contact.DoesNotExist,),
        )
    ],
)
