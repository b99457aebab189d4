"""Notes and tags of imported cards: they belong to the owner's tie with the person."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from comity.people.members.models import Member
from comity.relationships.ties.models import Tag, Tie


def add_notes(owner: Member, notes: Iterable[tuple[int, str, Sequence[str]]]) -> None:
    """Give new cards, as (contact, note, tags), a tie where the file has a note or tags for them."""
    wanted = [(contact, note, tags) for contact, note, tags in notes if note or tags]
    if not wanted:
        return
    ties = [Tie(owner=owner, contact_id=contact, notes=note) for contact, note, _ in wanted]
    Tie.objects.bulk_create(ties)
    names = tags_named(owner, {tag for _, _, tags in wanted for tag in tags})
    through = Tie.tags.through
    through.objects.bulk_create(
        through(tie_id=tie.pk, tag_id=pk)
        for tie, (_, _, tags) in zip(ties, wanted, strict=True)
        for pk in {names[tag[:60]] for tag in tags if tag[:60]}
    )


def tags_named(owner: Member, wanted: Iterable[str]) -> dict[str, int]:
    """Return the owner's tags of these names by name; those that are missing are made."""
    short = {name[:60] for name in wanted if name}
    Tag.objects.bulk_create((Tag(owner=owner, name=name) for name in sorted(short)), ignore_conflicts=True)
    return dict(Tag.objects.filter(owner=owner, name__in=short).values_list("name", "pk"))
