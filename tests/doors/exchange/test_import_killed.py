"""A worker that is killed while it imports: the import goes on in another, and the book is never half."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from comity.doors.exchange.actions.undoing import ask_to_undo
from comity.doors.exchange.actions.uploads import bring_in, start_import
from comity.doors.exchange.enums import Phase, State
from comity.doors.exchange.models import FoundInteraction, FoundPerson, Import, ImportRow
from comity.foundation.work.jobs import run_waiting
from comity.people.contacts.models import Contact, ContactValue
from comity.people.members.models import Member
from comity.relationships.ties.models import Interaction, InteractionPerson
from tests.doors.exchange.files import archive, connections, message, messages
from tests.foundation.work.processes import Workers

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]

PEOPLE, DAYS = 1_500, 3


def a_large_archive() -> bytes:
    """People of whom each wrote and was written to on three days."""
    known = [
        ("Given", f"Family {n}", f"https://www.linkedin.com/in/p{n}", "", "Acme", "", "15 Jan 2024")
        for n in range(PEOPLE)
    ]
    talk = [
        message(f"Given Family {n}", f"p{n}", f"2024-03-{day + 1:02}", sent=bool(way))
        for n in range(PEOPLE)
        for day in range(DAYS)
        for way in range(2)
    ]
    return archive(connections=connections(*known), messages=messages(*talk))


@pytest.fixture
def workers(tmp_path: Path) -> Iterator[Workers]:
    workers = Workers(tmp_path)
    yield workers
    workers.stop()


def kill_in(workers: Workers, upload: Import, phase: Phase) -> None:
    """Kill a worker with SIGKILL as soon as it has begun a part of the work."""
    victim = workers.start()
    end = time.monotonic() + 240  # a busy machine starts a worker late
    while True:
        seen = Import.objects.values_list("phase", "done").get(pk=upload.pk)
        if seen[0] == phase and seen[1]:
            break
        assert time.monotonic() < end, f"{phase} was never seen, but {seen}"
        time.sleep(0.002)
    victim.kill()
    victim.wait()


def another_worker_goes_on() -> None:
    """Do what waits as a worker does after the dead one's lease has run out."""
    run_waiting(clock=lambda: timezone.now() + timedelta(minutes=5))


def in_the_book() -> tuple[int, int, int, int]:
    return (
        Contact.objects.filter(pending_import=None).count(),
        ContactValue.objects.count(),
        Interaction.objects.filter(pending_import=None).count(),
        InteractionPerson.objects.count(),
    )


WHOLE = (PEOPLE, 2 * PEOPLE, DAYS * PEOPLE, DAYS * PEOPLE)


@pytest.mark.parametrize("phase", [Phase.READING, Phase.MESSAGES])
def test_a_file_is_read_again_from_its_start(ada: Member, workers: Workers, phase: Phase) -> None:
    upload = start_import(by=ada, file=ContentFile(a_large_archive()), name="archive.zip")
    kill_in(workers, upload, phase)
    assert in_the_book() == (0, 0, 0, 0)

    another_worker_goes_on()
    upload.refresh_from_db()
    assert upload.state == State.READY
    assert upload.counts == {"added": PEOPLE * (1 + 2 * DAYS)}
    assert FoundPerson.objects.count() == PEOPLE
    assert FoundInteraction.objects.count() == DAYS * PEOPLE
    assert ImportRow.objects.count() == sum(upload.counts.values())


@pytest.mark.parametrize("phase", [Phase.PEOPLE, Phase.HISTORY, Phase.SEARCH])
def test_what_was_brought_before_the_death_is_kept_and_not_repeated(
    ada: Member, workers: Workers, phase: Phase
) -> None:
    upload = start_import(by=ada, file=ContentFile(a_large_archive()), name="archive.zip")
    another_worker_goes_on()
    bring_in(by=ada, upload=upload)
    kill_in(workers, upload, phase)
    assert Contact.objects.filter(pending_import=upload.pk).exists()
    assert not Contact.objects.visible_to(ada).exists()
    assert not Interaction.objects.visible_to(ada).exists()

    another_worker_goes_on()
    upload.refresh_from_db()
    assert upload.state == State.DONE
    assert in_the_book() == WHOLE


def test_an_undo_goes_on_to_its_end(ada: Member, workers: Workers) -> None:
    upload = start_import(by=ada, file=ContentFile(a_large_archive()), name="archive.zip")
    another_worker_goes_on()
    bring_in(by=ada, upload=upload)
    another_worker_goes_on()
    ask_to_undo(by=ada, upload=upload)
    kill_in(workers, upload, Phase.REMOVING)
    assert not Contact.objects.visible_to(ada).exists()
    assert Contact.objects.exists() or Interaction.objects.exists()

    another_worker_goes_on()
    upload.refresh_from_db()
    assert upload.state == State.UNDONE
    assert in_the_book() == (0, 0, 0, 0)
    assert not Contact.objects.exists()
