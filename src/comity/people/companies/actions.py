"""How a company comes to be: by what a member says in public, or by an operator's hand."""

from __future__ import annotations

from django.db import transaction

from comity.foundation.core.text import clean_line
from comity.people.companies.models import Company
from comity.people.companies.rules import domains_in


class CompanyNeedsName(Exception):
    """A name without a letter or digit names no company."""


@transaction.atomic
def company_named(name: str) -> Company | None:
    """Return the company of this name, made on first use and locked until the transaction ends."""
    company = Company.of_name(name)
    if not company.folded:
        return None
    while True:  # of one who says it and one who takes it back at once, the first to lock wins
        made, _ = Company.objects.get_or_create(folded=company.folded, defaults={"name": company.name})
        locked = Company.objects.select_for_update().filter(pk=made.pk).first()
        if locked:
            return locked


@transaction.atomic
def enter_company(*, name: str, website: str = "", mail_domains: str = "") -> Company:
    """Enter a company by an operator's hand: it shows even while nobody says they work there."""
    company = company_named(name)
    if company is None:
        raise CompanyNeedsName
    company.name, company.website, company.is_entered = clean_line(name, 200), website, True
    company.mail_domains = " ".join(domains_in(mail_domains))
    company.save(update_fields=["name", "website", "mail_domains", "is_entered", "changed_at"])
    return company
