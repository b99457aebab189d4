"""What a member's address may fetch: the open web, never the machine and the network Comity runs in."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator

import pytest
from pytest_django import Settings

from comity.foundation.core.outgoing import Fetched, NotFetched, fetch, is_inside, resolved
from tests.web import Web

LOOPBACK = [  # hosts, each this machine or a way to it
    "127.0.0.1", "127.0.0.2", "127.1", "127.0.1", "127.255.255.254", "2130706433", "017700000001", "0x7f000001",
    "0x7f.0.0.1", "0x7f.1", "0177.0.0.1", "0177.0.0.01", "0177.1", "127.0x1", "127.0.0x1", "0x7f.0x0.0x0.0x1",
    "00000177.0.0.1", "0", "0.0.0.0", "0x0", "00", "localhost", "LOCALHOST", "localhost.", "LocalHost.", "127.0.0.1.",
    "[::1]", "[0:0:0:0:0:0:0:1]", "[0000:0000:0000:0000:0000:0000:0000:0001]", "[::0001]", "[0::1]", "[::]",
    "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[0:0:0:0:0:ffff:127.0.0.1]", "[::FFFF:127.0.0.1]", "[::127.0.0.1]",
    "[::7f00:1]", "[64:ff9b::127.0.0.1]", "[64:ff9b::7f00:1]", "[64:ff9b:1::7f00:1]", "[2002:7f00:1::]",
    "[2002:7f00:0001::1]", "[::ffff:0:127.0.0.1]", "[2001:0:7f00:1::]", "[fe80::1]", "[fec0::1]", "[fc00::1]",
    "[fd00::1]", "[ff02::1]", "①②⑦.⓪.⓪.①", "127。0。0。1", "１２７.0.0.1", "ｌｏｃａｌｈｏｓｔ", "10.0.0.1", "172.16.0.1",
    "192.168.0.1", "169.254.169.254", "100.64.0.1", "224.0.0.1", "255.255.255.255", "192.88.99.1", "198.18.0.1",
]  # fmt: skip
TRICKS = [
    "http://example.org@127.0.0.1:{port}/", "http://127.0.0.1:{port}@example.org/", "http://user:pw@localhost:{port}/",
    "http://127.0.0.1:{port}\\@example.org/", "http:\\\\127.0.0.1:{port}/", "http://\t127.0.0.1:{port}/",
    "http://127.0.0.1:{port}\n.example.org/", "http:///127.0.0.1:{port}/", "http://%31%32%37.0.0.1:{port}/",
    "http://[::1%25lo]:{port}/", "http://[::1%lo]:{port}/", "ftp://127.0.0.1:{port}/", "file:///etc/passwd",
    "gopher://127.0.0.1:{port}/", "//127.0.0.1:{port}/", "http:127.0.0.1:{port}/", "http://127.0.0.1:0x1f/",
    "http://127.0.0.1:99999/", "", "http://", "http://./", "http://[::1/", "HTTP://127.0.0.1:{port}/", "javascript:1",
    "http://example.org:25/", "http://example.org:22/",
]  # fmt: skip


@pytest.fixture
def web() -> Iterator[Web]:
    with Web() as here:
        yield here


def at(web: Web, path: str = "/") -> str:
    return f"http://127.0.0.1:{web.port}{path}"


def code_of(url: str, **options: object) -> str:
    with pytest.raises(NotFetched) as refused:
        fetch(url, **{"max_bytes": 10_000, "timeout": 3, **options})  # type: ignore[arg-type]
    return refused.value.code


def got(url: str, **options: object) -> Fetched:
    return fetch(url, **{"max_bytes": 10_000, "timeout": 3, **options})  # type: ignore[arg-type]


def test_there_are_sixty_spellings() -> None:
    assert len(set(LOOPBACK)) >= 60


@pytest.mark.parametrize("host", LOOPBACK)
def test_no_spelling_of_an_inner_host_is_connected_to(web: Web, host: str) -> None:
    assert code_of(f"http://{host}:{web.port}/") in {"inside", "unknown-host", "bad-address", "no-answer"}
    assert web.connections == 0


@pytest.mark.parametrize("url", TRICKS)
def test_no_trick_of_an_address_reaches_an_inner_host(web: Web, url: str) -> None:
    assert code_of(url.format(port=web.port)) in {"bad-address", "inside", "unknown-host"}
    assert web.connections == 0


def test_the_same_host_is_asked_where_the_operator_allows_it(web: Web, settings: Settings) -> None:
    settings.ALLOWED_INTERNAL_HOSTS = frozenset({"127.0.0.1"})
    web.answers["/"] = (200, {"ETag": '"a"'}, b"here")
    answer = got(at(web), headers={"If-None-Match": '"a"'})
    assert (answer.status, answer.body, answer.headers["etag"]) == (200, b"here", '"a"')
    assert web.requests[0][1]["If-None-Match"] == '"a"'
    assert web.requests[0][1]["Host"] == f"127.0.0.1:{web.port}"


@pytest.mark.parametrize(
    "target", ["http://127.0.0.1:{port}/in", "http://localhost:{port}/in", "//0x7f.1:{port}/in"]
)
def test_a_redirect_to_an_inner_host_is_not_followed(web: Web, settings: Settings, target: str) -> None:
    settings.ALLOWED_INTERNAL_HOSTS = frozenset({"outer.example"})
    web.answers["/"] = (302, {"Location": target.format(port=web.port)}, b"")
    assert code_of(f"http://outer.example:{web.port}/", resolve=_outer) == "inside"
    assert [path for path, _headers in web.requests] == ["/"]


def _outer(host: str, port: int) -> list[str]:
    return ["127.0.0.1"] if host == "outer.example" else resolved(host, port)


def test_a_name_that_changes_its_meaning_gains_nothing(web: Web) -> None:
    """The address that was judged is the one that is connected to; it is never looked up again."""
    asked: list[str] = []

    def rebinding(host: str, port: int) -> list[str]:
        asked.append(host)
        return ["203.0.114.7"] if len(asked) == 1 else ["127.0.0.1"]

    assert code_of(f"http://rebind.example:{web.port}/", resolve=rebinding, timeout=1) in {
        "too-slow",
        "no-answer",
    }
    assert asked == ["rebind.example"]
    assert web.connections == 0


def test_one_inner_address_among_outer_ones_is_enough_to_refuse(web: Web) -> None:
    assert (
        code_of(f"http://two.example:{web.port}/", resolve=lambda _h, _p: ["203.0.114.7", "127.0.0.1"])
        == "inside"
    )
    assert web.connections == 0


def test_redirects_end(web: Web, settings: Settings) -> None:
    settings.ALLOWED_INTERNAL_HOSTS = frozenset({"127.0.0.1"})
    web.answers |= {f"/{n}": (302, {"Location": f"/{n + 1}"}, b"") for n in range(9)}
    web.answers["/3"] = (200, {}, b"end")
    assert got(at(web, "/0")).body == b"end"
    web.answers["/3"] = (302, {"Location": "/4"}, b"")
    assert code_of(at(web, "/0")) == "redirects"


@pytest.mark.parametrize(
    ("path", "code"),
    [("/huge", "too-large"), ("/endless", "too-large"), ("/slow", "too-slow"), ("/trickle", "too-slow"), ("/rude", "no-answer"), ("/half", "no-answer")],
)  # fmt: skip
def test_no_server_holds_us(web: Web, settings: Settings, path: str, code: str) -> None:
    settings.ALLOWED_INTERNAL_HOSTS = frozenset({"127.0.0.1"})
    began = time.monotonic()
    assert code_of(at(web, path), timeout=1) == code
    assert time.monotonic() - began < 2.5


def test_nobody_there(settings: Settings) -> None:
    settings.ALLOWED_INTERNAL_HOSTS = frozenset({"127.0.0.1"})
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        assert code_of(f"http://127.0.0.1:{unused.getsockname()[1]}/") == "no-answer"
    assert code_of("http://no-such-host.invalid/") == "unknown-host"


def test_https_without_a_known_certificate_is_refused(web: Web, settings: Settings) -> None:
    settings.ALLOWED_INTERNAL_HOSTS = frozenset({"127.0.0.1"})
    assert code_of(f"https://127.0.0.1:{web.port}/") in {"certificate", "no-answer"}
    assert web.requests == []


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "1.1.1.1"])
def test_the_open_web_is_open(address: str) -> None:
    assert not is_inside(address)


def test_no_thread_is_left_behind(web: Web, settings: Settings) -> None:
    settings.ALLOWED_INTERNAL_HOSTS = frozenset({"127.0.0.1"})
    before = threading.active_count()
    for _ in range(20):
        got(at(web))
    time.sleep(0.2)
    assert threading.active_count() <= before + 1
