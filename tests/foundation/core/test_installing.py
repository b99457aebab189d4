"""What browsers and crawlers ask for without being a page."""

from __future__ import annotations

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse
from PIL import Image


@pytest.fixture
def manifest(client: Client, db: None) -> dict[str, object]:
    response = client.get(reverse("core:manifest"))
    assert response["Content-Type"] == "application/manifest+json"
    content: dict[str, object] = response.json()
    return content


def test_the_manifest_installs_an_app_of_this_instance(manifest: dict[str, object], settings: object) -> None:
    assert manifest["name"] == "Comity"
    assert manifest["start_url"] == "/"
    assert manifest["display"] == "standalone"


def test_every_icon_of_the_manifest_is_there_and_as_large_as_it_says(manifest: dict[str, object]) -> None:
    icons = manifest["icons"]
    assert isinstance(icons, list)
    assert {(icon["purpose"], icon["sizes"]) for icon in icons} == {
        ("any", "192x192"),
        ("any", "512x512"),
        ("maskable", "192x192"),
        ("maskable", "512x512"),
    }
    for icon in icons:
        path = finders.find(icon["src"].removeprefix("/static/"))
        assert isinstance(path, str)
        with Image.open(path) as image:
            assert "{}x{}".format(*image.size) == icon["sizes"]
            corner = image.convert("RGBA").getpixel((0, 0))
            assert isinstance(corner, tuple)
            assert (corner[3] == 255) == (icon["purpose"] == "maskable"), "a maskable icon fills its square"


def test_crawlers_may_read_public_profiles_and_nothing_else(client: Client, db: None) -> None:
    lines = client.get("/robots.txt").content.decode().splitlines()
    assert lines == ["User-agent: *", "Allow: /m/", "Allow: /static/", "Disallow: /"]


def test_an_old_browser_finds_an_icon_at_the_root(client: Client, db: None) -> None:
    response = client.get("/favicon.ico")
    assert response.status_code == 302
    assert response["Location"].endswith(".png")


@pytest.mark.parametrize("name", ["manifest", "robots", "favicon"])
def test_what_is_only_read_refuses_a_post(client: Client, db: None, name: str) -> None:
    assert client.post(reverse(f"core:{name}")).status_code == 405
