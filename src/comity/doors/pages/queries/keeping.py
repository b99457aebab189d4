"""Whether somebody whose page one looks at stands in one's book."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from comity.people.contacts.models import Contact
from comity.people.members.models import Member


def keeping_section(viewer: Member, owner: Member, at: datetime) -> dict[str, Any]:
    """Return whether the viewer's book has a card that is linked with the owner of the page. One query."""
    linked = Contact.objects.visible_to(viewer).current().filter(member=owner)
    return {"member": owner, "card": linked.values_list("public_id", flat=True).first()}
