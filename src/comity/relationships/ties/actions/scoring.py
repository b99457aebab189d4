"""What one interaction does to the ties of those who were there: it counts, or counts no longer."""

from __future__ import annotations

from comity.people.members.models import Member
from comity.relationships.ties.actions.settling import refresh_last_contact
from comity.relationships.ties.models import Interaction


def count_in(*, by: Member, interaction: Interaction) -> None:
    """Let a confirmed interaction that was just written count for each of those present."""
    refresh_last_contact(by, list(interaction.presences.values_list("contact_id", flat=True)))


def count_out(*, by: Member, interaction: Interaction) -> None:
    """Let an interaction count no longer; called before it is changed or taken away, while it is still confirmed."""
    refresh_last_contact(by, list(interaction.presences.values_list("contact_id", flat=True)))
