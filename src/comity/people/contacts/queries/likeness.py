"""Cards that look like one person, as the last comparison found them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from comity.people.contacts.models import Apart, Contact, Likeness
from comity.people.contacts.rules.matching import Reason
from comity.people.members.models import Member

REASONS: dict[str, str | Promise] = {
    Reason.UID: _("the same card of an address book"),
    Reason.PROFILE: _("the same profile"),
    Reason.EMAIL: _("the same e-mail address"),
    Reason.PHONE: _("the same telephone number"),
    Reason.NAME: _("the same name"),
    Reason.SIMILAR_NAME: _("a similar name"),
    Reason.SHORT_NAME: _("a short form of the name"),
    Reason.INITIALS: _("the same initials"),
    Reason.SWAPPED_NAME: _("given and family name swapped"),
    Reason.BIRTHDAY: _("the same birthday"),
    Reason.SIMILAR_BIRTHDAY: _("a similar birthday"),
    Reason.ADDRESS: _("the same address"),
    Reason.PLACE: _("the same place"),
    Reason.ORGANIZATION: _("the same organisation"),
    Reason.PHONE_ENDING: _("the same end of a telephone number"),
    Reason.ROLE_EMAIL: _("the same address of an office"),
    Reason.LINK: _("the same link"),
    Reason.TITLE: _("the same work"),
    Reason.NAME_DIFFERS: _("but the names differ"),
    Reason.GENERATION_DIFFERS: _("but one is junior, one senior"),
    Reason.BIRTHDAY_DIFFERS: _("but the birthdays differ"),
    Reason.PROFILE_DIFFERS: _("but the profiles differ"),
    Reason.EMAIL_DIFFERS: _("but the e-mail addresses differ"),
    Reason.ORGANIZATION_DIFFERS: _("but the organisations differ"),
    Reason.PHONE_DIFFERS: _("but the numbers differ"),
    Reason.SEVERAL: _("and somebody else fits as well"),
}


@dataclass(frozen=True, slots=True)
class Pair:
    """Two cards side by side, and why they look alike."""

    public_id: str
    one: Contact
    other: Contact
    is_certain: bool
    why: tuple[str, ...]


def likely_pairs(viewer: Member) -> QuerySet[Likeness]:
    """Return pairs of which both are in the book still and not said to be two people; certain ones first."""
    apart = Apart.objects.filter(owner=viewer, one=OuterRef("one"), other=OuterRef("other"))
    both = {
        f"{side}__{field}": None
        for side in ("one", "other")
        for field in ("deleted_at", "merged_into", "pending_import")
    }
    pairs = Likeness.objects.visible_to(viewer).filter(~Exists(apart), **both)
    return pairs.select_related("one", "other").order_by("-is_certain", "one__sort_key", "pk")


def pairs_of(found: Iterable[Likeness]) -> list[Pair]:
    """Return pairs with their reasons in words."""
    return [
        Pair(
            public_id=pair.public_id,
            one=pair.one,
            other=pair.other,
            is_certain=pair.is_certain,
            why=tuple(str(REASONS[reason]) for reason in pair.reasons if reason in REASONS),
        )
        for pair in found
    ]
