"""Suggestions in the weekly letter: answered from there one by one, or all that it listed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from comity.people.contacts.models import Contact
from comity.people.members.models import Member
from comity.people.notifications.registry import mail_acts, weekly_sections
from comity.relationships.sources.actions.suggesting import suggest
from comity.relationships.sources.rules.suggestions import Suggestion, calendar_key
from comity.relationships.ties.enums import Kind, Source, Status
from comity.relationships.ties.models import Interaction, Tie
from tests.relationships.sources.calendars import ZOE


def suggested(ada: Member, number: int) -> None:
    found = [
        Suggestion(
            calendar_key(str(n), ""),
            Kind.MET,
            date(2026, 11, 1) + timedelta(n),
            (ZOE,),
            Source.CALENDAR,
            summary="Tea",
        )
        for n in range(number)
    ]
    suggest(to=ada, found=found)


def section(ada: Member) -> list[tuple[str, list[str]]]:
    made = weekly_sections["sources"].load(ada, timezone.now())
    return [(line.text, [act.key for act in line.acts]) for line in made.lines] if made else []


def test_nothing_waits_nothing_is_said(ada: Member, cleo: Member, zoe: Contact) -> None:
    assert section(ada) == []
    suggested(ada, 1)
    assert section(cleo) == []


def test_each_is_listed_with_a_yes_and_a_no(ada: Member, zoe: Contact) -> None:
    suggested(ada, 2)
    assert section(ada) == [
        ("2 may have taken place", ["sources.confirm_all"]),
        ("Met in person: Zoë Quillfeather, 2 November 2026", ["sources.confirm", "sources.dismiss"]),
        ("Met in person: Zoë Quillfeather, 1 November 2026", ["sources.confirm", "sources.dismiss"]),
    ]


def test_more_than_are_listed_cannot_be_confirmed_at_once(ada: Member, zoe: Contact) -> None:
    suggested(ada, 11)
    assert section(ada)[0] == ("11 may have taken place", [])
    assert len(section(ada)) == 11


def test_yes_and_no_do_what_they_say_once(ada: Member, cleo: Member, zoe: Contact) -> None:
    suggested(ada, 2)
    first, second = Interaction.objects.order_by("on")
    now = timezone.now()
    with pytest.raises(LookupError):
        mail_acts["sources.confirm"].perform(cleo, first.public_id, now)
    assert "Zoë" in mail_acts["sources.confirm"].describe(ada, first.public_id)  # type: ignore[misc]
    mail_acts["sources.confirm"].perform(ada, first.public_id, now)
    mail_acts["sources.dismiss"].perform(ada, second.public_id, now)
    assert list(Interaction.objects.order_by("on").values_list("status", flat=True)) == [
        Status.CONFIRMED,
        Status.DISMISSED,
    ]
    assert Tie.objects.get(contact=zoe).last_on == first.on
    for key, one in (("sources.confirm", second), ("sources.dismiss", first)):
        with pytest.raises(LookupError):
            mail_acts[key].perform(ada, one.public_id, now)


def test_yes_to_all_means_those_of_the_letter_as_they_were(ada: Member, zoe: Contact) -> None:
    suggested(ada, 2)
    sent = timezone.now().isoformat()
    suggested(ada, 3)
    act = mail_acts["sources.confirm_all"]
    assert act.describe(ada, sent) == "2 things you were asked about"  # type: ignore[misc]
    assert act.perform(ada, sent, timezone.now()) == "2 are confirmed."
    assert Interaction.objects.filter(status=Status.SUGGESTED).count() == 1
    for until in (sent, "nonsense"):
        with pytest.raises(LookupError):
            act.perform(ada, until, timezone.now())


def test_a_person_who_is_gone_is_not_asked_about(ada: Member, zoe: Contact) -> None:
    suggested(ada, 1)
    Contact.objects.update(deleted_at=timezone.now())
    assert section(ada) == []
