"""A book of any size, filled as members fill them: by a file of cards and one of messages."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

from django.conf import settings
from faker import Faker

from bench.linkedin_archive import write_messages
from comity.doors.exchange.actions.whole import import_file
from comity.formats.card import Card, Value
from comity.formats.vcard.writer import write
from comity.foundation.core.text import fold
from comity.people.members.models import Member

LATIN = ["en_GB", "de_DE", "fr_FR", "pl_PL", "es_ES", "vi_VN"]
OTHER = ["ja_JP", "ru_RU", "el_GR", "ar_EG", "he_IL", "ko_KR"]
OTHER_SHARE = 0.15
TAGS = ["energy", "mentor", "alumni", "Lisbon", "ask about permits", "conference"]
MESSAGES_EACH = 3


def people(count: int, seed: int = 1) -> list[Card]:
    """Return cards with addresses, numbers and tags; names repeat, some are not in Latin letters."""
    chance = random.Random(seed)
    names = {place: _names(place, 120 if place in OTHER else 400) for place in (*LATIN, *OTHER)}
    firms = _firms(count // 10 + 20)
    return [_card(number, chance, names, firms) for number in range(count)]


def _names(place: str, count: int) -> tuple[list[str], list[str]]:
    fake = Faker(place)
    fake.seed_instance(7)
    return [fake.first_name() for _ in range(count)], [fake.last_name() for _ in range(3 * count)]


def _firms(count: int) -> list[str]:
    fake = Faker("en_GB")
    fake.seed_instance(7)
    return [fake.company() for _ in range(count)]


def _card(
    number: int, chance: random.Random, names: dict[str, tuple[list[str], list[str]]], firms: list[str]
) -> Card:
    given, family = names[chance.choice(OTHER if chance.random() < OTHER_SHARE else LATIN)]
    card = Card(given=chance.choice(given), family=chance.choice(family))
    mailbox = fold(card.name).replace(" ", ".") + (str(number) if number % 3 else "")
    at = "gmail.example" if chance.random() < 0.4 else f"firm{number % 500}.example"
    values = [
        Value("url", _profile(number)),
        Value("email", f"{mailbox}@{at}", "work"),
        Value("phone", f"+49 30 {1_000_000 + number}", "mobile"),
    ]
    if chance.random() < 0.3:
        values.append(Value("address", f"{number % 200 + 1} Long Street\nLeeds LS1 4AP\nUK", "home"))
    return replace(
        card,
        organization=chance.choice(firms),
        title=chance.choice(("Engineer", "Head of Planning", "Teacher", "Partner")),
        note="Met at the fair; likes old houses." if chance.random() < 0.2 else "",
        values=tuple(values),
        tags=tuple(chance.sample(TAGS, chance.randrange(3))),
    )


def fill(owner: Member, cards: list[Card]) -> None:
    """Bring the cards in, then messages with a third of them."""
    folder = Path(settings.DATA_DIR).parent
    book, messages = folder / "people.vcf", folder / "messages.csv"
    with book.open("wb") as file:
        file.writelines(write(cards, "4.0"))
    known = [(card.given, card.family, _profile(number)) for number, card in enumerate(cards)]
    write_messages(messages, known, MESSAGES_EACH * len(cards))
    for path in (book, messages):
        summary = import_file(path, owner)
        if not summary.ok:
            raise RuntimeError(f"{path.name}: {summary.problem}")


def _profile(number: int) -> str:
    return f"https://www.linkedin.com/in/person-{number:06x}"
