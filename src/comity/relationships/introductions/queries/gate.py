from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q
from django.utils import timezone

from comity.relationships.introductions.enums import Stage
from comity.relationships.introductions.models import Introduction
from comity.relationships.introductions.rules.stages import KNOWN_FOR


def just_introduced(viewer: int, members: Sequence[int]) -> set[int]:
    """Return those of the members to whom the viewer was introduced of late: they write freely. One query."""
    made = Introduction.objects.filter(stage=Stage.MADE, made_at__gt=timezone.now() - KNOWN_FOR)
    rows = made.filter(Q(seeker=viewer, target__in=members) | Q(target=viewer, seeker__in=members))
    return {target if seeker == viewer else seeker for seeker, target in rows.values_list("seeker", "target")}
