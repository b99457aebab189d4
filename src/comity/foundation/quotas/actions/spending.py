"""Counting what a member meets: different people, pairs or addresses, not requests."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from comity.foundation.quotas.models import Met, Reached
from comity.foundation.quotas.registry import Quota, quotas
from comity.foundation.quotas.rules import WINDOW, goes_on_at, is_young, most_of


class QuotaSpent(Exception):
    """There is no room for what is new in this; ``retry_after`` says in how long there is."""

    def __init__(self, *, by: Any, kind: str, at: datetime, goes_on_at: datetime) -> None:
        super().__init__(f"the quota {kind!r} is spent until {goes_on_at:%Y-%m-%d %H:%M}")
        self.by, self.kind, self.at, self.goes_on_at = by, kind, at, goes_on_at

    @property
    def quota(self) -> Quota:
        return quotas[self.kind]

    @property
    def retry_after(self) -> timedelta:
        return max(self.goes_on_at - self.at, timedelta(seconds=1))


def spend(*, by: Any, kind: str, keys: Iterable[str], at: datetime) -> int:
    """Count those of ``keys`` that ``by`` has not met within a day; return how many that is.

    All of them or none: raises ``QuotaSpent`` where they do not all fit. Uncaught, it becomes an answer 429. One query
    where nothing is new, else four; threads and processes of one member take turns. Call it before other rows are held.
    """
    quota = quotas[kind]
    hashes = {_hash_of(by.pk, kind, key) for key in keys}
    if not hashes - _met_since(by, kind, hashes, at - WINDOW):
        return 0
    most = _most_of(quota, by, at)
    with transaction.atomic():
        _take_turns(by.pk, kind)
        new = hashes - _met_since(by, kind, hashes, at - WINDOW)
        live = Met.objects.filter(owner=by.pk, kind=kind, first_at__gt=at - WINDOW)
        if new and live.count() + len(new) > most:
            when = list(live.order_by("first_at").values_list("first_at", flat=True))
            raise QuotaSpent(
                by=by, kind=kind, at=at, goes_on_at=goes_on_at(when, new=len(new), most=most, now=at)
            )
        _write(by, kind, sorted(new), at)
    return len(new)


def spend_what_fits(*, by: Any, kind: str, keys: Sequence[str], at: datetime) -> set[str]:
    """Count as many of ``keys`` as there is room for, the first first; return those that ``by`` may be told of.

    For what is a few of many, where it must look as if there were no more: nothing is raised, and that something was left
    out is noted for the operator's table. One query where nothing is new, else four, two more where something is left out.
    """
    quota = quotas[kind]
    hashes = {_hash_of(by.pk, kind, key): key for key in keys}
    met = _met_since(by, kind, set(hashes), at - WINDOW)
    if met.issuperset(hashes):
        return set(hashes.values())
    most = _most_of(quota, by, at)
    with transaction.atomic():
        _take_turns(by.pk, kind)
        met = _met_since(by, kind, set(hashes), at - WINDOW)
        new = [key for key in hashes if key not in met]
        room = max(most - Met.objects.filter(owner=by.pk, kind=kind, first_at__gt=at - WINDOW).count(), 0)
        _write(by, kind, new[:room], at)
        if new[room:]:
            _note_reached(by, kind, at)
    return {hashes[key] for key in (*met, *new[:room])}


@transaction.atomic
def note_reached(spent: QuotaSpent) -> None:
    """Write down that a member was turned away, for the operator's table; outside of what was rolled back."""
    _note_reached(spent.by, spent.kind, spent.at)


def _note_reached(by: Any, kind: str, at: datetime) -> None:
    row, _ = Reached.objects.get_or_create(owner_id=by.pk, kind=kind, on=timezone.localdate(at))
    Reached.objects.filter(pk=row.pk).update(times=F("times") + 1)


def _write(by: Any, kind: str, hashes: Sequence[str], at: datetime) -> None:
    Met.objects.bulk_create(
        [Met(owner_id=by.pk, kind=kind, key=key, first_at=at) for key in hashes],
        update_conflicts=True,
        unique_fields=["owner", "kind", "key"],
        update_fields=["first_at"],
    )


def _most_of(quota: Quota, by: Any, at: datetime) -> int:
    return most_of(
        per_day=quota.per_day,
        young=quota.per_day_young,
        operator=quota.per_day_operator,
        is_operator=by.is_operator,
        is_young=is_young(by.joined_at, at),
    )


def _met_since(by: Any, kind: str, hashes: set[str], since: datetime) -> set[str]:
    rows = Met.objects.filter(owner=by.pk, kind=kind, key__in=hashes, first_at__gt=since)
    return set(rows.values_list("key", flat=True))


def _hash_of(owner: int, kind: str, key: str) -> str:
    """Return what is stored of a key: by it nobody tells who met whom, nor that two members met the same."""
    secret = hmac.new(settings.SECRET_KEY.encode(), b"quotas", hashlib.sha256).digest()
    digest = hmac.new(secret, f"{owner}\0{kind}\0{key}".encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest[:24]).decode()


def _take_turns(owner: int, kind: str) -> None:
    # On SQLite the transaction has held the only write lock since it began.
    if connection.vendor == "postgresql":
        turn = int.from_bytes(hashlib.sha256(f"quotas\0{owner}\0{kind}".encode()).digest()[:8], signed=True)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [turn])
