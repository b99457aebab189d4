"""Two years of what the personas of the demo did with people, what they answered, and what they mean to do."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from django.utils import timezone

from comity.config.demo.memories import (
    CADENCES,
    FAVOURS,
    FAVOURS_EACH,
    FOLLOW_UP_DAYS,
    FOLLOW_UPS,
    HAPPENED,
    MEMORIES,
    NOTES,
    PLACES,
    TOGETHER,
)
from comity.config.demo.rhythms import TIED, WITH_MESSAGES, WITHOUT, days_of
from comity.foundation.core.enums import Precision
from comity.people.contacts.models import Contact
from comity.people.members.models import Member
from comity.relationships.ties.actions.answers import take_answers
from comity.relationships.ties.actions.favours import note_favour
from comity.relationships.ties.actions.interactions import Happening
from comity.relationships.ties.actions.many import Past, log_interactions
from comity.relationships.ties.actions.notes import tag_contacts, write_tie
from comity.relationships.ties.enums import Answer, Kind
from comity.relationships.touch.actions.cadences import choose_tag_cadences
from comity.relationships.touch.actions.follow_ups import add_follow_up

REMEMBERED: Final = 32  # of whom there are notes
_LONG_AGO: Final = timedelta(days=540)  # before that only the month is known


@dataclass(frozen=True, slots=True)
class Circle:
    """Whom a persona knows well."""

    tied: list[Contact]  # members with whom there is a mutual tie
    writing: list[Contact]  # people with messages in the archive
    quiet: list[Contact]  # people without


def remember(owner: Member, well: int, sorts: bool, chance: random.Random, today: date) -> None:
    """Fill what a book does not say of the ``well`` people its owner knows; with ``sorts`` they were asked about too."""
    circle = known_well(owner, well)
    people = [*circle.tied, *circle.writing, *circle.quiet]
    chance.shuffle(people)
    for contact in people[:REMEMBERED]:
        how, note, tag = chance.choice(MEMORIES)
        write_tie(by=owner, contact=contact, notes=note, how_met=how, tags=[tag])
    for number, (_how, _note, tag) in enumerate(MEMORIES):  # some share a tag and nothing more
        some = people[REMEMBERED + number :: 2 * len(MEMORIES)]
        tag_contacts(by=owner, ids=[contact.public_id for contact in some], tag=tag)
    log_interactions(by=owner, pasts=what_happened(circle, chance, today), today=today)
    if sorts:
        answer(owner, people, chance)
    now = timezone.now()
    tags = {tag: days for tag, days in CADENCES.items() if owner.tags.filter(name=tag).exists()}
    choose_tag_cadences(by=owner, days=tags, at=now)
    loose = [
        contact for contact in people if contact.member_id is None
    ]  # tied ones have favours of their own
    for contact, (helped, state, what) in zip(loose[4:], chance.sample(FAVOURS, FAVOURS_EACH), strict=False):
        day = today - timedelta(days=chance.randint(9, 60))
        note_favour(by=owner, contact=contact, helped=helped, what=what, state=state, on=day, today=today)
    to_do = zip(FOLLOW_UP_DAYS, chance.sample(FOLLOW_UPS, len(FOLLOW_UP_DAYS)), strict=True)
    for contact, (days, what) in zip(loose[9:], to_do, strict=False):
        due_on = today + timedelta(days=days)
        add_follow_up(by=owner, contact=contact, due_on=due_on, what=what, at=now - timedelta(days=8))


def known_well(owner: Member, well: int) -> Circle:
    """Return whom the owner knows: of those who are no members yet, two with messages for each one without."""
    book = Contact.objects.visible_to(owner).current().order_by("pk")
    others = list(book.filter(member=None))
    third = len(others) // 3  # so many have messages in the archive
    return Circle(
        tied=list(book.exclude(member=None)),
        writing=others[: min(well * 2 // 3, third)],
        quiet=others[third : third + well // 3],
    )


def what_happened(circle: Circle, chance: random.Random, today: date) -> list[Past]:
    """Make up what happened: each has a rhythm of their own, and some meet together."""
    pasts = [
        _past(_happening(day, chance, today), (contact.pk,))
        for people, paces in ((circle.tied, TIED), (circle.writing, WITH_MESSAGES), (circle.quiet, WITHOUT))
        for number, contact in enumerate(people)
        for day in days_of(paces[number % len(paces)], chance, today)
    ]
    lively = [contact.pk for contact in [*circle.tied, *circle.writing[::3]]]
    for line in TOGETHER * 2:
        day = today - timedelta(days=chance.randint(10, 500))
        some = tuple(chance.sample(lively, min(len(lively), chance.randint(2, 4))))
        pasts.append(_past(Happening(Kind.MET, day, summary=line, place=chance.choice(PLACES)), some))
    return pasts


def _past(happening: Happening, contacts: tuple[int, ...]) -> Past:
    evening = timezone.make_aware(datetime.combine(happening.on, time(20)))
    return Past(happening, contacts, noted_at=evening)


def answer(owner: Member, people: Sequence[Contact], chance: random.Random) -> None:
    """Let most be asked and helped, as those who are sorted first are."""
    kinds = (Answer.BOTH, Answer.HELP, Answer.ASK, Answer.NOT_NOW)
    given = {contact.pk: chance.choices(kinds, (70, 13, 8, 9))[0] for contact in people}
    take_answers(by=owner, answers=given, at=timezone.now())


def _happening(day: date, chance: random.Random, today: date) -> Happening:
    kind = chance.choices(list(HAPPENED), [often for often, _lines in HAPPENED.values()])[0]
    is_long_ago = today - day > _LONG_AGO and chance.random() < 0.3
    return Happening(
        kind,
        day,
        precision=Precision.MONTH if is_long_ago else Precision.DAY,
        summary=chance.choice(HAPPENED[kind][1]),
        place=chance.choice(PLACES) if kind in (Kind.MET, Kind.EVENT) else "",
        note=chance.choice(NOTES) if chance.random() < 0.08 else "",
    )
