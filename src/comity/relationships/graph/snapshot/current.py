"""The snapshot as every question wants it: with all that is committed in it, or not at all."""

from __future__ import annotations

import logging
from pathlib import Path

from django.conf import settings

from comity.foundation.core.queue import enqueue
from comity.graphkit import Busy, Graph, GraphError, Refused, Store
from comity.relationships.graph.models import Numbering
from comity.relationships.graph.snapshot.applying import catch_up, number_changes
from comity.relationships.graph.snapshot.uncommitted import is_committed
from comity.relationships.graph.snapshot.warming import engine

log = logging.getLogger(__name__)
REBUILD = "graph.rebuild"
_stores: dict[Path, Store] = {}


def current() -> Graph | None:
    """Return the snapshot with all committed changes in it. One query; some more where a change has to be applied.

    None where there is no whole snapshot: a rebuild is asked for then. In a transaction that has itself changed who
    lends what, it is as it was before that transaction.
    """
    stand = Numbering.stand()
    if stand is None:
        ask_for_rebuild()
        return None
    lineage, last, pruned, waits = stand
    try:
        store = store_of(lineage)
        sequence = store.current().sequence
        if sequence > last:  # others may have gone on since we looked
            _, last, pruned, waits = Numbering.stand() or stand
        if sequence > last or sequence < pruned:
            raise Refused(
                f"{store.root}: at change {sequence}, but the database goes from {pruned} to {last}"
            )
        if (waits or sequence < last) and is_committed(apply_committed):
            catch_up(store)
        return store.current()
    except Busy as error:
        log.warning("A question is not answered: %s", error)
        return None
    except (GraphError, OSError) as error:
        log.warning("The graph of lent ties cannot be used and is built anew: %s", error)
        _stores.clear()
        ask_for_rebuild()
        return None


def apply_committed() -> None:
    """Number and apply what was just committed; where that cannot be done now, the next question does it."""
    number_changes()
    stand = Numbering.stand()
    if stand is None:
        return
    try:
        catch_up(store_of(stand[0]))
    except (GraphError, OSError) as error:
        log.info("A change of lent ties is applied later: %s", error)


def ask_for_rebuild() -> None:
    """Ask for the snapshot to be built in the background; twice is as once while that waits."""
    enqueue(REBUILD, unique=REBUILD)


def store_of(lineage: str) -> Store:
    """Return where the snapshot of a database lies; one that was taken away or replaced from outside is opened anew."""
    root = root_of(lineage)
    engine.asked(_stores.clear)
    store = _stores.get(root)
    if store is None or not store.current().generation.folder.is_dir():
        store = _stores[root] = Store(root, engine=engine.name)
    return store


def root_of(lineage: str) -> Path:
    return Path(settings.GRAPH_DIR) / lineage
