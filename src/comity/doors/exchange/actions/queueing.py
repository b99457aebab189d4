"""One import of a member at a time: the others wait their turn."""

from __future__ import annotations

from comity.doors.exchange.enums import State
from comity.doors.exchange.models import Import
from comity.foundation.core.queue import enqueue
from comity.people.members.models import Member


def queue_work(upload: Import, kind: str) -> None:
    """Ask a worker for the next part of the work on an import."""
    enqueue(f"exchange.{kind}", {"import": upload.pk}, unique=f"exchange.{kind}:{upload.pk}")


def start_next(owner: Member) -> None:
    """Let the member's oldest waiting import have its turn, if none runs."""
    waiting = Import.objects.filter(owner=owner, state=State.UPLOADED).order_by("pk").first()
    if waiting and not Import.objects.filter(owner=owner).running().exists():
        queue_work(waiting, "read")
