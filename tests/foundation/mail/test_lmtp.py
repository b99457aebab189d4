"""Mail taken in by LMTP, from a real client in a real session."""

from __future__ import annotations

import smtplib
import socket
import time
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest
from pytest_django import Settings

from comity.foundation.mail.registry import Inbox, inboxes
from comity.foundation.mail.rules import messages
from comity.foundation.mail.views import lmtp
from comity.foundation.mail.views.lmtp import LmtpServer

pytestmark = pytest.mark.django_db(transaction=True)
HERE, GONE, BAD = (f"try+{word}@mail.example.org" for word in ("here", "gone", "bad"))


@pytest.fixture
def got(settings: Settings) -> Iterator[list[EmailMessage]]:
    settings.MAIL_DOMAIN = "mail.example.org"
    taken: list[EmailMessage] = []

    def receive(token: str, message: EmailMessage) -> bool:
        if token == "bad":
            raise RuntimeError("the database is away")
        if token == "here":
            taken.append(message)
        return token == "here"

    inboxes.register("try", Inbox(receive))
    yield taken
    inboxes._entries.pop("try")


@pytest.fixture
def server(got: list[EmailMessage]) -> Iterator[LmtpServer]:
    server = LmtpServer("127.0.0.1:0")
    server.start()
    yield server
    server.stop()


@pytest.fixture
def client(server: LmtpServer) -> Iterator[smtplib.LMTP]:
    with smtplib.LMTP("127.0.0.1", server.port) as client:
        yield client


def letter(text: str = "Hello", **headers: str) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "ada@example.org", "zoe@quill.example", "Tea"
    for name, value in headers.items():
        message[name] = value
    message.set_content(text)
    return message


def raw_answers(server: LmtpServer, body: bytes, *recipients: str) -> list[bytes]:
    """Say each line by hand, so that the answer for each recipient is seen."""
    with socket.create_connection(("127.0.0.1", server.port), 20) as line, line.makefile("rb") as answers:

        def say(words: bytes, replies: int = 1) -> list[bytes]:
            line.sendall(words + b"\r\n")
            found: list[bytes] = []
            while len(found) < replies:
                answer = answers.readline()
                if answer[3:4] != b"-":
                    found.append(answer.strip())
            return found

        answers.readline()
        say(b"LHLO here")
        say(b"MAIL FROM:<ada@example.org>")
        taken = [one for one in recipients if say(b"RCPT TO:<" + one.encode() + b">")[0].startswith(b"250")]
        say(b"DATA")
        return say(body.replace(b"\n", b"\r\n") + b"\r\n.", len(taken))


def test_a_mail_is_taken_with_its_envelope_sender(client: smtplib.LMTP, got: list[EmailMessage]) -> None:
    assert client.send_message(letter(), "ada@example.org", [HERE]) == {}
    assert [str(one["Subject"]) for one in got] == ["Tea"]
    assert got[0]["Return-Path"] == "<ada@example.org>"
    client.send_message(letter(**{"Return-Path": "<forged@x.example>"}), "", [HERE])
    assert [str(value) for value in got[1].get_all("Return-Path", [])] == ["<>"]


def test_unknown_recipients_are_refused_at_once(client: smtplib.LMTP) -> None:
    for address in ("nobody@mail.example.org", "try+here@else.example", "no+here@mail.example.org", "x"):
        with pytest.raises(smtplib.SMTPRecipientsRefused) as refused:
            client.send_message(letter(), "ada@example.org", [address])
        code, said = next(iter(refused.value.recipients.values()))
        assert (code, said[:5]) == (550, b"5.1.1")
        client.rset()


def test_each_recipient_has_an_answer_of_its_own(server: LmtpServer, got: list[EmailMessage]) -> None:
    answers = raw_answers(server, letter().as_bytes(), HERE, GONE, BAD, HERE)
    assert [answer[:9] for answer in answers] == [b"250 2.0.0", b"550 5.1.1", b"451 4.3.0", b"250 2.0.0"]
    assert len(got) == 2


