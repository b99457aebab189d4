"""Mail that comes back again and again, and none that arrives, pauses an address; its owner and operators are told."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email import message_from_string, policy
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.foundation.mail.actions.bounces import mailbox_of, note_bounce, start_again, take_bounce
from comity.foundation.mail.enums import MailState, Stop
from comity.foundation.mail.models import Mailbox, OutgoingMail
from comity.foundation.mail.rules.bounces import Bounce, read_bounce
from comity.foundation.mail.rules.pausing import MOST, SETTLED, WITHIN, counted, must_pause
from comity.people.members.models import Member
from tests.people import signed_in

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)
FULL = Bounce(False, "5.2.2")
DAY = timedelta(days=1)


def report(message_id: str, part: str = "message/rfc822") -> EmailMessage:
    parsed = message_from_string(
        f"""From: MAILER-DAEMON@mx.example.net
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="B"

--B
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.net

Final-Recipient: rfc822; ada@example.org
Action: failed
Status: 5.2.2

--B
Content-Type: {part}

Subject: Your week
Message-ID: {message_id}

--B--
""",
        policy=policy.default,
    )
    assert isinstance(parsed, EmailMessage)
    return parsed


def handed_over(to: Member, at: datetime, number: int = 0) -> OutgoingMail:
    return OutgoingMail.objects.create(
        recipient=to, writer="tests", message_id=f"<{number}@x>", state=MailState.SENT, due_at=at, ended_at=at
    )


@pytest.fixture
def box(ada: Member) -> Mailbox:
    return mailbox_of(ada, ada.email)


def come_back(box: Mailbox, *days: float) -> Mailbox:
    for day in days:
        note_bounce(box, FULL, at=NOW + day * DAY)
    box.refresh_from_db()
    return box


@pytest.mark.parametrize(
    ("days", "pauses"),
    [
        ((0, 1, 2, 3, 5), True),
        ((0, 3, 6, 9, 14), True),
        ((0, 1, 2, 5), False),  # four
        ((0, 1, 2, 3, 4.9), False),  # what was handed over since may still come back
        ((0, 1, 2, 3, 4.9, 5), True),
        ((0, 3, 6, 9, 14.1), False),  # the fifth begins anew
        ((0, 14.1, 15, 16, 17, 19.1), True),
    ],
)
def test_five_in_a_fortnight_pause_an_address(box: Mailbox, days: tuple[float, ...], pauses: bool) -> None:
    come_back(box, *days)
    assert (box.stopped_at is not None, box.stopped_for) == (pauses, Stop.PAUSED if pauses else "")


@given(st.lists(st.integers(0, 24 * 60), max_size=30))
def test_whatever_comes_back_when_a_pause_has_its_five(hours: list[int]) -> None:
    bounces, since = 0, None
    moments = sorted(NOW + timedelta(hours=hour) for hour in hours)
    for at in moments:
        bounces, since = counted(bounces, since, at)
        assert at - since <= WITHIN
        assert bounces <= sum(since <= one <= at for one in moments)
        assert not must_pause(bounces, since, at, has_arrived=True)
        if must_pause(bounces, since, at, has_arrived=False):
            assert bounces >= MOST
            assert at - since >= SETTLED


@pytest.mark.parametrize(
    ("day", "pauses"), [(-1, True), (0.5, False), (1, False), (2, True)]
)  # before the first; arrived; arrived; may still come back
def test_a_mail_that_arrived_meanwhile_keeps_it_open(
    ada: Member, box: Mailbox, day: float, pauses: bool
) -> None:
    handed_over(ada, NOW + day * DAY)
    come_back(box, 0, 1, 2, 3, 6)
    assert (box.stopped_at is not None) is pauses


@pytest.mark.parametrize("part", ["message/rfc822", "text/rfc822-headers"])
def test_a_report_says_which_mail_came_back(ada: Member, ben: Member, box: Mailbox, part: str) -> None:
    mail = handed_over(ada, NOW + DAY)
    anothers = handed_over(ben, NOW, 1)
    assert read_bounce(report("<0@x>", part)) == Bounce(False, "5.2.2", "<0@x>")
    take_bounce(box.token, report("<0@x>", part))
    take_bounce(box.token, report("<1@x>", part))
    mail.refresh_from_db()
    anothers.refresh_from_db()
    assert (mail.state, mail.problem, anothers.state) == (MailState.BOUNCED, "5.2.2", MailState.SENT)


def test_what_was_accepted_and_came_back_did_not_arrive(ada: Member, box: Mailbox) -> None:
    for number in range(3):
        handed_over(ada, NOW + number * DAY, number)
        take_bounce(box.token, report(f"<{number}@x>"))
    Mailbox.objects.update(soft_bounces=0, soft_since=None)
    come_back(box, 0, 1, 2, 3, 8)
    assert box.stopped_for == Stop.PAUSED


def test_its_owner_starts_it_again_and_counts_from_none(ada: Member, box: Mailbox) -> None:
    come_back(box, 0, 1, 2, 3, 6)
    start_again(by=ada, public_id=box.public_id, at=NOW + 6 * DAY)
    box.refresh_from_db()
    assert (box.stopped_at, box.stopped_for, box.soft_bounces, box.soft_since) == (None, "", 0, None)
    come_back(box, 7)
    assert (box.stopped_at, box.soft_bounces) == (None, 1)


def test_a_mailbox_that_is_gone_stays_gone(box: Mailbox) -> None:
    note_bounce(box, Bounce(True, "5.1.1"), at=NOW)
    come_back(box, 0, 1, 2, 3, 6)
    assert (box.stopped_at, box.stopped_for) == (NOW, Stop.GONE)


def test_owner_and_operators_are_told_what_to_do(
    ada: Member, cleo: Member, olga: Member, box: Mailbox
) -> None:
    told = "Nothing goes there until you say so"
    assert told not in signed_in(ada).get("/").content.decode()
    come_back(box, 0, 1, 2, 3, 6)
    me = signed_in(ada)
    assert told in me.get("/").content.decode()
    assert told not in signed_in(cleo).get("/").content.decode()
    body = me.get("/settings/notices/").content.decode()
    assert "came back again and again" in body
    assert f'action="/settings/notices/again/{box.public_id}/"' in body
    body = signed_in(olga).get("/ops/mail/").content.decode()
    assert "Of these paused" in body
    assert ada.email not in body
    me.post(f"/settings/notices/again/{box.public_id}/")
    assert told not in me.get("/").content.decode()
