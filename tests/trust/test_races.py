"""Eight hands at once on every state that apps name, on both databases; with the lock off it breaks."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest import mock

import pytest
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import QuerySet

from tests.relationships.mutual.people import at_once
from tests.trust.figures import LONG, Note
from tests.trust.proofs import Race, named

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]
RACES: list[Race] = named("races")
ROUNDS = 40 if LONG else 2
MOST_TRIES = 40  # with the lock off
EACH = pytest.mark.parametrize("race", RACES, ids=lambda race: race.name)


def run(race: Race) -> None:
    """Let eight meet once, and see that what must hold does."""
    state = race.ready()
    acts = race.acts(state)
    assert len(acts) >= 8
    got = at_once(*acts)
    broken = [one for one in got if isinstance(one, Exception) and not isinstance(one, race.refusals)]
    assert broken == []
    race.holds(state, got)


@contextmanager
def no_lock() -> Iterator[None]:
    """Take no row's lock, and on SQLite none for a whole transaction either; who looked waits a moment before acting."""

    def look(rows: QuerySet[Any], **_how: Any) -> QuerySet[Any]:
        time.sleep(0.005)
        return rows.all()

    def begin(database: Any) -> None:
        database.cursor().execute("BEGIN")  # deferred: two may read before one of them writes

    with mock.patch.object(QuerySet, "select_for_update", look):
        if connection.vendor != "sqlite":
            yield
            return
        with mock.patch.object(
            type(connections[DEFAULT_DB_ALIAS]), "_start_transaction_under_autocommit", begin
        ):
            yield


@EACH
def test_whoever_is_first_it_holds(race: Race, note: Note) -> None:
    for _ in range(ROUNDS):
        run(race)
    note(f"races, {connection.vendor}", race.name, f"{ROUNDS} rounds of 8", "0 broken")


@EACH
def test_with_the_lock_off_it_breaks(race: Race, note: Note) -> None:
    for tries in range(1, MOST_TRIES + 1):
        with no_lock():
            try:
                run(race)
            except AssertionError:
                note(
                    f"races, {connection.vendor}",
                    f"{race.name}, the lock off",
                    f"{tries} rounds of 8",
                    "broken",
                )
                return
    pytest.fail(f"{MOST_TRIES} rounds without a lock, and all is well: the race sees nothing")