def test_too_large_is_said(client: smtplib.LMTP, got: list[EmailMessage], server: LmtpServer) -> None:
    client.ehlo_or_helo_if_needed()
    assert int(client.esmtp_features["size"]) == messages.MOST_BYTES
    with pytest.raises(smtplib.SMTPSenderRefused) as refused:
        client.sendmail("ada@example.org", [HERE], b"x" * (messages.MOST_BYTES + 10))
    assert refused.value.smtp_code == 552
    assert got == []


def test_a_mail_that_grows_too_large_is_said_too(
    monkeypatch: pytest.MonkeyPatch, got: list[EmailMessage]
) -> None:
    monkeypatch.setattr(lmtp, "MOST_BYTES", 10_000)
    server = LmtpServer("127.0.0.1:0")
    server.start()
    try:
        body = b"Subject: x\n\n" + b"y" * 60 + b"\n" + (b"z" * 60 + b"\n") * 400
        assert raw_answers(server, body, HERE)[0].startswith(b"552")
    finally:
        server.stop()
    assert got == []


def nested(depth: int) -> bytes:
    parts = [f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(depth)]
    return "".join(
        ["From: ada@example.org\nSubject: x\n", *parts, "Content-Type: text/plain\n\nx\n"]
    ).encode()


HOSTILE: dict[str, bytes] = {
    "nested 100 deep": nested(100),
    "nested 3,000 deep": nested(3_000),
    "mails in mails": b"Content-Type: message/rfc822\n\n" * 5_000 + b"x",
    "a huge header": b"Subject: " + b"a" * 2_000_000 + b"\n\nx",
    "many headers": b"X-A: b\n" * 100_000 + b"\nx",
    "folded without end": b"To: a\n" + b" ,b@c.example\n" * 100_000 + b"\nx",
    "brackets": b"From: "
    + b"(" * 50_000
    + b"\nTo: "
    + b"<" * 50_000
    + b"\nContent-Type: "
    + b"(" * 9_000
    + b"\n\nx",
    "quotes": b'To: "' + b'\\"' * 50_000 + b"\n\nx",
    "NULs": b"From: ada\0@example.org\nSubject: \0\0\nContent-Type: text/plain; charset=\0\n\n\0\0",
    "a wrong charset": b"Content-Type: text/plain; charset=no-such\nSubject: =?no-such?q?x?= =?utf-8?b?!!!?=\n\n\xff\xfe",
    "an odd codec": b"Content-Type: text/plain; charset=idna\nContent-Transfer-Encoding: base64\n\n!!!!",
    "no header at all": b"just words",
    "nothing": b"",
    "bare": b"\r\r\n\n\r",
    "a parameter of thousands": b"Content-Type: text/plain" + b"; a*0*=utf-8''x" * 20_000 + b"\n\nx",
    "encoded words": b"Subject: " + b"=?utf-8?q?a?= " * 50_000 + b"\n\nx",
    "8 bit": "From: Zoë <zoë@quïll.example>\nSubject: Grüße\n\nÄ".encode("latin-1"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_mails_never_hang_it(server: LmtpServer, client: smtplib.LMTP, name: str) -> None:
    began = time.monotonic()
    answer = raw_answers(server, HOSTILE[name], HERE)[0]
    assert answer[:3] in {b"250", b"554", b"500", b"552"}
    assert time.monotonic() - began < 15
    assert client.send_message(letter(), "ada@example.org", [HERE]) == {}


def test_it_listens_at_a_socket_and_takes_over_a_dead_one(tmp_path: Path, got: list[EmailMessage]) -> None:
    path = tmp_path / "lmtp.sock"
    for _time in range(2):
        server = LmtpServer(str(path))
        server.start()
        with smtplib.LMTP(str(path)) as client:
            client.send_message(letter(), "ada@example.org", [HERE])
        with pytest.raises(OSError, match="already"):
            LmtpServer(str(path)).start()
        server.stop()
    assert len(got) == 2


def test_two_cannot_listen_at_one_port(server: LmtpServer) -> None:
    with pytest.raises(OSError, match="in use"):
        LmtpServer(f"127.0.0.1:{server.port}").start()
