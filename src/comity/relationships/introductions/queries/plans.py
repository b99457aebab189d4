"""Where an ask for an introduction goes: on a member's own page a way to them can be looked for; else to one's network."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from comity.foundation.core.direction import isolated
from comity.people.members.models import Member
from comity.people.members.queries.directory import members_for
from comity.relationships.asks.models import Ask
from comity.relationships.asks.queries.plans import named_tie, network_plan
from comity.relationships.asks.registry import Plan


def introduction_plan(asker: Member, ask: Ask, at: datetime) -> Plan:
    """Say where an introduction is asked for. Four queries at most."""
    known = named_tie(asker, ask)
    if known is not None:
        return Plan(
            _("Nobody: you have a mutual tie with %(name)s yourself.") % {"name": isolated(known.full_name)},
            _("Nobody sees it. Write to them, or change the person above."),
            can_send=False,
            url=reverse("pages:person", args=[known.public_id]),
            url_label=_("Your page of them"),
        )
    plan = network_plan(asker, ask, at)
    found = members_for(asker, named=ask.person).object_list if ask.person else []
    if len(found) != 1:
        return plan
    there = reverse("introductions:way", args=[found[0].public_id])
    label = _("Or look for a way to %(name)s, who is a member") % {"name": isolated(found[0].name)}
    return replace(plan, url=there, url_label=label)
