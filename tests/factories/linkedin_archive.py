"""A LinkedIn archive as people download it, of any size, always the same for the same seed."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

from comity.config.demo.archives import Connection, Message, connections_csv, messages_csv, table, write_zip

GIVEN = (
    "Miriam Jun Sofia Tomás Aïcha Björn Chloé Dmitri Elif Fatima Giorgos Hana Ines Jakub Kwame Lena".split()
)
FAMILY = "Okafor Liang Berg Keller Quillfeather Núñez Sørensen Yılmaz Papadopoulos Novák Mensah Vale".split()
COMPANIES = ["Acme, Inc.", "Nordwind Energie", "Håndværk ApS", "Tidal & Sons", "公司 Design", "Globex"]
TITLES = ["Head of Planning", "Engineer", "Director, Operations", "Teacher", "Grid analyst", "Partner"]
OWNER = ("Ada Okafor", "https://www.linkedin.com/in/ada-okafor")
LAST_DAY = date(2026, 10, 1)


def make_people(count: int, seed: int = 1) -> list[Connection]:
    """Return ``count`` different people; about one in five shares an e-mail address."""
    chance = random.Random(seed)
    people = []
    for number in range(count):
        given, family = chance.choice(GIVEN), chance.choice(FAMILY)
        if number >= len(GIVEN) * len(FAMILY):
            family = f"{family}-{number:05d}"
        people.append(
            Connection(
                given,
                family,
                f"https://www.linkedin.com/in/person-{number}",
                f"person{number}@example.com" if chance.random() < 0.2 else "",
                chance.choice(COMPANIES),
                chance.choice(TITLES),
                LAST_DAY - timedelta(days=chance.randrange(3000)),
            )
        )
    return people


def write_archive(path: Path, people: list[Connection], messages: int = 0, seed: int = 2) -> Path:
    """Write ``path`` as a ZIP with connections, messages, invitations and the owner's profile."""
    return write_zip(
        path,
        {
            "Connections.csv": connections_csv(people),
            "messages.csv": messages_csv(_messages(people, messages, seed)),
            "Invitations.csv": _invitations_csv(people),
            "Profile.csv": table(
                "First Name,Last Name,Maiden Name,Address,Birth Date,Headline,Summary,Industry".split(","),
                [["Ada", "Okafor", "", "", "", "Grid planner who likes old houses", "", "Utilities"]],
            ),
            "Positions.csv": table(
                "Company Name,Title,Description,Location,Started On,Finished On".split(","),
                [
                    ["City Utility", "Grid planner", "Plans the grid.", "Lisbon", "Jan 2020", ""],
                    ["Globex", "Trainee", "", "", "2016", "Dec 2019"],
                ],
            ),
            "Skills.csv": table(["Name"], [["Grid storage"], ["Facilitation"]]),
        },
    )


def _messages(people: list[Connection], count: int, seed: int) -> Iterator[Message]:
    """Yield messages: mostly between two people, now and then to a group, or a draft."""
    chance = random.Random(seed)
    for number in range(count):
        person = people[int(chance.random() ** 3 * len(people))]
        at = datetime(LAST_DAY.year, LAST_DAY.month, 1) - timedelta(minutes=chance.randrange(1_500_000))
        ends = [OWNER, (person.name, person.url)]
        if chance.random() < 0.5:
            ends.reverse()
        sender, receiver = ends
        if number % 50 == 7:
            other = people[chance.randrange(len(people))]
            receiver = (f"{receiver[0]},{other.name}", f"{receiver[1]},{other.url}")
        yield Message(f"c{person.url[-5:]}", sender, receiver, at, is_draft=number % 200 == 11)


def _invitations_csv(people: list[Connection]) -> str:
    columns = "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl".split(",")
    note = "Good to meet you in Lisbon."
    return table(
        columns,
        [
            [person.name, OWNER[0], "7/8/26, 3:43 PM", note, "INCOMING", person.url, OWNER[1]]
            for person in people[:5]
        ],
    )
