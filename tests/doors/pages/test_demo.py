"""The demo's door: open on the demo's own database on this machine, and nowhere else."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import Client, override_settings

import comity.config.urls  # noqa: F401  # read under these settings, not those of a test here
from comity.config.demo.personas import PERSONAS
from comity.doors.pages.registry import PersonaCard, personas
from comity.doors.pages.rules import DEMO_MARK, is_demo_open
from comity.foundation.core.models import InstanceMark
from comity.people.members.models import Member

pytestmark = pytest.mark.django_db


@pytest.fixture
def persona(ada: Member) -> Iterator[Member]:
    before = dict(personas._entries)  # the demo's own, where its settings were seen first
    personas._entries.clear()
    personas.register(ada.email, PersonaCard("Grid planner", "Keep in touch."))
    yield ada
    personas._entries.clear()
    personas._entries.update(before)


@pytest.fixture
def _mark() -> None:
    InstanceMark.objects.create(key=DEMO_MARK)


LOCAL = {"IS_DEMO": True, "BASE_URL": "http://localhost:8000"}


@pytest.mark.usefixtures("_mark")
def test_one_click_enters_as_a_persona(persona: Member) -> None:
    with override_settings(**LOCAL):
        browser = Client()
        assert persona.name in browser.get("/demo/").content.decode()
        assert browser.post(f"/demo/{persona.public_id}/")["Location"] == "/"
        assert browser.get("/").context["user"] == persona


@pytest.mark.usefixtures("_mark")
def test_nobody_but_a_persona_is_entered_as(persona: Member, ben: Member) -> None:
    with override_settings(**LOCAL):
        assert Client().post(f"/demo/{ben.public_id}/").status_code == 404
        assert Client().get(f"/demo/{persona.public_id}/").status_code == 405


@pytest.mark.usefixtures("_mark")
@pytest.mark.parametrize("change", [{"IS_DEMO": False}, {"BASE_URL": "https://comity.example.org"}])
def test_on_no_other_instance_is_there_a_demo(persona: Member, change: dict[str, object]) -> None:
    with override_settings(**LOCAL | change):
        assert Client().get("/demo/").status_code == 404
        assert Client().post(f"/demo/{persona.public_id}/").status_code == 404


def test_a_real_database_run_as_a_demo_opens_nothing(persona: Member) -> None:
    with override_settings(**LOCAL):
        assert Client().post(f"/demo/{persona.public_id}/").status_code == 404


@pytest.mark.parametrize("host", ["comity.example.org", "192.168.0.10", "localhost.example.org", ""])
def test_a_public_host_is_never_a_demo(host: str) -> None:
    assert not is_demo_open(is_demo=True, host=host, has_mark=True)


def test_the_five_are_different_people() -> None:
    assert len({persona.email for persona in PERSONAS}) == len({persona.name for persona in PERSONAS}) == 5
    assert not settings.IS_DEMO
