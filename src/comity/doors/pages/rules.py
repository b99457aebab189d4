"""When the demo's door is open."""

from __future__ import annotations

LOCAL_HOSTS = frozenset({"localhost", "127.0.0.1", "::1"})
DEMO_MARK = "demo"


def is_demo_open(*, is_demo: bool, host: str, has_mark: bool) -> bool:
    """Tell whether anybody may enter by one click: the demo's own database, run as a demo, on this machine alone."""
    return is_demo and has_mark and host in LOCAL_HOSTS
