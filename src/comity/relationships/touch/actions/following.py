"""What follows a card when two become one, and goes back when they come apart."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from comity.people.contacts.models import Contact
from comity.relationships.touch.actions.settling import settle_rhythms
from comity.relationships.touch.models import FollowUp, Nudge, Quiet, Rhythm

_MOVED: dict[str, Any] = {"follow_ups": FollowUp, "nudges": Nudge}


def move_touch(kept: int, gone: int) -> dict[str, Any]:
    """Hand on follow-ups and nudges; who wanted to hear nothing of one, hears nothing of both."""
    told: dict[str, Any] = {}
    for name, model in _MOVED.items():
        rows = model._default_manager.filter(contact=gone)
        told[name] = list(rows.values_list("pk", flat=True))
        rows.update(contact=kept)
    there = Quiet.objects.filter(contact=kept).values_list("about", flat=True)
    quiet = Quiet.objects.filter(contact=gone).exclude(about__in=list(there))
    told["quiets"] = list(quiet.values_list("pk", flat=True))
    Quiet.objects.filter(pk__in=told["quiets"]).update(contact=kept)
    _settle(kept)
    Rhythm.objects.filter(contact=gone).delete()
    return told


def restore_touch(kept: int, gone: int, told: dict[str, Any]) -> None:
    for name, model in {**_MOVED, "quiets": Quiet}.items():
        model._default_manager.filter(pk__in=told[name], contact=kept).update(contact=gone)
    _settle(kept, gone)


def _settle(*contacts: int) -> None:
    owner = Contact.objects.select_related("owner").get(pk=contacts[0]).owner
    settle_rhythms(owner, contacts, at=timezone.now())
