"""A tag is one tag, however it is written."""

from __future__ import annotations

from comity.people.members.models import Member
from comity.relationships.ties.actions.notes import tags_named
from comity.relationships.ties.models import Tag


def named(owner: Member, *names: str) -> list[str]:
    return sorted(tag.name for tag in tags_named(owner, names))


def test_the_first_spelling_stays(ada: Member) -> None:
    assert named(ada, "Choir", "choir") == ["Choir"]
    assert named(ada, " CHOIR ", "Straße") == ["Choir", "Straße"]
    assert named(ada, "strasse") == ["Straße"]
    assert Tag.objects.filter(owner=ada).count() == 2


def test_of_two_old_spellings_the_one_written_is_meant(ada: Member) -> None:
    Tag.objects.bulk_create([Tag(owner=ada, name="Choir"), Tag(owner=ada, name="choir")])
    assert named(ada, "choir") == ["choir"]
    assert named(ada, "CHOIR") == ["Choir"]


def test_anothers_tag_is_not_touched(ada: Member, cleo: Member) -> None:
    named(cleo, "CHOIR")
    assert named(ada, "Choir") == ["Choir"]
    assert named(cleo, "choir") == ["CHOIR"]
