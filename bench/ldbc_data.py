"""A folder in the layout of the LDBC SNB Interactive "vanilla" files, read into memory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Person:
    """One line of ``person``, and where they live."""

    first_name: str
    last_name: str
    gender: str
    born: datetime
    created: datetime
    address: str
    browser: str
    languages: list[str]
    emails: list[str]
    place: int


@dataclass(frozen=True, slots=True)
class Organisation:
    """A company or university by name, and the country or city it is in."""

    name: str
    place: str


@dataclass(slots=True)
class Network:
    """Everything the questions are about; people, places and messages by their own numbers."""

    people: dict[int, Person] = field(default_factory=dict)
    places: dict[int, str] = field(default_factory=dict)
    organisations: dict[int, Organisation] = field(default_factory=dict)
    knows: list[tuple[int, int]] = field(default_factory=list)
    interests: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    studied: dict[int, list[tuple[int, int]]] = field(default_factory=lambda: defaultdict(list))
    worked: dict[int, list[tuple[int, int]]] = field(default_factory=lambda: defaultdict(list))
    posts: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    """The posts each person wrote."""
    tags: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    """What each post is about."""
    answered: dict[tuple[int, int], float] = field(default_factory=lambda: defaultdict(float))
    """For two people, the smaller number first: 1 for an answer to a post, 0.5 for one to a comment."""


def read_network(folder: Path) -> Network:
    """Read the files the five questions need; the folder may hold ``static`` and ``dynamic`` or all files at once."""
    network = Network()
    network.places = {int(row[0]): row[1] for row in _rows(folder, "place")}
    homes = _pairs(folder, "person_isLocatedIn_place")
    network.people = {int(row[0]): _person(row, homes[int(row[0])]) for row in _rows(folder, "person")}
    seats = _pairs(folder, "organisation_isLocatedIn_place")
    network.organisations = {
        number: Organisation(row[2], network.places[seats[number]])
        for row in _rows(folder, "organisation")
        if (number := int(row[0])) in seats
    }
    network.knows = [(int(one), int(other)) for one, other, *_ in _rows(folder, "person_knows_person")]
    for person, tag in _rows(folder, "person_hasInterest_tag"):
        network.interests[int(person)].add(int(tag))
    for name, held in (("studyAt", network.studied), ("workAt", network.worked)):
        for person, organisation, year in _rows(folder, f"person_{name}_organisation"):
            held[int(person)].append((int(organisation), int(year)))
    _read_messages(folder, network)
    return network


def _read_messages(folder: Path, network: Network) -> None:
    post_by = _pairs(folder, "post_hasCreator_person")
    for post, person in post_by.items():
        network.posts[person].append(post)
    for post_id, tag in _rows(folder, "post_hasTag_tag"):
        network.tags[int(post_id)].add(int(tag))
    comment_by = _pairs(folder, "comment_hasCreator_person")
    for name, written_by, worth in (("post", post_by, 1.0), ("comment", comment_by, 0.5)):
        for comment, message in _pairs(folder, f"comment_replyOf_{name}").items():
            one, other = sorted((comment_by[comment], written_by[message]))
            network.answered[one, other] += worth


def _person(row: list[str], place: int) -> Person:
    _, first, last, gender, born, created, address, browser, languages, emails = row
    return Person(
        first, last, gender, _time(born), _time(created), address, browser, _list(languages), _list(emails), place
    )  # fmt: skip


def _time(milliseconds: str) -> datetime:
    return datetime.fromtimestamp(int(milliseconds) / 1000, UTC)


def _list(text: str) -> list[str]:
    return text.split(";") if text else []


def _pairs(folder: Path, name: str) -> dict[int, int]:
    return {int(row[0]): int(row[1]) for row in _rows(folder, name)}


def _rows(folder: Path, name: str) -> Iterator[list[str]]:
    """Yield the rows of all parts of a file (``name_0_0.csv``, ``name_1_0.csv``, …) without their headings."""
    parts = sorted(folder.rglob(f"{name}_[0-9]*_[0-9]*.csv"))
    if not parts:
        raise FileNotFoundError(f"{folder}: no {name}_0_0.csv")
    for part in parts:
        with part.open(encoding="utf-8", newline="\n") as file:
            next(file, None)
            for line in file:
                yield line.rstrip("\r\n").split("|")
