from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from comity.foundation.audit.models import AuditEntry
from comity.foundation.audit.registry import verbs


def entries_about(about_kind: str, about_id: str) -> QuerySet[AuditEntry]:
    """Return what was done to one thing, newest first; whoever shows it has checked who may see the thing."""
    entries = AuditEntry.objects.filter(about_kind=about_kind, about_id=about_id)
    return entries.select_related("actor").order_by("-at", "-pk")


def sentence_of(entry: AuditEntry) -> str:
    """Return the entry as one sentence in the reader's language."""
    verb = verbs.get(entry.verb)
    if verb is None:  # written by a version that knew more
        return entry.verb
    actor = str(entry.actor) if entry.actor_id else _("Somebody")
    return str(verb.text).format_map(defaultdict(str, entry.detail, actor=actor))


def export_entries(member: Any) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Yield the file of the account's archive that says what ``member`` did."""
    entries = AuditEntry.objects.filter(actor=member).order_by("at", "pk")
    columns = ("at", "verb", "about_kind", "about_id", "detail")
    rows = [{**row, "at": row["at"].isoformat()} for row in entries.values(*columns)]
    if rows:
        yield "audit.json", rows
