"""Hearing nothing of a person until a day or for good, or of anybody for a while; and hearing of them again."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from comity.people.contacts.models import Contact
from comity.people.members.models import Member
from comity.relationships.touch.actions.settling import settle_rhythms
from comity.relationships.touch.enums import About
from comity.relationships.touch.models import Pace, Quiet
from comity.relationships.touch.queries.facts import zone_of


@transaction.atomic
def keep_quiet(*, by: Member, contact: Contact, about: About, until: date | None, at: datetime) -> None:
    """Do not bring up a person before ``until``, or never."""
    contact = Contact.objects.select_for_update().visible_to(by).get(pk=contact.pk)
    Quiet.objects.update_or_create(contact=contact, about=about, defaults={"owner": by, "until": until})
    settle_rhythms(by, [contact.pk], at=at)


@transaction.atomic
def end_quiet(*, by: Member, contact: Contact, about: About, at: datetime) -> None:
    """Let a person come up again when it is time."""
    Quiet.objects.visible_to(by).filter(contact=contact, about=about).delete()
    settle_rhythms(by, [contact.pk], at=at)


@transaction.atomic
def pause(*, by: Member, until: date | None) -> date | None:
    """Remind of nobody before ``until``; None goes on at once. Returns until when it was paused."""
    Pace.objects.get_or_create(owner=by, defaults={"zone": zone_of(by)})
    pace = Pace.objects.select_for_update().get(owner=by)
    before, pace.paused_until = pace.paused_until, until
    pace.save(update_fields=["paused_until"])
    return before
