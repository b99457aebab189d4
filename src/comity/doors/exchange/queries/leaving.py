"""What a member reads before they leave."""

from __future__ import annotations

from typing import Any

from comity.doors.exchange.models import ExportRun, Import
from comity.people.contacts.models import Contact
from comity.people.members.models import Member
from comity.relationships.ties.models import Interaction


def what_goes(member: Member) -> dict[str, Any]:
    """Return what there is of the member's that cannot be had back; six queries."""
    others = Member.objects.exclude(pk=member.pk)
    return {
        "people": Contact.objects.visible_to(member).filter(merged_into=None).count(),
        "interactions": Interaction.objects.visible_to(member).count(),
        "imports": Import.objects.visible_to(member).count(),
        "export": ExportRun.objects.visible_to(member).exclude(file="").first(),
        "leaves_no_operator": member.is_operator
        and not others.filter(is_operator=True).exists()
        and others.exists(),
    }
