"""An archive brought in by the pages, while its owner turns others; see ``bench.import_archive``."""

from __future__ import annotations

import time
from itertools import chain
from pathlib import Path
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse

from bench.inside.instance import Browser, make_member, served
from bench.inside.naive import SAMPLE, seconds_by_row, seconds_in_bulk
from bench.inside.watching import Times, memory_of, reading
from bench.linkedin_archive import OWNER, write_archive
from bench.measure import percentile
from bench.report import Figure
from comity.doors.exchange.actions.whole import import_file
from comity.doors.exchange.enums import State
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
    write_archive(archive, connections=connections, messages=messages)
    write_archive(earlier, connections=THERE_BEFORE, messages=4 * THERE_BEFORE)
    ada = make_member(OWNER[0])
    import_file(earlier, ada)
    with served() as (url, worker):
        browser, reader = Browser(url, ada), Browser(url, ada)
        with reading(reader, _pages(ada)) as before:
            time.sleep(QUIET_S)
        with memory_of(worker) as peak, reading(reader, _pages(ada)) as times:
            read, brought_in = _bring_in(browser, archive)
    found = Contact.objects.visible_to(ada).current().count()
    by_row = seconds_by_row(archive, connections=connections, messages=messages)
    in_bulk = seconds_in_bulk(archive)
    what = f"{connections:,} connections, {messages:,} messages"
    return [
        Figure(
            name=f"{what}: upload to done",
            value=read + brought_in,
            unit="s",
            peer=f"csv + create() a row (from {SAMPLE} rows of each)",
            peer_value=by_row,
            goal=f"<= {SECONDS_GOAL_QUICK if quick else SECONDS_GOAL}",
        ),
        Figure(
            name="of it reading and matching",
            value=read,
            unit="s",
        ),
        Figure(
            name="of it bringing in",
            value=brought_in,
            unit="s",
            peer="bulk_create() alone: no matching, undo, search",
            peer_value=in_bulk,
        ),
        Figure(
            name="people in the book",
            value=found,
            peer="connections",
            peer_value=connections,
            goal="ratio <= 1",
        ),
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


def _bring_in(browser: Browser, archive: Path) -> tuple[float, float]:
    """Bring a file in as its owner does; return the seconds until it was read and from there until it was done."""
    upload_page = reverse("exchange:upload")
    browser.open(upload_page)
    begin = time.perf_counter()
    public_id = browser.upload(upload_page, archive).url.rstrip("/").rpartition("/")[2]
    upload = Import.objects.get(public_id=public_id)
    _wait_for(upload, State.READY)
    read = time.perf_counter()
    browser.submit(reverse("exchange:apply", args=[public_id]))
    _wait_for(upload, State.DONE)
    return read - begin, time.perf_counter() - read


def _wait_for(upload: Import, state: State) -> None:
    while upload.state != state:
        if upload.state in {State.FAILED, State.CANCELLED}:
            raise RuntimeError(f"The import is {upload.state}: {upload.problem}")
        time.sleep(LOOK_EVERY_S)
        upload.refresh_from_db(fields=["state", "problem"])


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
