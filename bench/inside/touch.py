"""Today, a morning and a year; see ``bench.touch``."""

from __future__ import annotations

import random
import tracemalloc
from datetime import UTC, date, datetime, timedelta
from time import process_time

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from bench.inside.instance import make_member, signed_in
from bench.measure import seconds, timed
from bench.report import Figure
from comity.foundation.core.encryption import seal
from comity.people.contacts.models import Contact, Origin
from comity.people.members.models import Member
from comity.relationships.ties.actions.answers import take_answers
from comity.relationships.ties.actions.settling import refresh_last_contact
from comity.relationships.ties.enums import Answer, FavourState, Helped
from comity.relationships.ties.models import Favour, Interaction, InteractionPerson, Tie
from comity.relationships.touch.actions.nudging import make_nudges
from comity.relationships.touch.actions.settling import settle_book
from comity.relationships.touch.models import FollowUp, Nudge, Pace, Rhythm
from tests.relationships.touch.world import World

PEOPLE, FEW = 10_000, 200
NETWORK = 0.3  # of the people, whom the owner would ask and help
# Session 2, the book 2, pace, nudges, dormant 2, days not yet counted, what to say to them 2, follow-ups, the answers, help 2,
# the network 3, the other cards 10.
QUERIES = 28
TODAY_GOAL_MS, MORNING_GOAL_S = 100, 20
_AT_ONCE, _TIMES = 1000, 20


def measure(*, quick: bool) -> list[Figure]:
    ada, ben = make_member("Ada Okafor"), make_member("Ben Sand")
    people = 2000 if quick else PEOPLE
    fill(ada, people)
    fill(ben, FEW)
    return [*_mornings(ada, ben, people), *_today(ada, ben, quick=quick), *_year(quick=quick)]


def fill(owner: Member, count: int) -> None:
    """Give a member people they met one to six times, years ago or lately, each with a note; and things to do."""
    chance, now = random.Random(count), timezone.now()
    origin = Origin.objects.create(owner=owner, kind="typed")
    for start in range(0, count, _AT_ONCE):
        numbers = range(start, min(start + _AT_ONCE, count))
        cards = Contact.objects.bulk_create(
            Contact(owner=owner, full_name=f"Person {n}", sort_key=f"person {n:06}", origin=origin)
            for n in numbers
        )
        note = seal("A note of some length, as one writes them.")
        Tie.objects.bulk_create(Tie(owner=owner, contact=card, notes=note) for card in cards)
        met = []
        for card in cards:
            ago, gap = chance.choice((5, 40, 400, 1500)), chance.choice((7, 30, 90))
            for n in range(chance.choice((0, 1, 4, 6))):
                on = (now - timedelta(days=ago + n * gap)).date()
                met.append(
                    (card, Interaction(owner=owner, kind="met", on=on, summary="Coffee by the station"))
                )
        Interaction.objects.bulk_create(row for _, row in met)
        InteractionPerson.objects.bulk_create(
            InteractionPerson(interaction=row, contact=card) for card, row in met
        )
        refresh_last_contact(owner, [card.pk for card in cards])
        FollowUp.objects.bulk_create(
            FollowUp(owner=owner, contact=card, due_on=now.date(), what="Send the slides")
            for card in cards[:10]
        )
    everybody = list(Contact.objects.filter(owner=owner).order_by("pk"))
    _favours(owner, everybody[:200], now.date())
    network = int(NETWORK * count)
    both = dict.fromkeys((card.pk for card in everybody[:network]), Answer.BOTH)
    others = dict.fromkeys((card.pk for card in everybody[network:]), Answer.NOT_NOW)
    take_answers(by=owner, answers={**both, **others}, at=now)


def _favours(owner: Member, cards: list[Contact], today: date) -> None:
    """Let the owner have promised something to some, and have been helped by the others."""
    promised = {"helped": Helped.THEM, "state": FavourState.OFFERED}
    got = {"helped": Helped.ME, "state": FavourState.DONE, "done_on": today}
    Favour.objects.bulk_create(
        Favour(owner=owner, contact=card, on=today, what="A word", **(promised if n < 20 else got))
        for n, card in enumerate(cards)
    )


