"""What a position may be confirmed by, and whom a confirmed one opens a thing to."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import OuterRef, Q

from comity.foundation.core.audience import NOBODY, AudienceRef, is_member
from comity.people.companies.models import Company
from comity.people.members.models import Confirmation, Member, Position, WorkCode
from comity.people.members.rules.confirming import is_open, lasts

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser

    from comity.foundation.core.audience import Viewer


def company_with_mail(position: Position) -> Company | None:
    """Return the company of a position that lasts, if an operator said what its addresses are. One query."""
    if not lasts(position.ended_on):
        return None
    company = Company.objects.filter(folded=position.organization_folded, is_entered=True).first()
    return company if company and company.domains else None


def open_code(owner: Member, public_id: str, now: datetime) -> WorkCode | None:
    """Return the code that can still be entered for a position that has stayed what it was. One query."""
    sent = WorkCode.objects.filter(owner=owner, position__owner=owner, position__public_id=public_id)
    code = sent.filter(ended_at=None).select_related("position", "company").first()
    if code is None or code.position is None:
        return None
    is_same = code.position.organization_folded == code.company.folded and lasts(code.position.ended_on)
    open_now = is_open(tries=code.tries, expires_at=code.expires_at, ended_at=code.ended_at, now=now)
    return code if is_same and open_now else None


def my_company(viewer: Viewer, owner: str, ref: str) -> Q:
    """Keep things shown to a company at which both the owner and the viewer work now, confirmed. No query of its own."""
    if not is_member(viewer):
        return NOBODY
    current = Confirmation.objects.current()
    viewers = current.filter(position__owner=viewer.pk).values("company")
    there = current.filter(position__owner=OuterRef(owner), company__in=viewers)
    # That the viewer works there is asked once, of each row only whether its owner does.
    return Q(**{f"{ref}__in": viewers}) & Q(**{f"{ref}__in": there.values("company")})


def companies_of(owner: AbstractBaseUser) -> Iterable[AudienceRef]:
    """Return where the owner works, confirmed. One query."""
    there = Confirmation.objects.current().filter(position__owner=owner.pk).values("company")
    found = Company.objects.filter(pk__in=there).order_by("folded")
    return [AudienceRef(company.pk, company.public_id, company.name) for company in found]
