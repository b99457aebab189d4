"""How the viewer keeps in touch with one of their people."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from comity.people.contacts.models import Contact
from comity.people.members.models import Member
from comity.relationships.touch.enums import About
from comity.relationships.touch.models import Quiet, Rhythm
from comity.relationships.touch.queries.facts import facts_of, tag_cadences, ties_in, today_of
from comity.relationships.touch.queries.follow_ups import follow_ups_with
from comity.relationships.touch.queries.words import cadence_choices, rhythm_in_words
from comity.relationships.touch.rules.rhythm import LONGEST, free_on, may_nudge


def section_for(viewer: Member, contact: Contact, at: datetime) -> dict[str, Any] | None:
    """Return what a person's page says of keeping in touch; None for cards put away. Five queries."""
    if contact.archived_at is not None:
        return None
    today = today_of(viewer, at)
    ties = list(ties_in(viewer.pk, [contact.pk]))
    rhythm = Rhythm.objects.visible_to(viewer).filter(contact=contact).first()
    answered = [contact.pk] if rhythm and rhythm.is_answered else []
    known = facts_of(ties, tag_cadences(viewer.pk, [contact.pk]), answered, today).get(contact.pk)
    quiet = Quiet.objects.visible_to(viewer).filter(contact=contact, about=About.NUDGE).first()
    is_off = quiet is not None and (quiet.until is None or quiet.until > today)
    is_on = known is not None and may_nudge(known)
    return {
        "contact": contact,
        "follow_ups": follow_ups_with(viewer, contact, at),
        "rhythm": rhythm_in_words(known) if known and is_on else "",
        "next_on": max(rhythm.due_on, today) if rhythm and rhythm.due_on and not is_off else None,
        "is_time": known is not None and is_on and today >= free_on(known),
        "is_off": is_off,
        "off_until": quiet.until if quiet else None,
        "choices": cadence_choices(known.cadence if known else None),
        "longest": LONGEST,
        "today": today,
    }
