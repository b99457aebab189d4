"""Worlds that differ in one secret look the same, byte for byte, to whom it is kept from.

The secret is that a request was declined, or that somebody who is gone has blocked the reader.
"""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Callable, Sequence

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from comity.foundation.core.registry import erasers
from comity.people.members.actions.blocks import block_member
from comity.people.members.models import Member
from comity.people.messaging.actions.answering import decline_request
from comity.people.messaging.actions.changing import delete_message, put_back_message
from comity.people.messaging.actions.writing import NotYet, write_in_thread
from comity.people.messaging.models import Thread
from comity.people.messaging.queries.archive import messages_for_archive
from tests.people import signed_in
from tests.people.messaging.people import answer, gate_open, introduced, later, talking, write

pytestmark = pytest.mark.django_db

Secret = Callable[[], object]


def seen_by(member: Member, threads: Sequence[Thread], writes_in: set[int]) -> dict[str, object]:
    """Return all that ``member`` can see of their messages: pages, what is taken along, counts, and acts.

    They write in the threads of ``writes_in``, where that is refused: what comes of a refusal is the same to the letter.
    """
    me = signed_in(member)
    seen: dict[str, object] = {
        "inbox": page(me, reverse("messaging:inbox")),
        "requests": page(me, reverse("messaging:requests")),
        "search": page(me, reverse("messaging:search") + "?q=hello"),
        "by name": page(me, reverse("messaging:search") + "?q=ben"),
        "notices": page(me, reverse("notifications:notices")),
        "today": page(me, "/"),
        "archive": json.dumps(list(messages_for_archive(member))),
    }
    for thread in threads:
        url, of = thread.get_absolute_url(), thread.public_id
        seen[f"thread {thread.pk}"] = page(me, url)
        if thread.pk in writes_in:
            seen[f"post {thread.pk}"] = page(me, url, {"text": "And more."})
        for verb in ("mute", "unmute", "leave"):
            seen[f"{verb} {thread.pk}"] = page(me, reverse("messaging:seat", args=[of, verb]), {})
        for verb in ("accept", "decline", "reconsider"):
            seen[f"{verb} {thread.pk}"] = page(me, reverse("messaging:answer", args=[of, verb]), {})
    fresh = Member.objects.get(pk=member.pk)
    seen["counts"] = (fresh.unread_threads, fresh.unread_notices)
    return seen | {"again": page(me, reverse("messaging:inbox"))}


def page(client: Client, url: str, data: dict[str, str] | None = None) -> tuple[int, str, str]:
    answer = client.get(url) if data is None else client.post(url, data)
    ours = r'(name="csrfmiddlewaretoken" value=|"X-CSRFToken": |name="until" value=)"[^"]+"'  # and the clock
    text = re.sub(ours, "", answer.content.decode())
    return answer.status_code, str(answer.headers.get("Location", "")), text


def in_a_world(secret: Secret, viewer: Member) -> dict[str, object]:
    """Return what ``viewer`` sees once ``secret`` has happened; it has not, afterwards."""
    threads = list(Thread.objects.order_by("pk"))
    with_cleo = Thread.objects.filter(seats__member__name="Cleo Martín").values_list("pk", flat=True)
    writes_in = {thread.pk for thread in threads} - set(with_cleo)
    point = transaction.atomic()
    point.__enter__()
    try:
        secret()
        for _sids, follow, *_ in connection.run_on_commit[:]:
            follow()  # what follows a commit, though this one is taken back
        return seen_by(viewer, threads, writes_in)
    finally:
        transaction.set_rollback(True)
        point.__exit__(None, None, None)


def same(one: dict[str, object], other: dict[str, object]) -> None:
    for key in one:
        before, after = (str(world[key]).replace("\\n", "\n").splitlines() for world in (one, other))
        difference = difflib.unified_diff(before, after, lineterm="", n=1)
        assert one[key] == other[key], "\n".join([key, *difference])


def test_a_declined_request_looks_like_one_that_waits(ada: Member, ben: Member, cleo: Member) -> None:
    request = write(ada, ben, "Hello Ben.").thread
    talking(ada, cleo)
    same(
        in_a_world(lambda: None, ada),
        in_a_world(lambda: decline_request(by=ben, public_id=request.public_id, at=timezone.now()), ada),
    )


def test_so_it_does_to_who_takes_it_back_and_puts_it_back(ada: Member, ben: Member) -> None:
    message = write(ada, ben, "Hello Ben.")

    def twice(declines: bool) -> None:
        if declines:
            decline_request(by=ben, public_id=message.thread.public_id, at=later())
        delete_message(by=ada, public_id=message.public_id, at=later(2))
        put_back_message(by=ada, public_id=message.public_id, at=later(3))
        with pytest.raises(NotYet):
            write_in_thread(by=ada, public_id=message.thread.public_id, text="And?", at=later(4))

    same(in_a_world(lambda: twice(False), ada), in_a_world(lambda: twice(True), ada))


def suspend(member: Member) -> None:
    Member.objects.filter(pk=member.pk).update(is_active=False, standing="suspended")


def erase(member: Member) -> None:
    for eraser in sorted(erasers.values(), key=lambda one: one.order):
        eraser.erase(member)


@pytest.mark.parametrize(
    "scene", ["asked by Ada", "asked by Ben", "talking", "unread", "three", "deleted", "free"]
)
def test_who_blocked_looks_like_who_was_erased_or_suspended(
    scene: str, ada: Member, ben: Member, cleo: Member
) -> None:
    talking(cleo, ada)
    if scene == "asked by Ada":
        write(ada, ben, "Hello Ben.")
    elif scene == "asked by Ben":
        write(ben, ada, "Hello Ada.")
    elif scene == "three":
        thread = introduced(ben, ada, cleo, words="Hello you two.")
        answer(ada, thread)
        answer(ben, thread, minutes=2)
    elif scene == "free":
        with gate_open((ben, ada)):
            write(ben, ada)
    else:
        thread = talking(ben, ada)
        message = answer(ben, thread, "Hello again.", minutes=3)
        if scene == "deleted":
            delete_message(by=ben, public_id=message.public_id, at=later(4))
        if scene == "talking":
            signed_in(ada).get(thread.get_absolute_url())
    erased = in_a_world(lambda: erase(Member.objects.get(pk=ben.pk)), ada)
    same(erased, in_a_world(lambda: block_member(by=ben, other=ada, at=timezone.now()), ada))
    suspended = in_a_world(lambda: suspend(ben), ada)
    for key in (
        "notices",
        "counts",
    ):  # a suspension may end, so that what was told stays, and is counted anew by a job
        suspended[key] = erased[key]
    same(erased, suspended)


def test_what_somebody_writes_in_a_thread_of_three_after_a_block_is_not_there(
    ada: Member, ben: Member, cleo: Member
) -> None:
    thread = introduced(ada, ben, cleo, words="Hello you two.")
    block_member(by=ben, other=ada, at=later(1))

    def ben_goes_on() -> None:
        answer(ben, thread, "Between us, Cleo.", minutes=5)

    same(in_a_world(lambda: None, ada), in_a_world(ben_goes_on, ada))
    ben_goes_on()
    assert "Between us" in signed_in(cleo).get(thread.get_absolute_url()).content.decode()


def test_the_control_a_world_that_differs_openly_is_found(ada: Member, ben: Member) -> None:
    request = write(ada, ben, "Hello Ben.").thread
    with pytest.raises(AssertionError):
        same(
            in_a_world(lambda: None, ada),
            in_a_world(lambda: answer(ben, request), ada),
        )
