"""The whole way: a mail server hands a mail over, is cut off, and hands it over again."""

from __future__ import annotations

import smtplib
import socket
from collections.abc import Iterator

import pytest
from pytest_django import Settings

from comity.config.serving import take_in_mail
from comity.foundation.mail.views.lmtp import LmtpServer
from comity.relationships.ties.enums import Status
from comity.relationships.ties.models import Interaction
from tests.relationships.sources.calendars import ZOE
from tests.relationships.sources.mails import forward, mail

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def server(log_address: str, settings: Settings) -> Iterator[LmtpServer]:
    settings.LMTP_LISTEN = "127.0.0.1:0"
    server = take_in_mail()
    assert server is not None
    yield server
    server.stop()


def test_a_mail_handed_over_again_adds_nothing(server: LmtpServer, log_address: str) -> None:
    for _time in range(2):
        with smtplib.LMTP("127.0.0.1", server.port) as client:
            assert client.send_message(mail(), "ada@example.org", [log_address]) == {}
    assert Interaction.objects.get().status == Status.SUGGESTED


def test_who_never_heard_the_answer_hands_it_over_again(server: LmtpServer, log_address: str) -> None:
    body = mail(forward(), to=log_address).as_bytes().replace(b"\n", b"\r\n")
    lines = [b"LHLO x", b"MAIL FROM:<ada@example.org>", f"RCPT TO:<{log_address}>".encode(), b"DATA"]
    for _time in range(2):
        with socket.create_connection(("127.0.0.1", server.port), 10) as line, line.makefile("rb") as answers:
            answers.readline()
            for one in lines:
                line.sendall(one + b"\r\n")
                while answers.readline()[3:4] == b"-":
                    pass
            line.sendall(body + b"\r\n.\r\n")  # and gone
    with smtplib.LMTP("127.0.0.1", server.port) as client:
        client.sendmail("ada@example.org", [log_address], body)
    assert [row.people.get().full_name for row in Interaction.objects.all()] == ["Zoë Quillfeather"]


def test_a_strangers_mail_and_a_bounce(server: LmtpServer, log_address: str) -> None:
    with smtplib.LMTP("127.0.0.1", server.port) as client:
        with pytest.raises(smtplib.SMTPDataError) as refused:
            client.send_message(mail(sender=ZOE), ZOE, [log_address])
        assert refused.value.smtp_code == 550
        assert client.send_message(mail(), "", [log_address]) == {}
    assert not Interaction.objects.exists()


def test_nothing_listens_where_nothing_is_set(settings: Settings) -> None:
    settings.LMTP_LISTEN = ""
    assert take_in_mail() is None


def test_a_second_worker_goes_on_without(server: LmtpServer, settings: Settings) -> None:
    settings.LMTP_LISTEN = f"127.0.0.1:{server.port}"
    assert take_in_mail() is None
