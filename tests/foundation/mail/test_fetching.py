"""Mail fetched by IMAP from a real server (pymap): seen only once what it is for was written."""

from __future__ import annotations

import imaplib
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from pytest_django import Settings

from comity.config.serving import free_port
from comity.foundation.core.queue import JobProblem
from comity.foundation.mail.actions.fetching import fetch_mail
from comity.foundation.mail.clients import mailbox
from comity.foundation.mail.registry import Inbox, inboxes

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    where = free_port(0)
    program = str(Path(sys.executable).parent / "pymap")
    command = [program, "--host", "127.0.0.1", "--port", str(where), "--no-tls", "--no-service", "admin"]
    server = subprocess.Popen(
        [*command, "dict", "--demo-data", "--demo-user", "post", "--demo-password", "p@ss word"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        for _attempt in range(200):
            with suppress(OSError):
                imaplib.IMAP4("127.0.0.1", where, timeout=5).logout()
                break
            time.sleep(0.1)
        yield where
    finally:
        server.kill()
        server.wait()


@pytest.fixture
def box(port: int) -> Iterator[imaplib.IMAP4]:
    """A folder of its own, empty."""
    client = imaplib.IMAP4("127.0.0.1", port, timeout=10)
    client.login("post", "p@ss word")
    client.create("In")
    client.select("In")
    yield client
    client.select("In")
    client.store("1:*", "+FLAGS", "(\\Deleted)")
    client.expunge()
    client.logout()


@pytest.fixture
def got(settings: Settings, port: int) -> Iterator[list[str]]:
    settings.MAIL_DOMAIN = "mail.example.org"
    settings.IMAP_URL = f"imap://post:p%40ss%20word@127.0.0.1:{port}/In"
    taken: list[str] = []

    def receive(token: str, message: object) -> bool:
        if token == "bad" and "bad" not in taken:
            taken.append("bad")
            raise RuntimeError("the database is away")
        taken.append(token)
        return token != "gone"

    inboxes.register("try", Inbox(receive))
    yield taken
    inboxes._entries.pop("try")


def put(box: imaplib.IMAP4, head: str, body: bytes = b"Hello") -> None:
    assert box.append("In", "", "", head.replace("\n", "\r\n").encode() + b"\r\n\r\n" + body)[0] == "OK"


def unseen(box: imaplib.IMAP4) -> int:
    box.select("In")
    return len(box.search(None, "UNSEEN")[1][0].split())


def test_each_mail_comes_to_whom_its_server_says(box: imaplib.IMAP4, got: list[str]) -> None:
    put(box, "Delivered-To: try+one@mail.example.org\nTo: zoe@quill.example")
    put(box, "To: Ada <TRY+Two@mail.example.org>, zoe@quill.example")
    put(box, "X-Original-To: try+three@mail.example.org\nTo: try+three@mail.example.org")
    put(box, "To: somebody@mail.example.org")
    put(box, "To: try+gone@mail.example.org")
    assert fetch_mail() == 5
    assert got == ["one", "two", "three", "gone"]
    assert unseen(box) == 0
    assert fetch_mail() == 0


def test_what_could_not_be_written_stays_unseen_and_comes_again(box: imaplib.IMAP4, got: list[str]) -> None:
    put(box, "To: try+bad@mail.example.org")
    put(box, "To: try+good@mail.example.org")
    fetch_mail()
    assert got == ["bad", "good"]
    assert unseen(box) == 1
    fetch_mail()
    assert got == ["bad", "good", "bad"]
    assert unseen(box) == 0


def test_who_is_killed_in_between_reads_it_again(box: imaplib.IMAP4, got: list[str]) -> None:
    """The mail was written, the mark was not: its inbox sees it twice, and knows it by its Message-ID."""

    class Killed(BaseException): ...

    def killed(done: int) -> None:
        raise Killed

    put(box, "To: try+one@mail.example.org")
    put(box, "To: try+two@mail.example.org")
    with pytest.raises(Killed):
        fetch_mail(alive=killed)
    assert unseen(box) == 1
    fetch_mail()
    assert got == ["one", "two"]


def test_a_mail_too_large_is_passed_over(
    box: imaplib.IMAP4, got: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mailbox, "MOST_BYTES", 5_000)
    put(box, "To: try+one@mail.example.org", b"x" * 9_000)
    put(box, "To: try+two@mail.example.org")
    assert fetch_mail() == 2
    assert got == ["two"]
    assert unseen(box) == 0


def test_what_cannot_be_read_does_not_stop_the_others(box: imaplib.IMAP4, got: list[str]) -> None:
    put(box, "To: try+no@mail.example.org", b"boundary " * 2_000)
    put(box, "X-Nothing: at all")
    put(box, "To: try+one@mail.example.org")
    fetch_mail()
    assert got == ["one"]
    assert unseen(box) == 0


@pytest.mark.parametrize(
    "url",
    [
        "imap://post:wrong@127.0.0.1:{port}/In",
        "imap://post:p%40ss%20word@127.0.0.1:{port}/Nowhere",
        "imap://post:p@127.0.0.1:1/In",
        "imaps://post:p@127.0.0.1:{port}/In",
        "pop3://post:p@127.0.0.1/In",
        "imap://127.0.0.1/In",
    ],
)
def test_trouble_is_told_without_the_password(
    got: list[str], settings: Settings, port: int, url: str
) -> None:
    settings.IMAP_URL = url.format(port=port)
    with pytest.raises(JobProblem) as problem:
        fetch_mail()
    assert "p@ss" not in str(problem.value)
    assert "wrong" not in str(problem.value)


def test_nothing_is_fetched_where_nothing_is_set(settings: Settings) -> None:
    settings.IMAP_URL = ""
    assert fetch_mail() == 0
