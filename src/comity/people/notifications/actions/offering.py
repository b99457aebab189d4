"""What a mail or the page offers to do, done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.functional import Promise

from comity.people.members.models import Member
from comity.people.notifications.actions.telling import count_anew
from comity.people.notifications.models import Notice, OfferedAct
from comity.people.notifications.queries.page import told_of
from comity.people.notifications.registry import MailAct, mail_acts


class UnknownLink(Exception):
    """No link of ours: forged, cut off, or of an account that is gone."""


class LinkOver(Exception):
    """The link was used, has expired, or what it does can no longer be done."""


@dataclass(frozen=True, slots=True)
class Offered:
    """What the page behind a link says before anything is done."""

    label: str | Promise
    about: str
    sent_at: datetime


def offered_by(token: str, *, at: datetime) -> Offered:
    """Return what a link would do, changing nothing; raises ``UnknownLink`` or ``LinkOver``."""
    offered = OfferedAct.objects.select_related("owner").of_token(token)
    act = _act_of(offered, at)
    assert offered is not None
    about = ""
    if act.describe:
        try:
            about = act.describe(offered.owner, offered.of)
        except LookupError:
            raise LinkOver from None
    return Offered(act.label, about, offered.created_at)


@transaction.atomic
def perform_offered(token: str, *, at: datetime) -> str:
    """Do once what a link stands for and return what was done; raises ``UnknownLink`` or ``LinkOver``."""
    found = OfferedAct.objects.of_token(token)
    locked = OfferedAct.objects.select_for_update(of=("self",)).select_related("owner")
    offered = locked.filter(pk=found.pk).first() if found else None
    act = _act_of(offered, at)
    assert offered is not None
    offered.used_at = at
    offered.save(update_fields=["used_at", "changed_at"])
    return _perform(act, offered.owner, offered.of, at)


@transaction.atomic
def perform_on_page(*, by: Member, public_id: str, value: str, at: datetime) -> str:
    """Do what a notice on the page offers now; raises ``Notice.DoesNotExist`` or ``LinkOver``."""
    told = told_of(by, public_id)
    offer = next((offer for offer in told.offers if offer.value == value), None)
    if offer is None:
        raise LinkOver
    said = _perform(mail_acts[offer.act.key], by, offer.act.of, at)
    Notice.objects.filter(pk=told.notice.pk).unread().update(read_at=at)
    count_anew([by.pk])
    return said


def _act_of(offered: OfferedAct | None, at: datetime) -> MailAct:
    if offered is None:
        raise UnknownLink
    act = mail_acts.get(offered.act)
    if act is None or offered.used_at or offered.expires_at <= at:
        raise LinkOver
    return act


def _perform(act: MailAct, member: Member, of: str, at: datetime) -> str:
    try:
        said = act.perform(member, of, at)
    except LookupError:
        raise LinkOver from None
    Notice.objects.visible_to(member).filter(about=of).unread().update(read_at=at)
    count_anew([member.pk])
    return said
