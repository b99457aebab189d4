"""How the demo comes about: accounts let in together, and books by the same import that members use."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils import timezone

from comity.config.demo.archives import Connection, Message, connections_csv, messages_csv, table, write_zip
from comity.config.demo.asking import ask_networks
from comity.config.demo.between import ask_favours, let_mornings_come, tie_members, tie_personas
from comity.config.demo.body import MEMBERS, YEARS, Somebody, everybody, some_day
from comity.config.demo.finding import let_be_found
from comity.config.demo.insiders import offer_and_book
from comity.config.demo.letters import write_letters
from comity.config.demo.pasts import remember
from comity.config.demo.personas import PERSONAS, Persona
from comity.config.demo.running import run_the_body
from comity.config.demo.scenes import set_scene
from comity.doors.exchange.actions.whole import import_file
from comity.foundation.core.audience import PUBLIC
from comity.foundation.core.enums import Precision
from comity.people.members.actions.entrance.enrolling import Newcomer, enrol_members
from comity.people.members.actions.profile.editing import describe, save_position, say_words
from comity.people.members.enums import DetailKind, WordKind
from comity.people.members.models import Detail, Member, Position

SEED = 20_26
Say = Callable[[str], None]


def make_demo(say: Say, today: date, members: int = MEMBERS) -> None:
    """Fill an empty database with the body and the books of its five personas. Under a minute."""
    chance = random.Random(SEED)
    people = everybody(chance, members)
    say("Making up members …")
    with transaction.atomic():
        add_members([one for one in people if one.is_member], chance, today)
        owners = [(_fitting(persona, len(people)), add_persona(persona, today)) for persona in PERSONAS]
    now = timezone.now()
    known: dict[str, list[Somebody]] = {}
    for persona, owner in owners:
        say(f"Filling the book of {persona.name} …")
        chance = random.Random(f"{SEED}{persona.key}")
        known[persona.key] = fill_book(persona, owner, people, chance, today)
        with transaction.atomic():
            tie_members(owner, chance, now)
            let_be_found(owner, now)
    who = {persona.key: owner for persona, owner in owners}
    tie_personas(who, now)
    for persona, owner in owners:
        say(f"Living through two years of {persona.name} …")
        chance = random.Random(f"{SEED}{persona.key} lives")
        with transaction.atomic():
            remember(owner, persona.knows, persona.sorts, chance, today)
        set_scene(persona.key, owner, known[persona.key], chance, today)
    say("Waiting for the morning …")
    with transaction.atomic():
        ask_favours(who, now)
        ask_networks(who, now)
        write_letters(who, now)
        run_the_body(who, now)
        offer_and_book(who, now)
        let_mornings_come(who, now)


def _fitting(persona: Persona, people: int) -> Persona:
    """Return the persona with a book that a smaller body can fill."""
    book = min(persona.book, people // 2)
    return replace(persona, book=book, knows=min(persona.knows, book * 2 // 3))


def add_members(people: Sequence[Somebody], chance: random.Random, today: date) -> None:
    """Let in members who only said a few lines about themselves."""
    enrol_members([_newcomer(one, number, chance, today) for number, one in enumerate(people)])


def _newcomer(one: Somebody, number: int, chance: random.Random, today: date) -> Newcomer:
    email = Detail(kind=DetailKind.EMAIL, value=one.email, label="work", audience_kind="members")
    position = Position(
        organization=one.company,
        title=one.title,
        audience_kind=PUBLIC if chance.random() < 0.4 else "members",
        started_on=some_day(chance, today, 9).replace(day=1),
        started_precision=Precision.MONTH,
    )
    return Newcomer(
        one.email,
        one.name,
        joined_at=_moment(some_day(chance, today)),
        time_zone="Europe/Berlin",
        texts={
            "headline": f"{one.title}, {one.company}",
            "place": one.place,
            "can_help": f"A question on {one.topics[0]}",
            "ask_me_about": one.topics[1],
        },
        details=[email] if number % 2 == 0 else [],
        positions=[position],
        words=[(WordKind.INDUSTRY, one.industry), *((WordKind.SKILL, topic) for topic in one.topics)],
    )


def add_persona(persona: Persona, today: date) -> Member:
    """Add one of the five, with a whole profile."""
    member = Member.objects.create_user(
        persona.email,
        name=persona.name,
        time_zone=persona.time_zone,
        is_operator=persona.runs_it,
        joined_at=_moment(today - timedelta(days=365 * YEARS)),
        welcomed_at=_moment(today - timedelta(days=365 * YEARS)),
    )
    EmailAddress.objects.create(user=member, email=member.email, verified=True, primary=True)
    describe(
        by=member,
        headline=persona.headline,
        about=persona.about,
        place=persona.place,
        can_help=persona.can_help,
        looks_for=persona.looks_for,
        ask_me_about=persona.skills[0],
    )
    say_words(by=member, kind=WordKind.SKILL, words=[(skill, "") for skill in persona.skills])
    say_words(by=member, kind=WordKind.LANGUAGE, words=persona.languages)
    save_position(
        by=member,
        position=Position(
            organization=persona.company,
            title=persona.title,
            started_on=date(today.year - 4, 3, 1),
            audience_kind=PUBLIC,
        ),
    )
    return member


def fill_book(
    persona: Persona, owner: Member, people: Sequence[Somebody], chance: random.Random, today: date
) -> list[Somebody]:
    """Import a LinkedIn archive of two years and a phone's contacts; return who is in the archive."""
    known = chance.sample(list(people), persona.book)
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder) / f"Basic_LinkedInDataExport_{today:%m-%d-%Y}.zip"
        write_zip(archive, linkedin_files(persona, known, chance, today))
        import_file(archive, owner)
        phone = Path(folder) / "Contacts from my phone.csv"
        phone.write_text(phone_csv(chance.sample(known, 12) + chance.sample(list(people), 18), chance))
        import_file(phone, owner)
    return known


