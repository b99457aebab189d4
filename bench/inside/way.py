"""Ways over lent ties in a large instance, changes seen elsewhere, and pages beside a rebuild; see ``bench.way``."""

from __future__ import annotations

import random
import resource
import time
from collections.abc import Callable
from datetime import timedelta
from itertools import chain

from django.db import connection
from django.db.models import Count
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from bench.inside.instance import Browser, served
from bench.inside.lending import fill
from bench.inside.watching import Times, memory_of, reading
from bench.measure import percentile, seconds, spread
from bench.report import Figure, say
from comity.foundation.core.queue import enqueue
from comity.foundation.work.actions.rhythms import set_rhythms
from comity.foundation.work.models import Rhythm
from comity.people.contacts.models import Contact
from comity.people.members.models import Member
from comity.relationships.graph.actions.rebuilding import rebuild
from comity.relationships.graph.queries.suggestions import suggestions_for
from comity.relationships.graph.queries.ways import first_way, ways_to
from comity.relationships.graph.snapshot.current import REBUILD
from comity.relationships.mutual.actions.lending import lend_tie
from comity.relationships.ties.enums import Lending
from comity.relationships.ties.models import Tie
from tests.relationships.graph.other import Other

PEOPLE, FEWER = 100_000, 10_000
QUERIES = 3  # is it up to date, own ties 2
ROUNDS = 3
QUIET_S = 40  # as long as a rebuild takes, so that both have as many pages


def measure(*, quick: bool) -> list[Figure]:
    people = FEWER if quick else PEOPLE
    lent = fill(people)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    say("building the graph")
    figures = [
        Figure(name="members", value=people),
        Figure(name="lent ties", value=lent),
        Figure(name="the graph built from the tables", value=seconds(rebuild), unit="s"),
    ]
    return [*figures, *_questions(quick=quick), *_seen_elsewhere(), *_beside_a_rebuild(quick=quick)]


def _questions(*, quick: bool) -> list[Figure]:
    say("asking")
    chance = random.Random(3)
    pairs = _pairs(chance, 100 if quick else 400)
    for viewer, target in pairs[:20]:
        _answer(viewer, target)
    took, found, pairs = [], 0, pairs[20:]
    for viewer, target in pairs:
        begin = time.perf_counter()
        found += bool(_answer(viewer, target))
        took.append((time.perf_counter() - begin) * 1000)
    ways = spread(took)
    hub, loner = _most_and_fewest()
    company = [target.pk for _, target in pairs[:5]]
    return [
        Figure(name="a way to a person, with names: p95 on the server", value=ways.p95, unit="ms", goal="<= 50"),
        Figure(name="a way to a person, with names: median", value=ways.p50, unit="ms"),
        Figure(name="there is a way", value=found / len(pairs), unit="of all questions"),
        Figure(
            name="a way to a person: queries of who knows most",
            value=_queries(lambda: ways_to(hub, pairs[0][1])),
            peer="of who knows fewest",
            peer_value=_queries(lambda: ways_to(loner, pairs[0][1])),
            goal="ratio <= 1",
        ),
        Figure(
            name="a way to a person: queries",
            value=_queries(lambda: ways_to(*pairs[0])),
            goal=f"<= {QUERIES}",
        ),
        Figure(name="a way to one of five: p95", value=_p95(lambda viewer: first_way(viewer, company), pairs), unit="ms"),
        Figure(name="suggestions: p95", value=_p95(suggestions_for, pairs), unit="ms"),
    ]  # fmt: skip


def _answer(viewer: Member, target: Member) -> list[str]:
    """Return what a page shows: the name of whom to ask."""
    firsts = [way.first_id for way in ways_to(viewer, target).ways]
    return list(Member.objects.filter(pk__in=firsts).values_list("name", flat=True))


def _pairs(chance: random.Random, count: int) -> list[tuple[Member, Member]]:
    """Return who asks for whom: half of the time somebody two or three steps away, else anybody."""
    ids = list(Member.objects.order_by("pk").values_list("pk", flat=True))
    found = []
    for number in range(count):
        viewer = chance.choice(ids)
        target = _steps_from(viewer, chance) if number % 2 else chance.choice(ids)
        if viewer != target:
            found.append((viewer, target))
    everybody = Member.objects.in_bulk({*chain(*found)})
    return [(everybody[one], everybody[other]) for one, other in found]


def _steps_from(member: int, chance: random.Random) -> int:
    for _ in range(chance.choice((2, 3))):
        known = Contact.objects.filter(owner=member, member__isnull=False).values_list("member", flat=True)
        member = chance.choice(list(known) or [member])
    return member


