"""What changes a profile. Every action takes the owner as ``by``: nobody edits another's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, BinaryIO

from django.core.files.base import ContentFile
from django.db import transaction

from comity.foundation.core.audience import PUBLIC, Audience
from comity.foundation.core.ids import new_public_id
from comity.foundation.core.pictures import redraw
from comity.foundation.core.text import clean_line, clean_text, fold
from comity.people.companies.actions import company_named
from comity.people.members.actions.companies import forget_unsaid_company
from comity.people.members.actions.confirming import settle_confirmation
from comity.people.members.enums import DetailKind, ProfilePart, WordKind
from comity.people.members.models import Detail, Education, Member, Position, Profile, Show, Word
from comity.people.members.registry import positions_changed
from comity.people.members.rules.profile import MOST_ROWS

WORD_LENGTH = 100


class TooMany(Exception):
    """The profile holds as many rows of this kind as it may."""


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
        column: Any = Profile._meta.get_field(field)
        long = column.get_internal_type() == "TextField"
        setattr(profile, field, clean_text(text) if long else clean_line(text, column.max_length))
    profile.save(update_fields=[*texts, "changed_at"])
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


def open_page(*, by: Member, is_public: bool) -> None:
    """Open the profile's public parts to everybody, or close them again."""
    profile = profile_of(by)
    profile.has_public_page = is_public
    profile.save(update_fields=["has_public_page", "changed_at"])


def set_photo(*, by: Member, source: BinaryIO) -> None:
    """Redraw a picture and make it the owner's photo; raise ``PictureProblem`` if it cannot become one."""
    drawn = ContentFile(redraw(source))
    profile = profile_of(by)
    before = profile.photo.name
    profile.photo.save(f"{new_public_id()}.jpg", drawn, save=False)
    profile.save(update_fields=["photo", "changed_at"])
    _drop_file(profile, before)


def remove_photo(*, by: Member) -> None:
    """Forget the photo and its file."""
    profile = profile_of(by)
    before = profile.photo.name
    profile.photo = ""
    profile.save(update_fields=["photo", "changed_at"])
    _drop_file(profile, before)


def _drop_file(profile: Profile, name: str | None) -> None:
    if name:
        transaction.on_commit(lambda: profile.photo.storage.delete(name))


@transaction.atomic
def say_words(*, by: Member, kind: str, words: Iterable[tuple[str, str]]) -> None:
    """Replace the words of one kind by ``words``, pairs of text and level; a word said twice counts once."""
    said: dict[str, Word] = {}
    for text, level in words:
        word = word_of(by, kind, text, level)
        if word.text:
            said.setdefault(word.folded, word)
    Word.objects.filter(owner=by, kind=kind).delete()
    Word.objects.bulk_create(said.values())


def word_of(owner: Member, kind: str, text: str, level: str = "") -> Word:
    """Return an unsaved word, cleaned and folded."""
    text = clean_line(text, WORD_LENGTH)
    folded = fold(text)[:WORD_LENGTH] or text.casefold()
    return Word(owner=owner, kind=WordKind(kind), text=text, folded=folded, level=clean_line(level, 60))


@transaction.atomic
def save_position(*, by: Member, position: Position) -> Position:
    """Add or change a position; one shown in public names a company, any other leaves it text.

    What confirmed it ends with it, and goes when it names another place.
    """
    _check_room(by, position)
    position.owner = by
    before = position.company_id
    tidy_position(position)
    position.save()
    settle_confirmation(position)
    if before and before != position.company_id:
        forget_unsaid_company(before)
    tell_positions_changed(by)
    return position


def tidy_position(position: Position) -> None:
    """Clean what an unsaved position says, and let it name a company if it is shown in public."""
    position.organization = clean_line(position.organization, 200)
    position.title = clean_line(position.title, 200)
    is_public = position.audience_kind == PUBLIC
    position.company = company_named(position.organization) if is_public else None


def tell_positions_changed(owner: Member) -> None:
    """Let the apps above do what follows."""
    for follow in positions_changed.values():
        follow(owner.pk)


@transaction.atomic
def save_education(*, by: Member, education: Education) -> Education:
    _check_room(by, education)
    education.owner = by
    education.school = clean_line(education.school, 200)
    education.save()
    return education


@transaction.atomic
def save_detail(*, by: Member, detail: Detail) -> Detail:
    _check_room(by, detail)
    detail.owner = by
    detail.kind = DetailKind(detail.kind)
    detail.value = clean_line(detail.value, 500)
    detail.save()
    return detail


def _check_room(by: Member, row: Position | Education | Detail) -> None:
    if row.pk is None and type(row)._default_manager.filter(owner=by).count() >= MOST_ROWS:
        raise TooMany
