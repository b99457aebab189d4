"""Leaving: everything of a member's goes in one transaction, and a receipt that names nobody stays."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial

from allauth.account.models import EmailAddress
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.core.files.storage import default_storage
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from comity.doors.exchange.actions.ledger import digest_of, erased_digests, note_erasure
from comity.doors.exchange.models import (
    CardAddition,
    ErasureReceipt,
    ExportRun,
    FieldChange,
    FoundInteraction,
    FoundPerson,
    Import,
    ImportRow,
)
from comity.foundation.audit.models import AuditEntry
from comity.foundation.core.ids import new_public_id
from comity.foundation.core.registry import erasers
from comity.people.companies.models import Company
from comity.people.members.models import Member

# What a job's payload may name of a member's, and whose rows those are.
_OF_MEMBER: dict[str, Callable[[Member], set[int]]] = {
    "member": lambda member: {member.pk},
    "owner": lambda member: {member.pk},
    "import": lambda member: set(Import.objects.filter(owner=member).values_list("pk", flat=True)),
    "export": lambda member: set(ExportRun.objects.filter(owner=member).values_list("pk", flat=True)),
    "invitation": lambda member: set(member.invitations.values_list("pk", flat=True)),
}


def erase_member(*, by: Member, at: datetime) -> ErasureReceipt:
    """Erase the member's account with everything of theirs; all of it, or after an error nothing."""
    noted = False
    try:
        with transaction.atomic():
            receipt = _erase(by.pk, at)
            note_erasure(by.public_id, at=at)
            noted = True
    except BaseException:
        if noted:
            note_erasure(by.public_id, at=at, undone=True)
        raise
    return receipt


def erase_again(*, at: datetime) -> int:
    """Erase everybody in the ledger who is here, as after the restore of an older backup; return how many."""
    erased = erased_digests()
    back = [
        pk
        for pk, public_id in Member.objects.values_list("pk", "public_id")
        if digest_of(public_id) in erased
    ]
    for pk in back:
        with transaction.atomic():
            _erase(pk, at)
    return len(back)


def _erase(pk: int, at: datetime) -> ErasureReceipt:
    member = Member.objects.select_for_update().get(pk=pk)
    counts: Counter[str] = Counter()
    for eraser in sorted(erasers.values(), key=lambda one: one.order):
        counts.update(eraser.erase(member))
    return ErasureReceipt.objects.create(
        number=new_public_id(), on=at.date(), counts={what: count for what, count in counts.items() if count}
    )


def erase_exchanges(member: Member) -> Mapping[str, int]:
    """Remove what a member brought in and took out: the files, and what was noted while they were read."""
    uploads, exports = Import.objects.filter(owner=member), ExportRun.objects.filter(owner=member)
    found = FoundPerson.objects.filter(upload__in=uploads)
    _delete_later([*uploads.values_list("file", flat=True), *exports.values_list("file", flat=True)])
    _delete_later(list(found.values_list("photo", flat=True)))
    counts = {"imports": uploads.count(), "exports": exports.count()}
    _drop_jobs(member)
    for model in (CardAddition, FieldChange, FoundInteraction, ImportRow):
        model._default_manager.filter(upload__in=uploads).delete()
    found.filter(twin__isnull=False).update(twin=None)
    found.delete()
    uploads.delete()
    exports.delete()
    return counts


def erase_leftovers(member: Member) -> Mapping[str, int]:
    """Remove what points at a member without a key of the database: sessions, what was done to them, companies."""
    about = AuditEntry.objects.filter(about_kind=member._meta.label_lower, about_id=member.public_id)
    about.update(about_id="", detail={})
    named = set(member.positions.exclude(company=None).values_list("company", flat=True))
    member.positions.all().delete()
    _drop_companies(named)
    _drop_sessions(member)
    return {}


def _drop_jobs(member: Member) -> None:
    mine = {name: rows(member) for name, rows in _OF_MEMBER.items()}
    gone = []
    for pk, arguments in DBTaskResult.objects.values_list("pk", "args_kwargs").iterator():
        payload = next((one for one in arguments.get("args", ()) if isinstance(one, dict)), {})
        if any(payload.get(name) in pks for name, pks in mine.items()):
            gone.append(pk)
    DBTaskResult.objects.filter(pk__in=gone).delete()


def _drop_companies(named: set[int]) -> None:
    """Forget companies that only this member's profile named; one with a page of its own stays."""
    for company in Company.objects.filter(pk__in=named, website=""):
        used = any(
            getattr(company, related.get_accessor_name() or "").exists()
            for related in company._meta.related_objects
            if related.multiple
        )
        if not used:
            company.delete()


def _drop_sessions(member: Member) -> None:
    """End every session that is signed in as the member or holds an address of theirs, say halfway through sign-in."""
    addresses = {member.email, *EmailAddress.objects.filter(user=member).values_list("email", flat=True)}
    gone = []
    for session in Session.objects.iterator():
        data = session.get_decoded()
        words = set(re.split(r"['\"]", str(data).casefold()))  # whole strings: ba@ is not a@
        if data.get(SESSION_KEY) == str(member.pk) or not words.isdisjoint(map(str.casefold, addresses)):
            gone.append(session.pk)
    Session.objects.filter(pk__in=gone).delete()


def _delete_later(names: list[str]) -> None:
    for name in filter(None, names):
        transaction.on_commit(partial(default_storage.delete, name))
