"""Notes and tags of imported cards: they belong to the owner's tie with the person."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from comity.foundation.core.text import clean_line
from comity.people.members.models import Member
from comity.relationships.ties.actions.notes import LONGEST_TAG, tags_named
from comity.relationships.ties.models import Tie


def add_notes(owner: Member, notes: Iterable[tuple[int, str, Sequence[str]]]) -> None:
    """Give new cards, as (contact, note, tags), a tie where the file has a note or tags for them."""
    wanted = [(contact, note, tags) for contact, note, tags in notes if note or tags]
    if not wanted:
        return
    ties = [Tie(owner=owner, contact_id=contact, notes=note) for contact, note, _ in wanted]
    Tie.objects.bulk_create(ties)
    give_tags(owner, [(tie.pk, tags) for tie, (_, _, tags) in zip(ties, wanted, strict=True)])


def give_tags(owner: Member, wanted: Sequence[tuple[int, Sequence[str]]]) -> list[tuple[int, str]]:
    """Give ties, as (tie, tags), the tags they lack; return which were new, by tie and as the owner spells them."""
    pairs = [(tie, tag_key(tag)) for tie, tags in wanted for tag in tags if tag_key(tag)]
    named = {
        tag_key(tag.name): tag for tag in tags_named(owner, [name for _, tags in wanted for name in tags])
    }
    through = Tie.tags.through
    there = set(
        through.objects.filter(tie__in={tie for tie, _ in pairs}).values_list("tie_id", "tag_id")
        if pairs
        else ()
    )
    new = [pair for pair in dict.fromkeys(pairs) if (pair[0], named[pair[1]].pk) not in there]
    through.objects.bulk_create(through(tie_id=tie, tag_id=named[key].pk) for tie, key in new)
    return [(tie, named[key].name) for tie, key in new]


def tag_key(name: str) -> str:
    """Return a tag as it is compared."""
    return clean_line(name, LONGEST_TAG).casefold()
