from __future__ import annotations

from datetime import datetime
from typing import Any

from comity.people.members.models import Member


def on_member_page(viewer: Member, owner: Member, at: datetime) -> dict[str, Any]:
    """Return what the part "Report" needs on a member's page. No query."""
    return {"kind": "member", "public_id": owner.public_id}
