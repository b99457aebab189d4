from __future__ import annotations

from django.db import transaction

from comity.people.members.models import Member
from comity.relationships.ties.models import Answers, Interaction, Tag, Tie


@transaction.atomic
def erase_ties(owner: Member) -> dict[str, int]:
    """Remove what a member kept about others: notes, tags, answers and the days they noted."""
    counts = {
        "ties": Tie.objects.filter(owner=owner).count(),
        "interactions": Interaction.objects.filter(owner=owner).count(),
    }
    Answers.objects.filter(owner=owner).delete()
    Interaction.objects.filter(owner=owner).delete()
    Tie.objects.filter(owner=owner).delete()
    Tag.objects.filter(owner=owner).delete()
    return counts
