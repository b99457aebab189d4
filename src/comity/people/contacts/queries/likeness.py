"""Cards that look like one person, as the last comparison found them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.functional import Promise
from django.utils.text import get_text_list
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from comity.people.contacts.models import Apart, Contact, Likeness
from comity.people.contacts.rules.matching import Reason
from comity.people.members.models import Member

ALIKE: dict[str, str | Promise] = {
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
}
DIFFER: dict[str, str | Promise] = {
    Reason.NAME_DIFFERS: _("the names"),
    Reason.BIRTHDAY_DIFFERS: _("the birthdays"),
    Reason.PROFILE_DIFFERS: _("the profiles"),
    Reason.EMAIL_DIFFERS: _("the e-mail addresses"),
    Reason.ORGANIZATION_DIFFERS: _("the organisations"),
    Reason.PHONE_DIFFERS: _("the numbers"),
}


@dataclass(frozen=True, slots=True)
class Pair:
    """Two cards side by side, and why they look alike."""

    public_id: str
    one: Contact
    other: Contact
    is_certain: bool
    why: str


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
            why=why_alike(pair.reasons),
        )
        for pair in found
    ]


def why_alike(reasons: Sequence[str]) -> str:
    """Return what speaks for and against two cards being one person: "a and b, but the x and the y differ"."""
    # A profile's number and its address are one thing to a reader.
    kept = [reason for reason in reasons if reason != Reason.UID or Reason.PROFILE not in reasons]
    last = gettext("and")
    text = get_text_list([str(ALIKE[reason]) for reason in kept if reason in ALIKE], last)
    if apart := get_text_list([str(DIFFER[reason]) for reason in kept if reason in DIFFER], last):
        differ = gettext("but %(things)s differ") % {"things": apart}
        text = ", ".join(filter(None, (text, differ)))
    if Reason.GENERATION_DIFFERS in kept:
        text = ", ".join(filter(None, (text, gettext("but one is junior, one senior"))))
    return ", ".join(
        filter(None, (text, gettext("and somebody else fits as well") if Reason.SEVERAL in kept else ""))
    )
