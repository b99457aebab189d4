"""Where an ask would go, in words its asker reads before they send it."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from comity.foundation.core.direction import isolated
from comity.foundation.core.text import fold
from comity.people.contacts.models import Contact
from comity.people.members.models import Member
from comity.relationships.asks.models import Ask
from comity.relationships.asks.queries.helpers import ties_of
from comity.relationships.asks.registry import Plan


def network_plan(asker: Member, ask: Ask, at: datetime) -> Plan:
    """Say what an ask to one's network does. One query."""
    if not ties_of(asker).exists():
        return Plan(
            _(
                "Nobody yet: an ask goes to members with whom you have a mutual tie, and you have none so far."
            ),
            _("Nobody sees it. It is kept here until you can send it."),
            can_send=False,
            url=reverse("members:directory"),
            url_label=_("Find members you know"),
        )
    return Plan(
        _(
            "Members with whom you have a mutual tie: those likeliest to help, three at a time and five at most. You are "
            "not shown whom."
        ),
        _(
            "Your name and the words above. Whether somebody in their own book fits is worked out when they open it, and "
            "shown to them alone. You hear of a yes; a no and silence look the same."
        ),
    )


def favour_plan(asker: Member, ask: Ask, at: datetime) -> Plan:
    """Say that a favour goes to the one it names, else to one's network. One query, or two."""
    card = named_tie(asker, ask)
    if card is None:
        return network_plan(asker, ask, at)
    return Plan(
        _("%(name)s alone.") % {"name": isolated(card.full_name)},
        _("Your name and the words above. They can say yes, later or no; a no may be silent."),
    )


def named_tie(asker: Member, ask: Ask) -> Contact | None:
    """Return the only card of the asker's that an ask names and that is one of their mutual ties. One query, or none."""
    words = set(fold(ask.person).split())
    if not words:
        return None
    cards = Contact.objects.visible_to(asker).current().filter(member__in=ties_of(asker))
    found = [card for card in cards.select_related("member") if words <= set(fold(card.full_name).split())]
    return found[0] if len(found) == 1 else None
