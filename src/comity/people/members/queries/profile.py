"""A member's profile as one viewer may see it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q

from comity.foundation.core.audience import NAMED, Audience, allows, is_member, visible_q
from comity.foundation.core.models import NamedPeople
from comity.people.members.enums import DetailKind, ProfilePart, Standing, WordKind
from comity.people.members.models import Detail, Education, Member, Position, Profile, Show, Word
from comity.people.members.queries.blocks import not_blocked
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
    is_public: bool = False
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

    @property
    def current(self) -> Position | None:
        """The newest position this viewer sees that has not ended."""
        return next((position for position in self.positions if not position.ended_on), None)

    def details_of(self, kind: DetailKind) -> list[str]:
        return [detail.value for detail in self.details if detail.kind == kind]

    @property
    def says_something(self) -> bool:
        return bool(self.texts or self.positions or self.education or self.words or self.details)


def profile_for(viewer: Viewer, owner: Member, *, on_list: NamedPeople | None = None) -> ProfileView:
    """Return what ``viewer`` sees of ``owner``; ``on_list`` asks for more: as if that list held them.

    Seven queries at most, however long the profile.
    """
    is_own = bool(viewer.is_authenticated and viewer.pk == owner.pk)
    profile = Profile.objects.filter(owner=owner).first() or Profile(owner=owner)
    parts = set(ProfilePart) if is_own else visible_parts(viewer, profile, on_list=on_list)
    seen = visible_q(viewer) | _shown_to(on_list)
    shown: dict[str, list[Word]] = {}
    for word in Word.objects.filter(owner=owner):
        if WORDS_PART[word.kind] in parts:
            shown.setdefault(word.kind, []).append(word)
    return ProfileView(
        owner=owner,
        is_own=is_own,
        is_public=profile.has_public_page,
        texts={part: text for part in TEXT_PARTS if part in parts and (text := getattr(profile, part))},
        photo=(profile.photo.name or "") if ProfilePart.PHOTO in parts else "",
        positions=tuple(Position.objects.filter(seen, owner=owner).select_related("company", "confirmation")),
        education=tuple(Education.objects.filter(seen, owner=owner)),
        words={kind: tuple(rows) for kind, rows in shown.items()},
        details=tuple(Detail.objects.filter(seen, owner=owner)),
    )


def visible_parts(viewer: Viewer, profile: Profile, *, on_list: NamedPeople | None = None) -> set[str]:
    """Return the parts of ``profile`` that ``viewer`` may see. Two queries at most."""
    if profile.pk is None:
        chosen: set[str] = set()
        seen: set[str] = set()
    else:
        shows = Show.objects.filter(profile=profile)
        chosen = set(shows.values_list("part", flat=True))
        visible = visible_q(viewer, owner="profile__owner") | _shown_to(on_list)
        seen = set(shows.filter(visible).values_list("part", flat=True))
    by_default = {
        part
        for part, kind in DEFAULT_AUDIENCE.items()
        if part not in chosen and allows(Audience(kind), profile.owner, viewer)
    }
    return seen | by_default


def _shown_to(people: NamedPeople | None) -> Q:
    return Q(audience_kind=NAMED, audience_ref=people.pk) if people else Q(pk__in=[])


def owner_of_page(viewer: Viewer, public_id: str) -> Member | None:
    """Return whose page ``viewer`` may open; gone, waiting, suspended, blocked and private are None. One query."""
    owners = Member.objects.filter(not_blocked(viewer, "pk"), public_id=public_id, standing=Standing.ACTIVE)
    if not is_member(viewer):
        owners = owners.filter(profile__has_public_page=True)
    return owners.first()


def photo_name_for(viewer: Viewer, owner: Member) -> str:
    """Return where the owner's photo lies if ``viewer`` may see it. Three queries at most."""
    profile = Profile.objects.filter(owner=owner).exclude(photo="").first()
    if profile is None:
        return ""
    is_own = bool(viewer.is_authenticated and viewer.pk == owner.pk)
    shown = is_own or ProfilePart.PHOTO in visible_parts(viewer, profile)
    return (profile.photo.name or "") if shown else ""


def anybody(*, signed_in: bool) -> Viewer:
    """Return a member nobody knows, or a visitor, for whom a page is drawn as its owner's preview."""
    return Member(pk=0, standing=Standing.ACTIVE, is_active=True) if signed_in else AnonymousUser()


def profile_to_edit(owner: Member) -> Profile:
    """Return the owner's profile; one that is not saved yet if they have said nothing. One query."""
    return Profile.objects.filter(owner=owner).first() or Profile(owner=owner)


def audiences_of(profile: Profile) -> dict[str, Audience]:
    """Return the audience of every part, the defaults included. One query."""
    chosen = {show.part: show.audience for show in Show.objects.filter(profile=profile)} if profile.pk else {}
    return {part: chosen.get(part, Audience(kind)) for part, kind in DEFAULT_AUDIENCE.items()}
