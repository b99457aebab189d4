"""A LinkedIn archive as people download it, of any size, always the same for the same seed."""

from __future__ import annotations

import csv
import io
import random
import zipfile
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

GIVEN = (
    "Miriam Jun Sofia Tomás Aïcha Björn Chloé Dmitri Elif Fatima Giorgos Hana Ines Jakub Kwame Lena".split()
)
FAMILY = "Okafor Liang Berg Keller Quillfeather Núñez Sørensen Yılmaz Papadopoulos Novák Mensah Vale".split()
COMPANIES = ["Acme, Inc.", "Nordwind Energie", "Håndværk ApS", "Tidal & Sons", "公司 Design", "Globex"]
TITLES = ["Head of Planning", "Engineer", "Director, Operations", "Teacher", "Grid analyst", "Partner"]
NOTE = "When exporting your connection data, you may notice that some of the email addresses are missing. …"
OWNER_URL = "https://www.linkedin.com/in/ada-okafor"
OWNER_NAME = "Ada Okafor"
LAST_DAY = date(2026, 10, 1)

CONNECTION_COLUMNS = [
    "First Name",
    "Last Name",
    "URL",
    "Email Address",
    "Company",
    "Position",
    "Connected On",
]
MESSAGE_COLUMNS = (
    "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,"
    "FOLDER,ATTACHMENTS,IS MESSAGE DRAFT,IS CONVERSATION DRAFT"
).split(",")


@dataclass(frozen=True, slots=True)
class Person:
    """One made-up connection."""

    given: str
    family: str
    url: str
    email: str
    company: str
    title: str
    connected_on: date

    @property
    def name(self) -> str:
        return f"{self.given} {self.family}"


def make_people(count: int, seed: int = 1) -> list[Person]:
    """Return ``count`` different people; about one in five shares an e-mail address."""
    chance = random.Random(seed)
    people = []
    for number in range(count):
        given, family = chance.choice(GIVEN), chance.choice(FAMILY)
        if number >= len(GIVEN) * len(FAMILY):
            family = f"{family}-{number:05d}"
        email = f"person{number}@example.com" if chance.random() < 0.2 else ""
        people.append(
            Person(
                given,
                family,
                f"https://www.linkedin.com/in/person-{number}",
                email,
                chance.choice(COMPANIES),
                chance.choice(TITLES),
                LAST_DAY - timedelta(days=chance.randrange(3000)),
            )
        )
    return people


def write_archive(path: Path, people: list[Person], messages: int = 0, seed: int = 2) -> Path:
    """Write ``path`` as a ZIP with connections, messages, invitations and the owner's profile."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("Connections.csv", connections_csv(people))
        archive.writestr("messages.csv", messages_csv(people, messages, seed))
        archive.writestr("Invitations.csv", _invitations_csv(people))
        archive.writestr("Profile.csv", _profile_csv())
        archive.writestr("Positions.csv", _positions_csv())
        archive.writestr("Skills.csv", "Name\r\nGrid storage\r\nFacilitation\r\n")
    return path


def connections_csv(people: list[Person]) -> str:
    """Return Connections.csv with its preamble and one closed account at the end."""
    text = io.StringIO()
    text.write(f'Notes:\r\n"{NOTE}"\r\n\r\n')
    out = csv.writer(text)
    out.writerow(CONNECTION_COLUMNS)
    for person in people:
        day = person.connected_on.strftime("%d %b %Y")
        out.writerow(
            [person.given, person.family, person.url, person.email, person.company, person.title, day]
        )
    out.writerow(["", "", "", "", "", "", "30 Apr 2026"])
    return text.getvalue()


def messages_csv(people: list[Person], count: int, seed: int = 2) -> str:
    """Return messages.csv: mostly two people, now and then a group or a draft."""
    chance = random.Random(seed)
    text = io.StringIO()
    out = csv.writer(text, quoting=csv.QUOTE_ALL)
    out.writerow(MESSAGE_COLUMNS)
    for number in range(count):
        person = people[int(chance.random() ** 3 * len(people))]
        at = datetime(LAST_DAY.year, LAST_DAY.month, 1) - timedelta(minutes=chance.randrange(1_500_000))
        mine = chance.random() < 0.5
        sender = (OWNER_NAME, OWNER_URL) if mine else (person.name, person.url)
        receiver = (person.name, person.url) if mine else (OWNER_NAME, OWNER_URL)
        if number % 50 == 7:
            other = people[chance.randrange(len(people))]
            receiver = (f"{receiver[0]},{other.name}", f"{receiver[1]},{other.url}")
        draft = "Yes" if number % 200 == 11 else "No"
        row = [f"c{person.url[-5:]}", "", *sender, *receiver, f"{at:%Y-%m-%d %H:%M:%S} UTC"]
        out.writerow([*row, "", "About Tuesday,\nshall we?", "INBOX", "", draft, "No"])
    return text.getvalue()


def _invitations_csv(people: list[Person]) -> str:
    text = io.StringIO()
    out = csv.writer(text)
    out.writerow(["From", "To", "Sent At", "Message", "Direction", "inviterProfileUrl", "inviteeProfileUrl"])
    for person in people[:5]:
        row = [person.name, OWNER_NAME, "7/8/26, 3:43 PM", "Good to meet you in Lisbon.", "INCOMING"]
        out.writerow([*row, person.url, OWNER_URL])
    return text.getvalue()


def _profile_csv() -> str:
    text = io.StringIO()
    out = csv.writer(text)
    out.writerow(
        ["First Name", "Last Name", "Maiden Name", "Address", "Birth Date", "Headline", "Summary", "Industry"]
    )
    out.writerow(["Ada", "Okafor", "", "", "", "Grid planner who likes old houses", "", "Utilities"])
    return text.getvalue()


def _positions_csv() -> str:
    text = io.StringIO()
    out = csv.writer(text)
    out.writerow(["Company Name", "Title", "Description", "Location", "Started On", "Finished On"])
    out.writerow(["City Utility", "Grid planner", "Plans the grid.", "Lisbon", "Jan 2020", ""])
    out.writerow(["Globex", "Trainee", "", "", "2016", "Dec 2019"])
    return text.getvalue()
