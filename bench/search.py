"""Search in a book of 10,000 people: how long putting them in takes, and how long finding them."""

from __future__ import annotations

import os
import random
import tempfile
import time
from collections.abc import Iterator, Sequence
from statistics import median

from faker import Faker

from .report import Figure, main

_LOCALES = ("en_US", "de_DE", "fr_FR", "pl_PL", "es_ES", "zh_CN", "ru_RU", "el_GR", "tr_TR")
_FIXED = ("m", "ma", "friend", "quilfeth", "fetherstonhaugh", "xqzt", "ö", "李")


def run(*, quick: bool) -> Sequence[Figure]:
    """Measure on the database of ``DATABASE_URL``, in a scope of its own that is dropped again; else on a new SQLite file."""
    if "COMITY_DATA_DIR" not in os.environ:
        os.environ["COMITY_DATA_DIR"] = tempfile.mkdtemp(prefix="comity-bench-")
    os.environ.setdefault("COMITY_SECRET", "bench")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "comity.config.settings")
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    size, imported = (2_000, 3_000) if quick else (10_000, 30_000)
    on = "SQLite" if connection.vendor == "sqlite" else "PostgreSQL"
    seconds = _put(imported)
    times = _search(size, asked=100 if quick else 300)
    return [
        Figure(name=f"put {imported:,} people, {on}", value=seconds, unit="s", goal="<= 10"),
        Figure(name=f"search among {size:,}, median, {on}", value=median(times) * 1000, unit="ms"),
        Figure(
            name=f"search among {size:,}, p95, {on}",
            value=sorted(times)[int(len(times) * 0.95)] * 1000,
            unit="ms",
            goal="<= 30",
        ),
    ]


def _put(size: int) -> float:
    from comity.foundation.search.actions import Document, drop_scope, put

    documents = [Document(pk, texts) for pk, texts in enumerate(_people(size))]
    started = time.perf_counter()
    put("bench", "person", documents)
    seconds = time.perf_counter() - started
    drop_scope("bench")
    return seconds


def _search(size: int, asked: int) -> list[float]:
    from comity.foundation.search.actions import Document, drop_scope, put
    from comity.foundation.search.queries import search

    people = list(_people(size))
    put("bench", "person", (Document(pk, texts) for pk, texts in enumerate(people)))
    times = []
    for query in _queries([texts[0][0] for texts in people], asked):
        started = time.perf_counter()
        search("bench", "person", query)
        times.append(time.perf_counter() - started)
    drop_scope("bench")
    return times


def _people(size: int) -> Iterator[list[tuple[str, int]]]:
    """Yield people as a LinkedIn archive has them: name, employer, title, now and then an address."""
    chance = random.Random(size)
    Faker.seed(size)
    tellers = [Faker(locale) for locale in _LOCALES]
    companies = [chance.choice(tellers).company() for _ in range(size // 3)]
    for _ in range(size):
        teller = chance.choice(tellers)
        texts = [
            (f"{teller.first_name()} {teller.last_name()}", 10),
            (chance.choice(companies), 4),
            (teller.job(), 4),
        ]
        if chance.random() < 0.3:
            texts.append((teller.email(), 5))
        if chance.random() < 0.2:
            texts.append((chance.choice(("friend", "lisbon", "energy")), 6))
        yield texts


def _queries(names: list[str], asked: int) -> Iterator[str]:
    """Yield what people type: whole names, halves, halves with a slip, and what is hard."""
    chance = random.Random(5)
    yield from _FIXED
    for turn in range(asked):
        name = chance.choice(names)
        last = name.split()[-1]
        slip = chance.randrange(1, max(2, len(last) - 1))
        mistyped = last[:slip] + last[slip + 1 :]
        yield (name, last[:4], mistyped[:7], f"{name[:3]} {mistyped}")[turn % 4]


if __name__ == "__main__":
    main(run)