def _mornings(ada: Member, ben: Member, people: int) -> list[Figure]:
    at = timezone.now().replace(hour=9)
    Rhythm.objects.all().delete()
    first = seconds(lambda: settle_book(ada, at=at))
    again = seconds(lambda: settle_book(ada, at=at))
    deciding = seconds(lambda: make_nudges(owner=ada, at=at))
    settle_book(ben, at=at)
    for member in (ada, ben):  # a week's worth on Today
        for day in range(1, 4):
            Pace.objects.filter(owner=member).update(asked_on=None)
            make_nudges(owner=member, at=at - timedelta(days=day))
    return [
        Figure(name=f"{people} ties: worked out for the first time", value=first, unit="s", goal=f"<= {MORNING_GOAL_S}"),
        Figure(name=f"{people} ties: a night later", value=again, unit="s", goal=f"<= {MORNING_GOAL_S}"),
        Figure(name=f"{people} ties: the nudges of a morning", value=deciding, unit="s", goal="<= 1"),
        Figure(
            name="memory of a morning beside a book of 200",
            value=_peak_mb(ada, at),
            unit="MB",
            peer=f"a book of {FEW}",
            peer_value=_peak_mb(ben, at),
        ),
    ]  # fmt: skip


def _peak_mb(member: Member, at: datetime) -> float:
    tracemalloc.start()
    settle_book(member, at=at)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak / 1e6


def _today(ada: Member, ben: Member, *, quick: bool) -> list[Figure]:
    home = reverse("pages:home")
    here, there = signed_in(ada), signed_in(ben)
    shown = here.get(home).content.decode()
    return [
        Figure(name="nudges on Today", value=shown.count("touch/nudges/") / 6, goal=">= 1"),
        Figure(
            name="Today: p95 on the server",
            value=timed(lambda: here.get(home), times=20 if quick else 60).p95,
            unit="ms",
            goal=f"<= {TODAY_GOAL_MS}",
        ),
        Figure(
            name="Today: of the processor, without the database's", value=_processor_ms(here, home), unit="ms"
        ),
        Figure(
            name="Today: queries",
            value=_queries(here, home),
            peer=f"in a book of {FEW}",
            peer_value=_queries(there, home),
            goal=f"<= {QUERIES}",
        ),
    ]


def _processor_ms(client: object, address: str) -> float:
    """Return what a page takes where the machine has other things to do, which the wait for it does not tell."""
    begin = process_time()
    for _ in range(_TIMES):
        client.get(address)  # type: ignore[attr-defined]
    return (process_time() - begin) * 1000 / _TIMES


def _queries(client: object, address: str) -> int:
    client.get(address)  # type: ignore[attr-defined]
    with CaptureQueriesContext(connection) as captured:
        client.get(address)  # type: ignore[attr-defined]
    return len(captured)


def _year(*, quick: bool) -> list[Figure]:
    with transaction.atomic():
        Member.objects.update(is_active=False, standing="suspended")  # a morning is for everybody
        owner = Member.objects.create_user("year@example.org", name="Cleo", time_zone="Europe/Berlin")
        world = World(owner, random.Random(7), datetime(2027, 1, 1, 6, tzinfo=UTC))
        with world.clock():
            world.meet(12)
        world.live(60 if quick else 365)
        sent = Nudge.objects.filter(owner=owner).count()
        figures = [
            Figure(name="a year: nudges sent", value=sent, goal=">= 10"),
            Figure(name="a year: wrong when sent or shown", value=len(world.wrong), goal="== 0"),
            Figure(name="a year: missed", value=len(world.missed), goal="== 0"),
            Figure(name="a year: most in any seven days", value=world.fullest_week(), goal="<= 5"),
        ]
        transaction.set_rollback(True)
    return figures
