from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import connection


def is_committed(after_commit: Callable[[], Any]) -> bool:
    """Tell whether nothing waits here for a commit to call ``after_commit``: what this connection reads is true for all.

    A transaction that the test runner opened around a test counts as none, as it does for ``atomic(durable=True)``.
    """
    if not connection.in_atomic_block:
        return True
    of_tests = sum(getattr(block, "_from_testcase", False) for block in connection.atomic_blocks)
    open_here = set(connection.savepoint_ids[of_tests - 1 :]) if of_tests else None
    waiting = (entry for entry in connection.run_on_commit if entry[1] is after_commit)
    return not any(open_here is None or open_here & entry[0] for entry in waiting)
