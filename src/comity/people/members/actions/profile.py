"""What changes a profile. Every action takes the owner as ``by``: nobody edits another's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from django.db import transaction

from comity.foundation.core.audience import PUBLIC, Audience
from comity.foundation.core.text import clean_line, clean_text, fold
from comity.people.companies.models import Company
from comity.people.members.enums import DetailKind, ProfilePart, WordKind
from comity.people.members.models import Detail, Education, Member, Position, Profile, Show, Word

WORD_LENGTH = 100


def profile_of(owner: Member) -> Profile:
    """Return the owner's profile, made on first use."""
    return Profile.objects.get_or_create(owner=owner)[0]


@transaction.atomic
def describe(*, by: Member, **texts: str) -> Profile:
    """Change some of the profile's texts; ``name`` is the member's own."""
    profile = profile_of(by)
    if "name" in texts:
        by.name = clean_line(texts.pop("name"), 120)
        by.save(update_fields=["name"])
    for field, text in texts.items():
        long = Profile._meta.get_field(field).get_internal_type() == "TextField"
        setattr(profile, field, clean_text(text) if long else clean_line(text))
    profile.save()
    return profile


@transaction.atomic
def show_to(*, by: Member, shows: Mapping[str, Audience]) -> None:
    """Set who sees which part of the profile."""
    profile = profile_of(by)
    for part, audience in shows.items():
        Show.objects.update_or_create(
            profile=profile,
            part=ProfilePart(part),
            defaults={"audience_kind": audience.kind, "audience_ref": audience.ref},
        )


@transaction.atomic
def say_words(*, by: Member, kind: str, words: Iterable[tuple[str, str]]) -> None:
    """Replace the words of one kind by ``words``, pairs of text and level; a word said twice counts once."""
    said: dict[str, Word] = {}
    for text, level in words:
        text = clean_line(text, WORD_LENGTH)
        if text:
            folded = fold(text)[:WORD_LENGTH] or text.casefold()
            said.setdefault(
                folded,
                Word(owner=by, kind=WordKind(kind), text=text, folded=folded, level=clean_line(level, 60)),
            )
    Word.objects.filter(owner=by, kind=kind).delete()
    Word.objects.bulk_create(said.values())


@transaction.atomic
def save_position(*, by: Member, position: Position) -> Position:
    """Add or change a position; one shown in public names a company, any other leaves it text."""
    position.owner = by
    position.organization = clean_line(position.organization, 200)
    position.title = clean_line(position.title, 200)
    position.company = _company(position.organization) if position.audience_kind == PUBLIC else None
    position.save()
    return position


@transaction.atomic
def save_education(*, by: Member, education: Education) -> Education:
    education.owner = by
    education.school = clean_line(education.school, 200)
    education.save()
    return education


@transaction.atomic
def save_detail(*, by: Member, detail: Detail) -> Detail:
    detail.owner = by
    detail.kind = DetailKind(detail.kind)
    detail.value = clean_line(detail.value, 500)
    detail.save()
    return detail


def is_same_position(position: Position, organization: str, title: str, started_on: date | None) -> bool:
    """Tell whether a line from a file says what ``position`` says already."""
    return (
        fold(position.organization) == fold(organization)
        and fold(position.title) == fold(title)
        and (not started_on or not position.started_on or position.started_on == started_on)
    )


def _company(name: str) -> Company:
    company = Company.of_name(name)
    return Company.objects.get_or_create(folded=company.folded, defaults={"name": company.name})[0]
