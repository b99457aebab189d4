from __future__ import annotations

from collections.abc import Callable

from django.db import transaction
from django.utils import timezone

from comity.foundation.core.ids import new_public_id
from comity.relationships.graph.models import Numbering
from comity.relationships.graph.snapshot.building import KEPT_FOR, build_snapshot, prune_changes
from comity.relationships.graph.snapshot.current import store_of


def rebuild(*, on_part: Callable[[], object] = lambda: None) -> int:
    """Build the snapshot anew and throw away changes that are long in it; return how many ties it has."""
    build_snapshot(on_part)
    numbering = Numbering.objects.get(pk=1)
    manifest = store_of(numbering.lineage).current().generation.manifest
    prune_changes(up_to=manifest.sequence, before=timezone.now() - KEPT_FOR)
    return manifest.ties


def disown_snapshots() -> None:
    """Let no snapshot made so far be taken for this database's, as after a restore."""
    with transaction.atomic():
        Numbering.objects.update(lineage=new_public_id())
