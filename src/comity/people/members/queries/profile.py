"""A member's profile as one viewer may see it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from comity.foundation.core.audience import Audience, allows, visible_q
from comity.people.members.enums import ProfilePart, WordKind
from comity.people.members.models import Detail, Education, Member, Position, Profile, Show, Word
from comity.people.members.rules.profile import DEFAULT_AUDIENCE, WORDS_PART

if TYPE_CHECKING:
    from comity.foundation.core.audience import Viewer

TEXT_PARTS = (
    ProfilePart.PRONUNCIATION,
    ProfilePart.HEADLINE,
    ProfilePart.ABOUT,
    ProfilePart.PLACE,
    ProfilePart.CAN_HELP,
    ProfilePart.LOOKS_FOR,
    ProfilePart.ASK_ME_ABOUT,
)


@dataclass(frozen=True, slots=True)
class ProfileView:
    """What one viewer sees of one member; what they may not see is simply not in it."""

    owner: Member
    is_own: bool
    texts: dict[str, str] = field(default_factory=dict)
    photo: str = ""
    positions: tuple[Position, ...] = ()
    education: tuple[Education, ...] = ()
    words: dict[str, tuple[Word, ...]] = field(default_factory=dict)
    details: tuple[Detail, ...] = ()

    @property
    def languages(self) -> tuple[Word, ...]:
        return self.words.get(WordKind.LANGUAGE, ())

    @property
    def skills(self) -> tuple[Word, ...]:
        return self.words.get(WordKind.SKILL, ())

    @property
    def industries(self) -> tuple[Word, ...]:
        return self.words.get(WordKind.INDUSTRY, ())

    @property
    def watched(self) -> tuple[Word, ...]:
        return self.words.get(WordKind.WATCHED, ())


def profile_for(viewer: Viewer, owner: Member) -> ProfileView:
    """Return what ``viewer`` sees of ``owner``. Seven queries at most, however long the profile."""
    is_own = bool(viewer.is_authenticated and viewer.pk == owner.pk)
    profile = Profile.objects.filter(owner=owner).first() or Profile(owner=owner)
    parts = set(ProfilePart) if is_own else visible_parts(viewer, profile)
    words = Word.objects.filter(owner=owner)
    shown: dict[str, list[Word]] = {}
    for word in words:
        if WORDS_PART[word.kind] in parts:
            shown.setdefault(word.kind, []).append(word)
    return ProfileView(
        owner=owner,
        is_own=is_own,
        texts={part: text for part in TEXT_PARTS if part in parts and (text := getattr(profile, part))},
        photo=(profile.photo.name or "") if ProfilePart.PHOTO in parts else "",
        positions=tuple(Position.objects.visible_to(viewer).filter(owner=owner)),
        education=tuple(Education.objects.visible_to(viewer).filter(owner=owner)),
        words={kind: tuple(rows) for kind, rows in shown.items()},
        details=tuple(Detail.objects.visible_to(viewer).filter(owner=owner)),
    )


def visible_parts(viewer: Viewer, profile: Profile) -> set[str]:
    """Return the parts of ``profile`` that ``viewer`` may see. Two queries at most."""
    if profile.pk is None:
        chosen: set[str] = set()
        seen: set[str] = set()
    else:
        shows = Show.objects.filter(profile=profile)
        chosen = set(shows.values_list("part", flat=True))
        seen = set(shows.filter(visible_q(viewer, owner="profile__owner")).values_list("part", flat=True))
    by_default = {
        part
        for part, kind in DEFAULT_AUDIENCE.items()
        if part not in chosen and allows(Audience(kind), profile.owner, viewer)
    }
    return seen | by_default


def audiences_of(profile: Profile) -> dict[str, Audience]:
    """Return the audience of every part, the defaults included. One query."""
    chosen = {show.part: show.audience for show in Show.objects.filter(profile=profile)} if profile.pk else {}
    return {part: chosen.get(part, Audience(kind)) for part, kind in DEFAULT_AUDIENCE.items()}
