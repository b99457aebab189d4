from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q

from comity.relationships.introductions.models import Introduction


def introductions_before(member_ids: Sequence[int], since: datetime, until: datetime) -> dict[int, int]:
    """Return how many introductions came to each of these members from ``since`` on, before ``until``. One query.

    What a helper began themself out of an ask is counted with the asks.
    """
    found: Counter[int] = Counter()
    wanted, parts = set(member_ids), ("introducer", "middle", "target")
    came = Q()
    for part in parts:
        came |= Q(**{f"{part}__in": wanted, f"{part}_at__gte": since, f"{part}_at__lt": until})
    columns = [column for part in parts for column in (part, f"{part}_at")]
    for from_ask, *row in Introduction.objects.filter(came).values_list("from_ask", *columns):
        for part, member, at in zip(parts, row[::2], row[1::2], strict=True):
            began = from_ask and part == "introducer"
            if member in wanted and at is not None and since <= at < until and not began:
                found[member] += 1
    return dict(found)
