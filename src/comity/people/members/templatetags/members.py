"""What the entrance pages need to know about the instance and the visitor."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django import template
from django.conf import settings
from django.template import Context
from django.urls import reverse

from comity.foundation.core.registry import settings_pages
from comity.people.members.enums import Standing
from comity.people.members.http.adapters import door_for
from comity.people.members.http.invited import invitation_in_hand
from comity.people.members.http.sessions import session_handle
from comity.people.members.models import Member
from comity.people.members.rules.devices import device
from comity.people.members.rules.registration import standing_at_sign_up

if TYPE_CHECKING:
    from django.utils.functional import Promise

register = template.Library()
register.filter("session_handle", session_handle)
register.filter("device", device)


@dataclass(frozen=True, slots=True)
class SettingsPlace:
    """A page under Settings, as the page at hand shows it."""

    url: str
    label: str | Promise
    text: str | Promise
    icon: str
    is_current: bool


@register.simple_tag(takes_context=True)
def settings_places(context: Context) -> list[SettingsPlace]:
    """Return every page under Settings, in order."""
    path = context["request"].path
    entries = sorted(settings_pages.values(), key=lambda entry: entry.order)
    places = [(reverse(entry.url_name), entry) for entry in entries]
    return [SettingsPlace(url, e.label, e.text, e.icon, path.startswith(url)) for url, e in places]


@register.simple_tag(takes_context=True)
def entrance_door(context: Context) -> str:
    """Name what this visitor finds who wants to sign up; two queries at most."""
    return door_for(context["request"]).name


@register.simple_tag(takes_context=True)
def invited_by(context: Context) -> Member | None:
    """Return who invited this visitor; one query if they hold an invitation, else none."""
    invitation = invitation_in_hand(context["request"])
    return invitation.inviter if invitation else None


@register.simple_tag(takes_context=True)
def approval_needed(context: Context) -> bool:
    """Tell whether a new account of this visitor would wait for the operator."""
    inviter = invited_by(context)
    by_operator = bool(inviter and inviter.is_operator)
    return standing_at_sign_up(settings.REGISTRATION, invited_by_operator=by_operator) == Standing.WAITING
