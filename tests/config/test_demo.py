"""`comity demo` as a visitor starts it: an address, one click, no mail, and Ctrl-C."""

from __future__ import annotations

import re
import socket
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from aiosmtpd.controller import Controller

from comity.config.demo.personas import PERSONAS
from comity.config.serving import free_port
from tests.e2e.instance import Instance, running
from tests.smtp import Postbox

MEMBERS = 40


@pytest.fixture
def taken() -> Iterator[int]:
    """Return a port at which somebody listens."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield int(server.getsockname()[1])


@pytest.fixture
def outside() -> Iterator[tuple[Postbox, str]]:
    """Run a mail server that a shell's EMAIL_URL names; return what it got and its address."""
    box = Postbox()
    server = Controller(box, hostname="127.0.0.1", port=free_port(0))
    server.start()
    yield box, f"smtp://127.0.0.1:{server.port}"
    server.stop()


def test_a_demo_starts_is_entered_by_one_click_mails_nobody_and_ends(
    tmp_path: Path, taken: int, outside: tuple[Postbox, str]
) -> None:
    box, mail_server = outside
    folder = tmp_path / "demo"
    command = ("demo", "--members", str(MEMBERS), "--folder", str(folder))
    with running(tmp_path, *command, port=taken, EMAIL_URL=mail_server) as demo:
        assert demo.printed.startswith("http://localhost:")
        assert demo.printed != f"http://localhost:{taken}"
        visitor = requests.Session()
        who = enter(visitor, demo)
        home = visitor.get(f"{demo.printed}/")
        assert home.status_code == 200
        assert who in home.text
        assert "demo" in home.text
        assert "Get back to" in home.text
        assert "Asks a favour of you" in home.text
        assert "Says that you met" in home.text
        assert "person" in visitor.get(f"{demo.printed}/book/").text
        assert "close" in visitor.get(f"{demo.printed}/network/").text

        ask_for_a_code(demo)
        assert rows(folder, "select count(*) from members_member") >= MEMBERS + len(PERSONAS)
        assert rows(folder, "select count(*) from core_letter where \"to\" = 'ada@example.org'") == 1
        assert rows(folder, "select count(*) from notifications_notice where read_at is null") > len(PERSONAS)
        assert rows(folder, "select count(*) from mail_outgoingmail where state in ('sending', 'sent')") == 0
        assert box.letters == []
        assert "Traceback" not in "\n".join(demo.lines)
    assert demo.process.returncode == 0


def enter(visitor: requests.Session, demo: Instance) -> str:
    """Press the first button of the entrance; return whose it was."""
    entrance = visitor.get(f"{demo.printed}/demo/").text
    doors = re.findall(r'action="(/demo/[^"]+/)".*?aria-label="Enter as ([^"]+)"', entrance, re.DOTALL)
    assert {name for _, name in doors} == {persona.name for persona in PERSONAS}
    address, name = doors[0]
    answer = visitor.post(f"{demo.printed}{address}", data=token_in(entrance), allow_redirects=False)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    return str(name)


def ask_for_a_code(demo: Instance) -> None:
    """Ask for what is mailed: a code to sign in with."""
    stranger = requests.Session()
    address = f"{demo.printed}/accounts/login/code/"
    page = stranger.get(address)
    assert page.status_code == 200
    assert stranger.post(address, data={"email": "ada@example.org", **token_in(page.text)}).status_code == 200


def token_in(page: str) -> dict[str, str]:
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert found
    return {"csrfmiddlewaretoken": found[1]}


def rows(folder: Path, question: str) -> int:
    with sqlite3.connect(folder / "comity.sqlite3") as database:
        return int(database.execute(question).fetchone()[0])
