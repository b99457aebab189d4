from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.db.models import Q

from comity.foundation.core.models import NamedPeople
from comity.people.companies.models import Company
from comity.people.members.actions.companies import forget_unsaid_company
from comity.people.members.actions.profile.editing import remove_photo
from comity.people.members.models import (
    Confirmation,
    Detail,
    Education,
    Member,
    Position,
    Profile,
    Word,
    WorkCode,
)


@transaction.atomic
def erase_profile(member: Member) -> Mapping[str, int]:
    """Remove all a member said of themselves, their photo's file, and companies only they named."""
    named = Q(positions__owner=member) | Q(confirmations__position__owner=member)
    companies = list(Company.objects.filter(named).values_list("pk", flat=True).distinct())
    if Profile.objects.filter(owner=member).exclude(photo="").exists():
        remove_photo(by=member)
    removed = {
        "codes to work addresses": WorkCode.objects.filter(owner=member).delete()[0],
        "confirmations of positions": Confirmation.objects.filter(position__owner=member).delete()[0],
        "positions": Position.objects.filter(owner=member).delete()[0],
        "schools": Education.objects.filter(owner=member).delete()[0],
        "languages, skills and industries": Word.objects.filter(owner=member).delete()[0],
        "contact details": Detail.objects.filter(owner=member).delete()[0],
        "lists of people": NamedPeople.objects.filter(owner=member).count(),
        "profiles": Profile.objects.filter(owner=member).count(),
    }
    NamedPeople.objects.filter(owner=member).delete()
    Profile.objects.filter(owner=member).delete()
    for company in companies:
        forget_unsaid_company(company)
    return {what: count for what, count in removed.items() if count}
