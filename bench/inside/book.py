"""Every page of a large book, in this process and over the network; see ``bench.book``."""

from __future__ import annotations

from urllib.parse import urlencode

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bench.inside import searching
from bench.inside.filling import TAGS, fill, people
from bench.inside.instance import Browser, make_member, served, signed_in
from bench.measure import timed
from bench.report import Figure
from comity.doors.exchange.models import Import
from comity.people.contacts.models import Contact
from comity.people.members.models import Member
from comity.relationships.ties.models import Interaction

PEOPLE, PEOPLE_QUICK, FEW = 10_000, 3_000, 400  # few: enough for every list to fill its page
PAGE_GOAL_MS = 100
QUERIES = {
    "home": 25,  # with follow-ups, nudges, a dormant tie and the other cards
    "list": 9,
    "list, page 7": 9,
    "list, last page": 9,
    "list by last contact": 9,
    "list by newest": 9,
    "list closest first": 8,
    "list with a tag": 9,
    "list with an address": 9,
    "list of an employer": 9,
    "list of a file": 9,
    "archived": 6,
    "search": 9,
    "search with a filter": 9,
    "search for many": 9,
    "a person": 19,
    "a person, edit": 4,
    "a person, merge": 9,
    "new person": 2,
    "duplicates": 3,
    "imports": 3,
    "an import": 7,
    "rows of an import": 5,
}  # with the session and the member; two more where few answer a search
MORE_FOR_SLIPS = 2


def measure(*, quick: bool) -> list[Figure]:
    cards = people(PEOPLE_QUICK if quick else PEOPLE)
    ada, ben = make_member("Ada Okafor"), make_member("Ben Sand")
    fill(ada, cards)
    fill(ben, cards[:FEW])
    many, few = _pages(ada), _pages(ben)
    times = 20 if quick else 40
    here, there = signed_in(ada), signed_in(ben)
    figures = [
        Figure(name="people in the book", value=Contact.objects.visible_to(ada).count(), unit="people"),
        Figure(name="things that happened", value=Interaction.objects.visible_to(ada).count()),
    ]
    for name, address in many.items():
        _check(here, address)
        figures += [
            Figure(
                name=f"{name}: p95 on the server",
                value=timed(lambda at=address: here.get(at), times=times).p95,  # type: ignore[misc]
                unit="ms",
                goal=f"<= {PAGE_GOAL_MS}",
            ),
            Figure(
                name=f"{name}: queries",
                value=_queries(here, address),
                peer=f"in a book of {FEW}",
                peer_value=_queries(there, few[name]),
                goal=f"<= {QUERIES[name] + (MORE_FOR_SLIPS if 'search' in name else 0)}",
            ),
        ]
    figures += searching.figures(ada, cards, each=30 if quick else 150)
    return figures + _over_http(ada, many, times)


def _pages(owner: Member) -> dict[str, str]:
    book = reverse("pages:book")
    with_most = Interaction.objects.visible_to(owner).values_list("people", flat=True)[0]
    somebody = Contact.objects.visible_to(owner).get(pk=with_most)
    upload = Import.objects.visible_to(owner).filter(file_name="people.vcf").get()
    person = [somebody.public_id]

    def look(**how: str | int) -> str:
        return f"{book}?{urlencode(how)}"

    return {
        "home": reverse("pages:home"),
        "list": book,
        "list, page 7": look(page=7),
        "list, last page": look(page="last"),
        "list by last contact": look(sort="last"),
        "list by newest": look(sort="recent"),
        "list closest first": look(sort="close"),
        "list with a tag": look(tag=TAGS[0]),
        "list with an address": look(has="address"),
        "list of an employer": look(organization=somebody.organization),
        "list of a file": look(came="people.vcf"),
        "archived": look(archived=1),
        "search": look(q=somebody.family[:4]),
        "search with a filter": look(q=somebody.family[:3], tag=TAGS[0]),
        "search for many": look(q="gmail"),
        "a person": reverse("pages:person", args=person),
        "a person, edit": reverse("pages:person-edit", args=person),
        "a person, merge": reverse("pages:person-merge", args=person),
        "new person": reverse("pages:person-new"),
        "duplicates": reverse("pages:duplicates"),
        "imports": reverse("exchange:upload"),
        "an import": reverse("exchange:import", args=[upload.public_id]),
        "rows of an import": reverse("exchange:rows", args=[upload.public_id]),
    }


def _check(client: Client, address: str) -> None:
    status = client.get(address).status_code
    if status != 200:
        raise RuntimeError(f"{address} answers {status}")


def _queries(client: Client, address: str) -> int:
    client.get(address)  # the first one of a session notes that it is in use
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    return len(captured)


def _over_http(owner: Member, pages: dict[str, str], times: int) -> list[Figure]:
    with served() as (url, _):
        browser = Browser(url, owner)
        return [
            Figure(
                name=f"{name}: p95 over HTTP",
                value=timed(lambda at=address: browser.open(at), times=times).p95,  # type: ignore[misc]
                unit="ms",
                goal=f"<= {PAGE_GOAL_MS}",
            )
            for name, address in pages.items()
        ]
