from __future__ import annotations

from collections.abc import Iterator
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from comity.foundation.mail.actions.delivery import deliver
from comity.foundation.mail.queries.addresses import address_for
from comity.foundation.mail.registry import Inbox, inboxes
from comity.foundation.mail.rules.addresses import join_address, new_address_token, split_address


@pytest.fixture
def taken(settings: Settings) -> Iterator[list[str]]:
    settings.MAIL_DOMAIN = "mail.example.org"
    tokens: list[str] = []

    def receive(token: str, message: EmailMessage) -> bool:
        if token.startswith("gone"):
            return False
        tokens.append(token)
        return True

    inboxes.register("test", Inbox(receive))
    yield tokens
    del inboxes._entries["test"]


def test_a_mail_reaches_the_inbox_of_its_address(taken: list[str]) -> None:
    token = new_address_token()
    assert deliver(address_for("test", token), EmailMessage())
    assert deliver(f"<TEST+{token.upper()}@Mail.Example.Org>", EmailMessage())
    assert taken == [token, token]


@pytest.mark.parametrize(
    "address",
    [
        "test+gone1@mail.example.org",
        "other+abc@mail.example.org",
        "test+abc@elsewhere.example.org",
        "test+abc@mail.example.org.evil.example",
        "test@mail.example.org",
        "test+@mail.example.org",
        "test+a.b@mail.example.org",
        "+abc@mail.example.org",
        "test+abc",
        "",
        "\x00",
    ],
)
def test_what_is_not_ours_is_refused(taken: list[str], address: str) -> None:
    assert not deliver(address, EmailMessage())
    assert taken == []


def test_without_a_mail_domain_there_are_no_addresses(settings: Settings) -> None:
    settings.MAIL_DOMAIN = ""
    assert address_for("test", "abc") == ""
    assert not deliver("test+abc@", EmailMessage())


def test_a_token_that_a_server_might_spoil_is_an_error() -> None:
    with pytest.raises(ValueError, match="lower-case"):
        join_address("test", "AbC", "mail.example.org")


@given(st.from_regex(r"[a-z0-9]{1,50}", fullmatch=True), st.sampled_from(["bounce", "reply", "log"]))
def test_an_address_comes_apart_as_it_was_joined(token: str, prefix: str) -> None:
    assert split_address(join_address(prefix, token, "mail.example.org"), "mail.example.org") == (
        prefix,
        token,
    )


@given(st.text(max_size=80))
def test_no_text_breaks_the_reading_of_an_address(text: str) -> None:
    assert split_address(text, "mail.example.org") is None or "+" in text
