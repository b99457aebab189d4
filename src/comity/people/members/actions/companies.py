from __future__ import annotations

from django.db import transaction

from comity.people.companies.models import Company
from comity.people.members.models import Confirmation, Position


@transaction.atomic
def forget_unsaid_company(pk: int) -> None:
    """Delete a company that no position names any more, unless an operator entered it or one is confirmed there."""
    company = Company.objects.select_for_update().filter(pk=pk, is_entered=False).first()
    if company is None or Position.objects.filter(company=company).exists():
        return
    if not Confirmation.objects.filter(company=company).exists():
        company.delete()
