from __future__ import annotations

from django.db import transaction

from comity.foundation.core.audience import ONLY_ME
from comity.people.members.actions.companies import forget_unsaid_company
from comity.people.members.actions.profile.editing import tell_positions_changed
from comity.people.members.enums import ProfilePart
from comity.people.members.models import Detail, Education, Member, Position, Profile, Show


@transaction.atomic
def hide_profile(member: Member) -> None:
    """Let each part of a profile be its owner's alone, who may show it again; the name stays."""
    profile, _ = Profile.objects.select_for_update().get_or_create(owner=member)
    Show.objects.filter(profile=profile).delete()
    Show.objects.bulk_create(Show(profile=profile, part=part, audience_kind=ONLY_ME) for part in ProfilePart)
    positions = Position.objects.filter(owner=member)
    companies = set(positions.exclude(company=None).values_list("company", flat=True))
    positions.update(company=None)  # only one that is shown in public names a company
    for model in (Position, Education, Detail):
        model._default_manager.filter(owner=member).update(audience_kind=ONLY_ME, audience_ref=None)
    for company in sorted(companies):
        forget_unsaid_company(company)
    profile.has_public_page = False
    profile.save(update_fields=["has_public_page", "changed_at"])
    tell_positions_changed(member)
