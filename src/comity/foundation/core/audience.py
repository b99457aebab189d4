"""Who may see a thing: one concept for every model, page, search, letter and export.

A thing with an audience has an owner, a kind and, for some kinds, a reference (which list, which group).
Apps add kinds through ``audience_kinds``; a kind must answer for one thing and as a database filter, so that
filtering always comes before ranking, counting and paging.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self, TypeVar

from django.db import models
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from comity.foundation.core.models import NamedPeople
from comity.foundation.core.registry import Registry

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser
    from django.contrib.auth.models import AnonymousUser

    Viewer = AbstractBaseUser | AnonymousUser

ONLY_ME, NAMED, MEMBERS, PUBLIC = "me", "named", "members", "public"


@dataclass(frozen=True, slots=True)
class Audience:
    """A kind and, where the kind needs one, the id of the list or group it means."""

    kind: str = ONLY_ME
    ref: int | None = None


@dataclass(frozen=True, slots=True)
class AudienceRef:
    """One list or group an owner may choose; ``key`` names it in a form, where the id would tell an order."""

    ref: int
    key: str
    label: str


@dataclass(frozen=True, slots=True)
class AudienceKind:
    """One way to say who may see a thing; the owner always may, so a kind speaks of others only."""

    label: str | Promise
    width: int  # narrow to wide, for the order in which a person chooses
    filter_for: Callable[[Viewer, str, str], Q]  # viewer, path to the owner, path to the reference
    needs_ref: bool = False
    refs_of: Callable[[AbstractBaseUser], Iterable[AudienceRef]] = lambda _owner: ()


audience_kinds: Registry[AudienceKind] = Registry("audience kind")

# What no audience opens, whatever its owner chose: each keeps the rows of those who are there for the viewer, by the
# path to their owner. A page that asks ``allows`` for its parts asks this of its owner first.
walls: Registry[Callable[[Viewer, str], Q]] = Registry("wall")


def is_member(viewer: Viewer) -> bool:
    """Tell whether ``viewer`` is signed in with an account that may act."""
    return bool(viewer.is_authenticated and viewer.is_active)


NOBODY = Q(pk__in=[])
EVERYBODY = ~NOBODY


def _named(viewer: Viewer, owner: str, ref: str) -> Q:
    if not is_member(viewer):
        return NOBODY
    lists = NamedPeople.objects.filter(people=viewer.pk)
    # Of many rows most are of no list that holds the viewer, which is asked once for all of them.
    held = Q(**{f"{ref}__in": lists.values("pk")})
    # The list must be the owner's own: a forged reference to somebody else's list opens nothing.
    return held & Q(**{f"{ref}__in": lists.filter(owner=models.OuterRef(owner)).values("pk")})


def _lists_of(owner: AbstractBaseUser) -> Iterable[AudienceRef]:
    lists = NamedPeople.objects.filter(owner=owner.pk).order_by("name")
    return [AudienceRef(people.pk, people.public_id, people.name) for people in lists]


def _members(viewer: Viewer, owner: str, ref: str) -> Q:
    return EVERYBODY if is_member(viewer) else NOBODY


audience_kinds.register(ONLY_ME, AudienceKind(_("only me"), 0, lambda *_: NOBODY))
audience_kinds.register(NAMED, AudienceKind(_("people I name"), 10, _named, True, _lists_of))
audience_kinds.register(MEMBERS, AudienceKind(_("members"), 80, _members))
audience_kinds.register(PUBLIC, AudienceKind(_("everybody, also outside"), 90, lambda *_: EVERYBODY))


def visible_q(viewer: Viewer, owner: str = "owner", prefix: str = "audience") -> Q:
    """Return the filter that keeps what ``viewer`` may see of rows with an owner and an audience."""
    seen = Q(**{f"{owner}": viewer.pk}) if is_member(viewer) else NOBODY
    for key, kind in audience_kinds.items():
        seen |= Q(**{f"{prefix}_kind": key}) & kind.filter_for(viewer, owner, f"{prefix}_ref")
    return seen & within_walls(viewer, owner)


def within_walls(viewer: Viewer, owner: str) -> Q:
    """Return the filter that keeps rows whose owner (a path to it) is there for ``viewer``."""
    there = Q()
    for wall in walls.values():
        there &= wall(viewer, owner)
    return there


M = TypeVar("M", bound=models.Model)


class AudienceQuerySet(models.QuerySet[M]):
    """Rows with an owner and an audience of their own."""

    def visible_to(self, viewer: Viewer) -> Self:
        return self.filter(visible_q(viewer))


class HasAudience(models.Model):
    """The two columns that say who may see a row."""

    audience_kind = models.CharField(_("who sees it"), max_length=20, default=ONLY_ME)
    audience_ref = models.BigIntegerField(null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def audience(self) -> Audience:
        return Audience(self.audience_kind, self.audience_ref)

    @audience.setter
    def audience(self, value: Audience) -> None:
        self.audience_kind, self.audience_ref = value.kind, value.ref


def allows(audience: Audience, owner: Any, viewer: Viewer) -> bool:
    """Tell whether ``viewer`` may see one thing of ``owner``; at most one query, none for most kinds."""
    if is_member(viewer) and viewer.pk == owner.pk:
        return True
    if audience.kind == PUBLIC:
        return True
    if audience.kind == MEMBERS:
        return is_member(viewer)
    kind = audience_kinds.get(audience.kind)
    if kind is None or audience.kind == ONLY_ME:
        return False
    probe = (
        type(owner)
        ._default_manager.filter(pk=owner.pk)
        .annotate(probe_ref=models.Value(audience.ref, models.BigIntegerField(null=True)))
    )
    return bool(probe.filter(kind.filter_for(viewer, "pk", "probe_ref")).exists())