def linkedin_files(
    persona: Persona, known: Sequence[Somebody], chance: random.Random, today: date
) -> dict[str, str]:
    """Return the files of an archive: every connection, and messages with those one does write to."""
    me = (persona.name, f"https://www.linkedin.com/in/{persona.key}")
    connections = [
        Connection(
            one.given,
            one.family,
            one.profile_url,
            one.email if chance.random() < 0.3 else "",
            one.company,
            one.title,
            some_day(chance, today, 6),
        )
        for one in known
    ]
    messages = []
    for number, one in enumerate(connections[: len(connections) // 3]):
        them = (one.name, one.url)
        for _letter in range(chance.randint(1, 14)):
            day = some_day(chance, today)
            sender, receiver = (me, them) if chance.random() < 0.5 else (them, me)
            at = datetime.combine(day, time(chance.randint(7, 20), chance.randrange(60)))
            messages.append(Message(f"conversation-{number}", sender, receiver, at))
    return {"Connections.csv": connections_csv(connections), "messages.csv": messages_csv(messages)}


def phone_csv(people: Sequence[Somebody], chance: random.Random) -> str:
    """Return a Google contacts file: numbers, addresses, labels."""
    columns = (
        "First Name,Last Name,Organization Name,Organization Title,Labels,E-mail 1 - Label,E-mail 1 - Value,"
        "Phone 1 - Label,Phone 1 - Value,Address 1 - Label,Address 1 - Formatted"
    ).split(",")
    rows = [
        [
            *(one.given, one.family, one.company, one.title),
            f"* myContacts ::: {chance.choice(['Lisbon 2025', 'choir', 'board'])}",
            *("work", one.email, "mobile", f"+49 151 {chance.randrange(10**7, 10**8)}", "work", one.place),
        ]
        for one in people
    ]
    return table(columns, rows)


def _moment(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(9)))
