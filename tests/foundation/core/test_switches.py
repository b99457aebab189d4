"""The two switches of the footer: language, and light or dark."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

STYLE = "/style/"
pytestmark = pytest.mark.django_db


def choose(client: Client, theme: str, back: str = STYLE) -> str:
    response = client.post(reverse("core:set-theme"), {"theme": theme, "next": back})
    assert response.status_code == 302
    return response["Location"]


def test_a_chosen_theme_is_on_the_next_page_before_any_script_runs(client: Client) -> None:
    assert 'data-theme="' not in client.get(STYLE).content.decode()
    assert choose(client, "dark") == STYLE
    text = client.get(STYLE).content.decode()
    assert 'data-theme="dark"' in text
    assert '<meta name="color-scheme" content="dark">' in text


def test_following_the_device_forgets_the_choice(client: Client) -> None:
    choose(client, "light")
    choose(client, "system")
    assert 'data-theme="' not in client.get(STYLE).content.decode()


@pytest.mark.parametrize("theme", ["", "purple", '"><script>'])
def test_a_theme_that_is_not_ours_changes_nothing(client: Client, theme: str) -> None:
    choose(client, theme)
    client.cookies["theme"] = theme
    assert 'data-theme="' not in client.get(STYLE).content.decode()


@pytest.mark.parametrize("switch", ["core:set-theme", "core:set-language"])
@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_a_switch_never_leads_to_another_site(client: Client, switch: str, back: str) -> None:
    choice = {"theme": "dark", "language": "de", "next": back}
    assert client.post(reverse(switch), choice)["Location"] == "/"


def test_a_chosen_language_stays(client: Client) -> None:
    response = client.post(reverse("core:set-language"), {"language": "de", "next": STYLE})
    assert response["Location"] == STYLE
    assert '<html lang="de" dir="ltr"' in client.get(STYLE).content.decode()


@pytest.mark.parametrize("switch", ["core:set-theme", "core:set-language"])
def test_a_switch_needs_the_token_of_its_form(switch: str) -> None:
    assert Client(enforce_csrf_checks=True).post(reverse(switch), {"next": STYLE}).status_code == 403


def test_a_theme_is_not_set_by_a_link(client: Client) -> None:
    assert client.get(reverse("core:set-theme"), {"theme": "dark"}).status_code == 405


def test_a_switch_below_an_answer_to_a_form_leads_to_the_page_of_the_form(client: Client) -> None:
    page = "http://testserver/accounts/signup/?next=/style/"
    shown = client.post(reverse("account_login"), {"login": "nobody"}, headers={"referer": page})
    [back, same] = re.findall(r'name="next" value="(http[^"]+)"', shown.content.decode())
    assert unescape(back) == unescape(same) == page
    assert choose(client, "dark", unescape(back)) == page
    elsewhere = client.post(
        reverse("account_login"), {"login": "nobody"}, headers={"referer": "https://evil.example/"}
    )
    assert "evil.example" not in elsewhere.content.decode()
