"""The others of Ada's life: whoever she has something with, and who is none of the usual viewers."""

from __future__ import annotations

from comity.people.members.enums import Standing
from comity.people.members.models import Member
from tests.contracts.pages import World


def others(here: World) -> dict[str, Member]:
    """Return them by first name, in lower case."""
    usual = [member.pk for member in here.people.values() if member]
    rows = Member.objects.filter(standing=Standing.ACTIVE).exclude(pk__in=usual).order_by("pk")
    return {row.name.split()[0].lower(): row for row in rows}