def _most_and_fewest() -> tuple[Member, Member]:
    counts = (
        Tie.objects.values("owner").annotate(n=Count("pk")).order_by("-n").values_list("owner", flat=True)
    )
    return Member.objects.get(pk=counts[0]), Member.objects.get(pk=list(counts)[-1])


def _queries(call: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as captured:
        call()
    return len(captured)


def _p95(ask: Callable[[Member], object], pairs: list[tuple[Member, Member]]) -> float:
    for viewer, _ in pairs[:5]:
        ask(viewer)
    return percentile([seconds(lambda: ask(viewer)) * 1000 for viewer, _ in pairs[5:105]], 0.95)  # noqa: B023


def _seen_elsewhere() -> list[Figure]:
    """Withdraw and lend ties that a way rests on, and ask another process."""
    say("asking another process")
    missed, took, count = 0, [], 0
    with Other() as other:
        for tie in Tie.objects.filter(lends=Lending.YES).select_related("owner", "contact__member")[:400]:
            lender, target = tie.owner, tie.contact.member
            seeker = _tied_with(lender, target) if target else None
            if target is None or seeker is None or ways_to(seeker, target, hops=2).ways == ():
                continue
            count += 1
            if count > 30:
                break
            for lends in (Lending.ASK, Lending.YES):
                begin = time.perf_counter()
                lend_tie(by=lender, other=target, lends=lends)
                took.append((time.perf_counter() - begin) * 1000)
                there = f"{lender.pk},None" in other.told("ways-all", seeker.pk, target.pk).split("|")
                missed += there != (lends == Lending.YES)
    return [
        Figure(name="changes asked for in another process at once", value=2 * min(count, 30), goal=">= 40"),
        Figure(name="of them not known there", value=missed, goal="== 0"),
        Figure(name="lending or withdrawing a tie: p95", value=percentile(took, 0.95), unit="ms"),
    ]


def _tied_with(lender: Member, target: Member) -> Member | None:
    """Return somebody who is tied with the lender and not with the target."""
    known = Contact.objects.filter(owner=target).values("member")
    card = Contact.objects.filter(owner=lender, member__isnull=False).exclude(member__in=known)
    found = card.exclude(member=target).select_related("member").first()
    return found.member if found else None


def _beside_a_rebuild(*, quick: bool) -> list[Figure]:
    """Turn pages while nothing else goes on and while the graph is rebuilt, in turns; each round is a pair."""
    reader = Member.objects.get(pk=_most_and_fewest()[0].pk)
    pages = _pages(reader)
    before: list[float] = []
    beside: list[float] = []
    rebuilding: list[float] = []
    set_rhythms(timezone.now())
    Rhythm.objects.update(
        due_at=timezone.now() + timedelta(days=1)
    )  # else the morning of everybody comes first
    with served() as (url, worker):
        browser = Browser(url, reader)
        for address in pages.values():
            browser.open(address)
        with memory_of(worker) as peak:
            for _ in range(1 if quick else ROUNDS):
                with reading(browser, pages) as times:
                    time.sleep(QUIET_S)
                before += _all(times)
                with reading(browser, pages) as times:
                    rebuilding.append(seconds(_rebuild_there))
                beside += _all(times)
    return [
        Figure(name="a rebuild in the background", value=min(rebuilding), unit="s"),
        Figure(name="peak memory of the worker", value=peak.megabytes, unit="MB", goal="<= 1024"),
        Figure(name="peak memory of a question's process", value=_own_peak_mb(), unit="MB"),
        Figure(
            name=f"pages beside a rebuild: p95 of {len(beside)}",
            value=percentile(beside, 0.95),
            unit="ms",
            peer=f"without one, of {len(before)}",
            peer_value=percentile(before, 0.95),
            goal="ratio <= 1.2",
        ),
        Figure(
            name="pages beside a rebuild: median",
            value=percentile(beside, 0.5),
            unit="ms",
            peer="without one",
            peer_value=percentile(before, 0.5),
        ),
    ]


def _rebuild_there() -> None:
    """Ask for a rebuild and wait until the worker is through with it."""
    job = DBTaskResult.objects.filter(pk=enqueue(REBUILD, unique=REBUILD))
    while (status := job.values_list("status", flat=True).get()) in ("READY", "RUNNING"):
        time.sleep(0.1)
    if status != "SUCCESSFUL":
        raise RuntimeError(f"the rebuild ended as {status}")


def _pages(member: Member) -> dict[str, str]:
    somebody = Contact.objects.visible_to(member).select_related("member").order_by("pk")[0]
    assert somebody.member
    return {
        "home": reverse("pages:home"),
        "list": reverse("pages:book"),
        "person": reverse("pages:person", args=[somebody.public_id]),
        "member": reverse("members:page", args=[somebody.member.public_id]),
    }


def _all(times: Times) -> list[float]:
    return list(chain(*times.values()))


def _own_peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
