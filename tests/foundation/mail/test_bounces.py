"""Reports of failed delivery, read and acted on."""

from __future__ import annotations

from email import message_from_string, policy
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from comity.foundation.mail.actions.bounces import mailbox_of, start_again, take_bounce
from comity.foundation.mail.actions.delivery import deliver
from comity.foundation.mail.models import Mailbox
from comity.foundation.mail.queries.addresses import address_for
from comity.foundation.mail.rules.answers import Verdict, verdict_on, wait_after
from comity.foundation.mail.rules.bounces import Bounce, read_bounce
from comity.foundation.mail.rules.messages import read_message
from comity.people.members.models import Member


def message(text: str) -> EmailMessage:
    parsed = message_from_string(text, policy=policy.default)
    assert isinstance(parsed, EmailMessage)
    return parsed


def report(action: str, status: str, diagnostic: str = "smtp; 550 gone", *, number: int = 1) -> EmailMessage:
    return message(
        f"""From: MAILER-DAEMON@mx.example.net
To: bounce+x@mail.example.org
Message-ID: <{number}@mx.example.net>
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="B"

--B
Content-Type: text/plain

This is the mail system. 5.1.1 is said here too.

--B
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.net

Final-Recipient: rfc822; ada@example.org
Action: {action}
Status: {status}
Diagnostic-Code: {diagnostic}

--B
Content-Type: message/rfc822

From: comity@example.org
Subject: Your week

Hello
--B--
"""
    )


@pytest.mark.parametrize(
    ("action", "status", "wanted"),
    [
        ("failed", "5.1.1", Bounce(True, "5.1.1")),
        ("Failed", "5.1.10", Bounce(True, "5.1.10")),
        ("failed", "5.4.4", Bounce(True, "5.4.4")),
        ("failed", "5.2.2", Bounce(False, "5.2.2")),
        ("failed", "5.7.1", Bounce(False, "5.7.1")),
        ("failed", "4.4.7", Bounce(False, "4.4.7")),
        ("delayed", "4.4.1", None),
        ("delivered", "2.0.0", None),
    ],
)
def test_a_report_says_whether_the_mailbox_is_gone(action: str, status: str, wanted: Bounce | None) -> None:
    assert read_bounce(report(action, status)) == wanted


@pytest.mark.parametrize(
    ("headers", "body", "wanted"),
    [
        ("", "Sorry: 550 5.1.1 <ada@example.org>: user unknown", Bounce(True, "5.1.1")),
        ("", "452 4.2.2 mailbox full", Bounce(False, "4.2.2")),
        ("", "I am in the mountains until Monday.", None),
        ("Auto-Submitted: auto-replied\n", "Away. My number is 5.1.1", None),
        ("Content-Type: text/plain; charset=nobody-knows\n", "550 5.1.1", None),
        ("Content-Type: multipart/report; boundary=none\n", "nothing", None),
    ],
)
def test_other_mail_to_a_bounce_address(headers: str, body: str, wanted: Bounce | None) -> None:
    assert read_bounce(message(f"From: mx@example.net\n{headers}\n{body}\n")) == wanted


@given(st.binary(max_size=400))
def test_no_mail_breaks_the_reading(data: bytes) -> None:
    text = data.decode("latin-1")
    for wrapped in (text, f"Content-Type: multipart/report; boundary=B\n\n--B\n{text}\n--B--\n"):
        read_bounce(message(wrapped))


def test_a_hard_bounce_stops_mail_once_and_its_owner_starts_it_again(ada: Member, cleo: Member) -> None:
    box = mailbox_of(ada, "Ada@Example.org")
    assert take_bounce(box.token, report("failed", "5.1.1"))
    box.refresh_from_db()
    assert (box.address, box.status) == ("ada@example.org", "5.1.1")
    assert box.stopped_at is not None
    with pytest.raises(Mailbox.DoesNotExist):
        start_again(by=cleo, public_id=box.public_id, at=box.stopped_at)
    start_again(by=ada, public_id=box.public_id, at=box.stopped_at)
    box.refresh_from_db()
    assert box.stopped_at is None
    take_bounce(box.token, report("failed", "5.1.1"))  # the server sends the same report again
    box.refresh_from_db()
    assert box.stopped_at is None
    take_bounce(box.token, report("failed", "5.1.1", number=2))
    box.refresh_from_db()
    assert box.stopped_at is not None


def test_soft_bounces_are_counted_and_stop_nothing(ada: Member) -> None:
    box = mailbox_of(ada, ada.email)
    for number in (1, 2, 2, 3):
        take_bounce(box.token, report("failed", "5.2.2", number=number))
    box.refresh_from_db()
    assert (box.soft_bounces, box.stopped_at) == (3, None)


def test_a_bounce_arrives_by_its_address(ada: Member, settings: Settings) -> None:
    settings.MAIL_DOMAIN = "mail.example.org"
    box = mailbox_of(ada, ada.email)
    assert deliver(address_for("bounce", box.token).upper(), report("failed", "5.1.1"))
    assert Mailbox.objects.exclude(stopped_at=None).count() == 1
    assert not deliver(address_for("bounce", "nobody0"), report("failed", "5.1.1"))


@pytest.mark.parametrize(
    ("code", "text", "wanted"),
    [
        (421, "closing", Verdict.LATER),
        (451, "4.7.1 greylisted", Verdict.LATER),
        (550, "No such user", Verdict.BOUNCED),
        (550, "5.1.1 unknown", Verdict.BOUNCED),
        (550, "5.7.26 not authenticated", Verdict.REFUSED),
        (552, "5.2.2 full", Verdict.REFUSED),
        (554, "spam", Verdict.REFUSED),
    ],
)
def test_what_an_answer_means(code: int, text: str, wanted: Verdict) -> None:
    assert verdict_on(code, text) is wanted


def test_each_wait_is_longer_until_there_is_none() -> None:
    waits = [wait_after(attempt) for attempt in range(1, 12)]
    known = [wait for wait in waits if wait]
    assert known == sorted(known)
    assert waits[-1] is None


def test_a_report_in_a_character_set_nobody_reads_by_is_none() -> None:
    for kind in ("text/rfc822-headers", "message/delivery-status", "message/rfc822"):
        raw = (
            "Content-Type: multipart/report; boundary=x\r\n\r\n--x\r\nContent-Type: message/delivery-status\r\n\r\n"
            "Reporting-MTA: dns; x\r\n\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n--x\r\n"
            f"Content-Type: {kind}; charset=idna\r\n\r\nxn--"
        ).encode() + b"\xff\r\n--x--\r\n"
        assert read_bounce(read_message(raw)) == Bounce(True, "5.1.1")
