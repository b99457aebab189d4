from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models, transaction
from django.utils import timezone

from comity.foundation.audit.models import AuditEntry
from comity.foundation.audit.registry import verbs

MOST_DETAIL = 2000  # characters of JSON: an entry says what happened, it is no second copy of the data


def record(
    actor: AbstractBaseUser | None,
    verb: str,
    about: models.Model | None = None,
    *,
    at: datetime | None = None,
    **detail: str | int | bool | None,
) -> AuditEntry:
    """Write down, in the caller's transaction, that ``actor`` did it; None is the instance itself."""
    if verb not in verbs:
        raise LookupError(f"no audit verb {verb!r}: register it in the app's ready()")
    if len(json.dumps(detail)) > MOST_DETAIL:
        raise ValueError(f"the detail of {verb!r} is longer than {MOST_DETAIL} characters")
    return AuditEntry.objects.create(
        actor_id=None if actor is None else actor.pk,
        verb=verb,
        about_kind="" if about is None else about._meta.label_lower,
        about_id="" if about is None else str(getattr(about, "public_id", about.pk)),
        at=at or timezone.now(),
        detail=detail,
    )


def forget_entries(about: models.Model) -> None:
    """Remove what was written down of a thing that goes with an account: it would tell which others had a part in it."""
    kind, public_id = about._meta.label_lower, str(getattr(about, "public_id", about.pk))
    AuditEntry.objects.filter(about_kind=kind, about_id=public_id).delete()


@transaction.atomic
def erase_entries(member: Any) -> Mapping[str, int]:
    """Remove what ``member`` did, and the member from what must stay."""
    own = AuditEntry.objects.filter(actor=member)
    staying = [name for name, verb in verbs.items() if verb.stays]
    kept = own.filter(verb__in=staying).update(actor=None, detail={})
    removed, _ = own.delete()
    return {"audit entries removed": removed, "audit entries without your name": kept}
