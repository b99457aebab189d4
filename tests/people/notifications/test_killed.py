"""Workers killed while they send: nothing is lost, and at most the one mail in flight of each is sent again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from comity.foundation.mail.actions.sending import send_due
from comity.foundation.mail.enums import MailState
from comity.foundation.mail.models import OutgoingMail
from comity.people.members.models import Member
from comity.people.notifications.actions.gathering import gather
from comity.people.notifications.actions.telling import notify
from tests.foundation.work.processes import Workers, until
from tests.people.notifications.kinds import Things
from tests.people.notifications.letters import links_in
from tests.smtp import KEEP_AND_WAIT, Postbox

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]

PEOPLE = 12


@pytest.fixture
def workers(tmp_path: Path, postbox: Postbox) -> Iterator[Workers]:
    workers = Workers(tmp_path, "tests.foundation.mail.worker", EMAIL_URL=f"smtp://127.0.0.1:{postbox.port}")
    yield workers
    workers.stop()


def test_of_all_mails_only_the_one_in_flight_is_repeated(
    things: Things, postbox: Postbox, workers: Workers
) -> None:
    now = timezone.now()
    for number in range(PEOPLE):
        member = Member.objects.create_user(f"m{number}@example.org")
        notify(recipient=member, kind="test.asked", about=f"tea{number}", at=now)
    gather(at=now)
    postbox.refusals = ["250 Taken"] * 4 + [
        KEEP_AND_WAIT
    ]  # the fifth is taken, and its sender waits for the answer
    victim = workers.start()
    until(lambda: len(postbox.letters) == 5)
    assert OutgoingMail.objects.filter(state=MailState.SENT).count() == 4
    victim.kill()
    victim.wait()

    send_due()  # another worker goes on at once with what was not in flight
    assert len(postbox.letters) == PEOPLE
    send_due(clock=lambda: timezone.now() + timedelta(minutes=6))
    assert OutgoingMail.objects.filter(state=MailState.SENT).count() == PEOPLE
    sent = Counter(letter["Message-ID"] for letter in postbox.letters)
    assert sorted(sent.values()) == [1] * (PEOPLE - 1) + [2]
    twice = [letter for letter in postbox.letters if sent[letter["Message-ID"]] == 2]
    assert links_in(twice[0]) == links_in(twice[1])
    assert {str(letter["To"]) for letter in postbox.letters} == set(
        Member.objects.values_list("email", flat=True)
    )


def test_senders_side_by_side_send_each_mail_once(things: Things, postbox: Postbox, workers: Workers) -> None:
    for _ in range(2):
        workers.start()
    until(workers.ready)
    now = timezone.now()
    for number in range(PEOPLE):
        member = Member.objects.create_user(f"m{number}@example.org")
        notify(recipient=member, kind="test.asked", about="tea", at=now)
        gather(at=now)
    until(lambda: not OutgoingMail.objects.unsent().exists())
    assert len(postbox.letters) == len({letter["Message-ID"] for letter in postbox.letters}) == PEOPLE
