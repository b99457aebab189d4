"""What reading left beside the book: counted, and cleared away in short transactions."""

from __future__ import annotations

from django.db.models import Count, Model, QuerySet

from comity.doors.exchange.actions.steps import BATCH, Run
from comity.doors.exchange.models import FoundInteraction, FoundPerson, Import, ImportRow

_CHUNK = 4 * BATCH


def clear_staging(run: Run) -> None:
    """Remove everything an import found, so that it can be read again from the start."""
    with run.step(counts={}, done=0, total=0):
        FoundPerson.objects.filter(upload=run.upload, twin__isnull=False).update(twin=None)
    for model in (FoundInteraction, ImportRow, FoundPerson):
        rows: QuerySet[Model] = model._default_manager.filter(upload=run.upload)
        while pks := list(rows.order_by("pk").values_list("pk", flat=True)[:_CHUNK]):
            with run.step():
                # Their dependants went in the round before, so nothing has to be collected.
                model._default_manager.filter(pk__gte=pks[0], pk__lte=pks[-1], upload=run.upload)._raw_delete(
                    using="default"
                )


def count_outcomes(upload: Import) -> dict[str, int]:
    """Count the rows of each outcome; one query."""
    rows = ImportRow.objects.filter(upload=upload).order_by().values_list("outcome").annotate(n=Count("pk"))
    return dict(rows)
