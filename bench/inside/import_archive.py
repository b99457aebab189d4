"""An archive brought in by the pages, while its owner turns others; see ``bench.import_archive``."""

from __future__ import annotations

import time
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from urllib.parse import urlencode

import psutil
from django.conf import settings
from django.urls import reverse

from bench.inside.instance import Browser, make_member, served
from bench.inside.naive import SAMPLE, seconds_by_row, seconds_in_bulk
from bench.inside.watching import Times, memory_of, reading
from bench.linkedin_archive import OWNER, write_archive
from bench.measure import percentile
from bench.report import Figure, say
from comity.doors.exchange.actions.whole import import_file
from comity.doors.exchange.enums import Phase, State
from comity.doors.exchange.models import Import
from comity.people.contacts.models import Contact
from comity.people.members.models import Member

CONNECTIONS, MESSAGES = 30_000, 100_000
THERE_BEFORE = 500  # people, so that the pages have something to show; the archive has them again
LOOK_EVERY_S = 0.25
QUIET_S = 5
SECONDS_GOAL, SECONDS_GOAL_QUICK = 60, 10  # a tenth waits as long for its turn as the whole


def measure(*, quick: bool) -> list[Figure]:
    share = 10 if quick else 1
    connections, messages = CONNECTIONS // share, MESSAGES // share
    folder = Path(settings.DATA_DIR).parent
    archive, earlier = folder / "archive.zip", folder / "earlier.zip"
    say(f"making an archive of {connections:,} connections and {messages:,} messages")
    write_archive(archive, connections=connections, messages=messages)
    write_archive(earlier, connections=THERE_BEFORE, messages=4 * THERE_BEFORE)
    ada = make_member(OWNER[0])
    import_file(earlier, ada)
    with served() as (url, worker):
        browser, reader = Browser(url, ada), Browser(url, ada)
        with reading(reader, _pages(ada)) as before:
            time.sleep(QUIET_S)
        with memory_of(worker) as peak, reading(reader, _pages(ada)) as times:
            busy = _processor_seconds(worker)
            parts = _bring_in(browser, archive)
            busy = _processor_seconds(worker) - busy
    found = Contact.objects.visible_to(ada).current().count()
    say("the peers: create() for each row, then bulk_create()")
    by_row = seconds_by_row(archive, connections=connections, messages=messages)
    in_bulk = seconds_in_bulk(archive)
    what = f"{connections:,} connections, {messages:,} messages"
    return [
        Figure(
            name=f"{what}: upload to done",
            value=parts.read + parts.brought_in,
            unit="s",
            peer=f"csv + create() a row (from {SAMPLE} rows of each)",
            peer_value=by_row,
            goal=f"<= {SECONDS_GOAL_QUICK if quick else SECONDS_GOAL}",
        ),
        Figure(
            name="of it reading and matching",
            value=parts.read,
            unit="s",
        ),
        Figure(
            name="of it bringing in",
            value=parts.brought_in,
            unit="s",
            peer="bulk_create() alone: no matching, undo, search",
            peer_value=in_bulk,
        ),
        *(Figure(name=f"part: {name}", value=taken, unit="s") for name, taken in parts.seconds.items()),
        Figure(
            name="people in the book",
            value=found,
            peer="connections",
            peer_value=connections,
            goal="ratio <= 1",
        ),
        Figure(name="processor time of the worker, without the database's", value=busy, unit="s"),
        Figure(name="peak memory of the worker", value=peak.megabytes, unit="MB", goal="<= 512"),
        *_of_pages(times, before),
    ]


def _pages(member: Member) -> dict[str, str]:
    somebody = Contact.objects.visible_to(member).order_by("pk")[0]
    book = reverse("pages:book")
    return {
        "home": reverse("pages:home"),
        "list": book,
        "search": f"{book}?{urlencode({'q': somebody.family[:4]})}",
        "person": reverse("pages:person", args=[somebody.public_id]),
    }


def _processor_seconds(process: psutil.Process) -> float:
    """Return what a process has used of the processor: a busy machine stretches it far less than it does the clock."""
    times = process.cpu_times()
    return float(times.user + times.system)


PARTS = {
    Phase.NONE: "waiting for a turn, and showing it",
    Phase.READING: "reading and matching",
    Phase.MESSAGES: "messages of each day",
    Phase.PEOPLE: "cards",
    Phase.HISTORY: "interactions",
    Phase.SEARCH: "strengths and search",
}


@dataclass
class Parts:
    """The seconds of an import, as its owner sees them on its page, to a quarter of a second."""

    read: float = 0.0
    brought_in: float = 0.0
    seconds: dict[str, float] = field(default_factory=lambda: defaultdict(float))

    def wait_for(self, upload: Import, state: State) -> float:
        """Wait until the import is in a state; return how long that took, and keep how long each part did."""
        begin = now = time.perf_counter()
        while upload.state != state:
            if upload.state in {State.FAILED, State.CANCELLED}:
                raise RuntimeError(f"The import is {upload.state}: {upload.problem}")
            time.sleep(LOOK_EVERY_S)
            part, before, now = PARTS[Phase(upload.phase)], now, time.perf_counter()
            self.seconds[part] += now - before
            upload.refresh_from_db(fields=["state", "phase", "problem"])
            if PARTS[Phase(upload.phase)] != part:
                say(f"{part}: {self.seconds[part]:.1f} s")
        return now - begin


def _bring_in(browser: Browser, archive: Path) -> Parts:
    """Bring a file in as its owner does."""
    parts = Parts()
    upload_page = reverse("exchange:upload")
    browser.open(upload_page)
    begin = time.perf_counter()
    public_id = browser.upload(upload_page, archive).url.rstrip("/").rpartition("/")[2]
    upload = Import.objects.get(public_id=public_id)
    parts.seconds["upload"] = time.perf_counter() - begin
    parts.wait_for(upload, State.READY)
    read = time.perf_counter()
    browser.submit(reverse("exchange:apply", args=[public_id]))
    parts.wait_for(upload, State.DONE)
    parts.read, parts.brought_in = read - begin, time.perf_counter() - read
    return parts


def _of_pages(times: Times, before: Times) -> list[Figure]:
    whole = {"all": list(chain.from_iterable(times.values())), **times}
    quiet = {"all": list(chain.from_iterable(before.values())), **before}
    return [
        Figure(
            name=f"pages meanwhile, {name}: p95 of {len(taken)}",
            value=percentile(taken, 0.95),
            unit="ms",
            peer="before the import",
            peer_value=percentile(quiet[name], 0.95),
            goal="<= 300",
        )
        for name, taken in whole.items()
    ]
