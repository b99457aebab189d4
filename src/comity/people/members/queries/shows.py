"""Which members show the viewer a part of their profile, as a filter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q

from comity.foundation.core.audience import visible_q, within_walls
from comity.people.members.enums import ProfilePart, Standing
from comity.people.members.models import Show
from comity.people.members.rules.profile import DEFAULT_AUDIENCE, MEMBERS

if TYPE_CHECKING:
    from comity.foundation.core.audience import Viewer


def showing(viewer: Viewer, part: ProfilePart, owner: str = "pk") -> Q:
    """Keep rows whose owner (a path to it) shows ``viewer`` that part of their profile; walls are not asked."""
    chosen = Show.objects.filter(profile__owner=OuterRef(owner), part=part)
    seen = Q(**{owner: viewer.pk}) | Q(Exists(chosen.filter(visible_q(viewer, owner="profile__owner"))))
    return seen | ~Q(Exists(chosen)) if DEFAULT_AUDIENCE[part] == MEMBERS else seen


def being_there(viewer: Viewer, owner: str = "pk") -> Q:
    """Keep rows whose owner (a path to it) is an active member with a name who is there for ``viewer``."""
    name = "name" if owner == "pk" else f"{owner}__name"
    standing = "standing" if owner == "pk" else f"{owner}__standing"
    return Q(**{standing: Standing.ACTIVE}) & ~Q(**{name: ""}) & within_walls(viewer, owner)
