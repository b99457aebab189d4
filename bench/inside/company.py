"""Companies of many positions, shown to everybody or to hardly anybody; see ``bench.company``."""

from __future__ import annotations

import random
from datetime import date, timedelta
from itertools import chain
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from bench.inside.instance import make_member, signed_in
from bench.inside.lending import insert
from bench.measure import timed
from bench.report import Figure, say
from comity.foundation.core.ids import new_public_id
from comity.foundation.core.statistics import look_anew
from comity.people.companies.models import Company
from comity.people.contacts.models import Contact, Origin
from comity.people.members.models import Member, Position
from comity.people.members.queries.companies import companies_for, members_at
from comity.relationships.insiders.models import Offer
from comity.relationships.mutual.actions.joining import join_members
from comity.relationships.mutual.enums import Via

PEOPLE, PEOPLE_QUICK, COMPANIES = 50_000, 5_000, 3_000
LARGE, SHUT, SMALL = "Nordwind", "Hinterland", "Acme"
TIES, CARDS, OFFERS = 40, 400, 500
PAGE_GOAL_MS = 100
# Session 2, company, quota, up to three parts of the list; on the first page the book 7 and offers 1, else the row it goes on after.
QUERIES = {"first page": 16, "middle": 9, "last page": 9, "directory": 3, "directory, last page": 4}


def measure(*, quick: bool) -> list[Figure]:
    people, times = PEOPLE_QUICK if quick else PEOPLE, 20 if quick else 40
    viewer = make_member("Ada Okafor")
    Member.objects.filter(pk=viewer.pk).update(joined_at=timezone.now() - timedelta(days=400))
    viewer.refresh_from_db()
    members = fill(viewer, people)
    look_anew(Member, Position, Company, Offer, Contact)
    here = signed_in(viewer)
    figures = [
        Figure(name=f"positions at {LARGE}", value=Position.objects.filter(organization=LARGE).count())
    ]
    few = _pages(viewer, SMALL)
    for name, address in _pages(viewer, LARGE).items():
        figures += _of_page(here, name, address, few.get(name, ""), times)
    shut = reverse("members:company", args=[Company.objects.get(name=SHUT).public_id])
    figures.append(
        Figure(
            name=f"first page where {len(members)} positions are shown to hardly anybody: p95 on the server",
            value=timed(lambda: here.get(shut), times=times).p95,
            unit="ms",
            goal=f"<= {PAGE_GOAL_MS}",
        )
    )
    return figures


def _of_page(here: Client, name: str, address: str, few: str, times: int) -> list[Figure]:
    if here.get(address).status_code != 200:
        raise RuntimeError(f"{address} does not answer")
    return [
        Figure(
            name=f"{name}: p95 on the server",
            value=timed(lambda: here.get(address), times=times).p95,
            unit="ms",
            goal=f"<= {PAGE_GOAL_MS}",
        ),
        Figure(
            name=f"{name}: queries",
            value=_queries(here, address),
            peer="of a company of 60" if few else "",
            peer_value=_queries(here, few) if few else None,
            goal=f"<= {QUERIES[name]}",
        ),
    ]


def _pages(viewer: Member, name: str) -> dict[str, str]:
    """Return where the first, a middle and the last page are, found by going through all of them."""
    company = Company.objects.get(name=name)
    there, after = reverse("members:company", args=[company.public_id]), [""]
    while last := members_at(company, viewer, after=after[-1]).last:
        after.append(last)
    directory, ends = reverse("members:companies"), [""]
    while last := companies_for(viewer, after=ends[-1]).last:
        ends.append(last)
    return {
        "first page": there,
        "middle": f"{there}?after={after[len(after) // 2]}",
        "last page": f"{there}?after={after[-1]}",
        "directory": directory,
        "directory, last page": f"{directory}?after={ends[-1]}",
    }


def _queries(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    return len(captured)


def fill(viewer: Member, people: int) -> list[int]:
    """Let so many be at two companies each, the second of which is shown to hardly anybody; return them."""
    say(f"making {people:,} members and their positions")
    now, chance = timezone.now(), random.Random(1)
    Member.objects.bulk_create(
        (
            Member(email=f"m{n}@example.org", name=f"Person {n}", password="!", welcomed_at=now)
            for n in range(people)
        ),
        batch_size=500,
    )
    members = list(Member.objects.exclude(pk=viewer.pk).order_by("pk").values_list("pk", flat=True))
    names = [LARGE, SHUT, SMALL, *(f"Company {n:05}" for n in range(COMPANIES))]
    Company.objects.bulk_create([Company.of_name(name) for name in names], batch_size=500)
    ids = dict(Company.objects.values_list("name", "pk"))
    open_to = ["public"] * 3 + ["members"] * 5 + ["ties", "me"]
    shut_to = ["ties", "ties", "named", "company", "me"]
    insert(
        Position,
        [
            "public_id",
            "owner",
            "organization",
            "organization_folded",
            "company",
            "audience_kind",
            "audience_ref",
            "started_on",
            "ended_on",
        ],
        chain(
            (_position(member, LARGE, ids[LARGE], chance.choice(open_to), chance) for member in members),
            (_position(member, SHUT, ids[SHUT], chance.choice(shut_to), chance) for member in members[1:]),
            [_position(members[0], SHUT, ids[SHUT], "public", chance)],
            (_position(member, SMALL, ids[SMALL], "public", chance) for member in members[:60]),
            (
                _position(member, name, ids[name], "public", chance)
                for member, name in zip(members, names[3:], strict=False)
            ),
        ),
        title="Planner",
        description="Grids.",
    )
    _book(viewer, members, chance)
    return members


def _position(owner: int, name: str, company: int, audience: str, chance: random.Random) -> tuple[Any, ...]:
    ended_on = date.today() - timedelta(days=chance.randrange(30, 4000)) if chance.random() < 0.3 else None
    started_on = (
        date.today() - timedelta(days=chance.randrange(4000, 9000)) if chance.random() < 0.8 else None
    )
    named = company if audience == "public" else None
    return new_public_id(), owner, name, name.casefold(), named, audience, company, started_on, ended_on


def _book(viewer: Member, members: list[int], chance: random.Random) -> None:
    """Give the viewer ties with some of them and cards of others, and let some offer to be asked."""
    for other in Member.objects.filter(pk__in=chance.sample(members, TIES)):
        join_members(one=viewer, other=other, via=Via.REQUEST, at=timezone.now())
    origin = Origin.objects.create(owner=viewer, kind="typed")
    Contact.objects.bulk_create(
        Contact(
            owner=viewer, origin=origin, full_name=f"Card {n}", sort_key=f"card {n:05}",
            organization=chance.choice([LARGE] + ["Elsewhere"] * 9),
        )
        for n in range(CARDS)
    )  # fmt: skip
    offering = Position.objects.filter(organization=LARGE, owner__in=chance.sample(members, OFFERS))
    Offer.objects.bulk_create(
        Offer(owner_id=owner, position_id=pk, topics="Grids", audience_kind="members")
        for pk, owner in offering.values_list("pk", "owner")
    )
