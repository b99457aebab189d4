"""A person's working life, apart from any format. Dates are ISO text that may be partial; an empty one is unknown."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Location:
    """Where a person lives, as far as they say."""

    address: str = ""
    postal_code: str = ""
    city: str = ""
    country_code: str = ""
    region: str = ""


@dataclass(frozen=True, slots=True)
class NetworkProfile:
    """A person's page on another site."""

    network: str = ""
    username: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Work:
    """A position, paid or as a volunteer."""

    organization: str = ""
    position: str = ""
    location: str = ""
    description: str = ""
    url: str = ""
    started: str = ""
    ended: str = ""
    summary: str = ""
    highlights: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Study:
    """A time of education."""

    institution: str = ""
    url: str = ""
    area: str = ""
    study_type: str = ""
    started: str = ""
    ended: str = ""
    score: str = ""
    courses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Award:
    """An honour."""

    title: str = ""
    date: str = ""
    awarder: str = ""
    summary: str = ""


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate."""

    name: str = ""
    date: str = ""
    url: str = ""
    issuer: str = ""


@dataclass(frozen=True, slots=True)
class Publication:
    """A publication."""

    name: str = ""
    publisher: str = ""
    date: str = ""
    url: str = ""
    summary: str = ""


@dataclass(frozen=True, slots=True)
class Skill:
    """A skill and what belongs to it."""

    name: str = ""
    level: str = ""
    keywords: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Language:
    """A language and how well it is spoken."""

    name: str = ""
    fluency: str = ""


@dataclass(frozen=True, slots=True)
class Interest:
    """An interest and what belongs to it."""

    name: str = ""
    keywords: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reference:
    """What somebody wrote about the person."""

    name: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Project:
    """A project."""

    name: str = ""
    description: str = ""
    highlights: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    started: str = ""
    ended: str = ""
    url: str = ""
    roles: tuple[str, ...] = ()
    entity: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Resume:
    """Everything a person says about their working life."""

    name: str = ""
    label: str = ""
    image: str = ""
    email: str = ""
    phone: str = ""
    url: str = ""
    summary: str = ""
    location: Location = Location()
    profiles: tuple[NetworkProfile, ...] = ()
    work: tuple[Work, ...] = ()
    volunteer: tuple[Work, ...] = ()
    education: tuple[Study, ...] = ()
    awards: tuple[Award, ...] = ()
    certificates: tuple[Certificate, ...] = ()
    publications: tuple[Publication, ...] = ()
    skills: tuple[Skill, ...] = ()
    languages: tuple[Language, ...] = ()
    interests: tuple[Interest, ...] = ()
    references: tuple[Reference, ...] = ()
    projects: tuple[Project, ...] = ()
