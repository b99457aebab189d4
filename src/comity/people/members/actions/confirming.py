"""How a position is confirmed by a code to a work address or by an operator, and how that ends."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from comity.foundation.audit.actions import record
from comity.people.companies.models import Company
from comity.people.companies.rules import is_work_address
from comity.people.members.actions.companies import forget_unsaid_company
from comity.people.members.enums import ConfirmedBy
from comity.people.members.models import Confirmation, Member, Position, WorkCode
from comity.people.members.notices.work_code import work_code_letter
from comity.people.members.queries.confirming import company_with_mail, open_code
from comity.people.members.rules import confirming as rules
from comity.people.members.rules.tokens import email_key


class NotConfirmable(LookupError):
    """There is no such position of theirs, it has ended, or its company's addresses are not known here."""


class NotWorkAddress(Exception):
    """The address is none of the company's."""


class EnoughCodes(Exception):
    """As many codes were sent as a day allows, to this member or to this address."""


class NotSent(Exception):
    """The mail could not be handed over."""


class AddressUsed(Exception):
    """The address stands behind another position already."""


def send_work_code(*, by: Member, public_id: str, email: str, at: datetime) -> None:
    """Send six digits to a work address of the position's company; whatever was sent before no longer counts."""
    with transaction.atomic():
        made, code = _make_code(by, public_id, email, at)
    try:
        work_code_letter(made, email.strip(), code).send()
    except OSError:
        made.delete()
        raise NotSent from None


def _make_code(by: Member, public_id: str, email: str, at: datetime) -> tuple[WorkCode, str]:
    by = Member.objects.select_for_update(no_key=True).get(pk=by.pk)
    position = Position.objects.filter(owner=by, public_id=public_id).first()
    company = company_with_mail(position) if position else None
    if position is None or company is None:
        raise NotConfirmable
    if not is_work_address(email, company.domains):
        raise NotWorkAddress
    key = email_key(email)
    lately = WorkCode.objects.filter(created_at__gt=at - rules.A_DAY)
    if (
        lately.filter(owner=by).count() >= rules.CODES_A_DAY
        or lately.filter(address_key=key).count() >= rules.CODES_TO_AN_ADDRESS
    ):
        raise EnoughCodes
    WorkCode.objects.filter(position=position, ended_at=None).update(ended_at=at)
    code = rules.new_code()
    made = WorkCode(owner=by, position=position, company=company, address_key=key, created_at=at)
    made.expires_at, made.code_hash = at + rules.CODE_LASTS, _hash(made, code)
    made.save()
    return made, code


@transaction.atomic
def enter_work_code(*, by: Member, public_id: str, code: str, at: datetime) -> Confirmation | None:
    """Confirm the position if these are the digits; None if not. Raise ``NotConfirmable`` where no code is open."""
    by = Member.objects.select_for_update(no_key=True).get(pk=by.pk)
    sent = open_code(by, public_id, at)
    if sent is None:
        raise NotConfirmable
    if not constant_time_compare(sent.code_hash, _hash(sent, rules.digits_of(code))):
        sent.tries += 1
        sent.save(update_fields=["tries", "changed_at"])
        return None
    company = Company.objects.select_for_update().get(pk=sent.company_id)
    used = Confirmation.objects.filter(address_key=sent.address_key, ended_at=None)
    if used.exclude(position=sent.position_id).exists():
        raise AddressUsed
    sent.ended_at = at
    sent.save(update_fields=["ended_at", "changed_at"])
    assert sent.position is not None
    return _confirm(sent.position, company, ConfirmedBy.CODE, at, sent.address_key)


@transaction.atomic
def confirm_position(*, by: Member, public_id: str, at: datetime) -> Confirmation:
    """Confirm by an operator's word what they see; raise ``NotConfirmable`` for anything else, and for one's own."""
    seen = Position.objects.visible_to(by).exclude(owner=by.pk).filter(public_id=public_id, ended_on=None)
    position = seen.select_for_update(of=("self",)).first() if by.is_operator else None
    company = (
        Company.objects.select_for_update().named(position.organization)
        if position and not Confirmation.objects.filter(position=position, ended_at=None).exists()
        else None
    )
    if position is None or company is None:
        raise NotConfirmable
    record(by, "members.confirmed", position.owner, at=at)
    return _confirm(position, company, ConfirmedBy.OPERATOR, at)


@transaction.atomic
def withdraw_confirmation(*, by: Member, public_id: str, at: datetime) -> None:
    """Take back that a position is confirmed, by an operator or by its owner."""
    found = Confirmation.objects.select_for_update(of=("self",)).select_related("position__owner")
    if by.is_operator:
        seen = Position.objects.visible_to(by).filter(public_id=public_id)
        confirmation = found.filter(position__in=seen.values("pk")).first()
    else:
        confirmation = found.filter(position__owner=by, position__public_id=public_id).first()
    if confirmation is None:
        raise NotConfirmable
    if confirmation.position.owner_id != by.pk:
        record(by, "members.unconfirmed", confirmation.position.owner, at=at)
    drop_confirmation(confirmation)


def settle_confirmation(position: Position) -> None:
    """Let a confirmation end with its position, and go when that names another place or lasts again."""
    found = Confirmation.objects.select_related("company").filter(position=position).first()
    if found is None:
        return
    stays = rules.stays_at(company=found.company.folded, organization=position.organization_folded)
    if not stays or (found.ended_at and rules.lasts(position.ended_on)):
        drop_confirmation(found)
    elif not found.ended_at and not rules.lasts(position.ended_on):
        found.ended_at = timezone.now()
        found.save(update_fields=["ended_at"])


def drop_confirmation(confirmation: Confirmation) -> None:
    company = confirmation.company_id
    confirmation.delete()
    forget_unsaid_company(company)


def _confirm(
    position: Position, company: Company, way: ConfirmedBy, at: datetime, address_key: str = ""
) -> Confirmation:
    said = {"company": company, "way": way, "at": at, "ended_at": None, "address_key": address_key}
    return Confirmation.objects.update_or_create(position=position, defaults=said)[0]


def _hash(code: WorkCode, digits: str) -> str:
    return salted_hmac("members.work_code", f"{code.public_id}:{digits}", algorithm="sha256").hexdigest()
