"""What is refused at start: by `comity serve`, and by another server that loads the site."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from comity.config.environment import is_loopback
from tests.config.program import comity, own_environment
from tests.postgres import cluster, require

PUBLIC = ("0.0.0.0", "::", "192.168.0.10", "")
MARK = (
    "import django; django.setup(); from comity.foundation.core.models import InstanceMark; "
    "InstanceMark.objects.{}"
)


def under_another_server(folder: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    """Load the site as gunicorn or uwsgi would."""
    return python(folder, "import comity.config.wsgi", **settings)


def python(folder: Path, code: str, **settings: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=folder,
        env=own_environment() | {"COLUMNS": "200"} | settings,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


@pytest.mark.parametrize(
    ("settings", "name"),
    [
        ({"COMITY_DEBUG": "1", "COMITY_BASE_URL": "https://comity.example.org"}, "debug"),
        ({"COMITY_DEMO": "1", "COMITY_BASE_URL": "https://comity.example.org"}, "demo"),
        ({"COMITY_OIDC_ISSUER": "https://id.example.org"}, "sign-in provider"),
        ({"COMITY_DATA_KEYS": "not a key"}, "data keys"),
    ],
)
def test_what_is_unsafe_is_refused_at_start(instance: Path, settings: dict[str, str], name: str) -> None:
    assert comity(instance, "doctor", **settings).returncode == 1
    refused = comity(instance, "serve", "--port", "0", **settings)
    assert refused.returncode == 1
    assert name in refused.stdout
    assert "does not start" in refused.stderr
    loaded = under_another_server(instance, **settings)
    assert loaded.returncode == 1
    assert "does not start" in loaded.stderr


def test_without_its_keys_an_instance_does_not_start(instance: Path) -> None:
    for name in ("secret.key", "data.key"):
        key = instance / "data" / name
        hidden = key.rename(key.with_suffix(".away"))
        try:
            refused = comity(instance, "serve", "--port", "0")
            assert refused.returncode == 1, refused.stdout
            assert "does not start" in refused.stderr
        finally:
            hidden.rename(key)


@pytest.mark.parametrize("address", PUBLIC)
@pytest.mark.parametrize("setting", ["COMITY_DEBUG", "COMITY_DEMO"])
def test_debug_and_demo_listen_on_this_machine_alone(instance: Path, setting: str, address: str) -> None:
    refused = comity(instance, "serve", "--host", address, "--port", "0", **{setting: "1"})
    assert refused.returncode == 1
    assert "not this machine alone" in refused.stdout
    assert "does not start" in refused.stderr


def test_a_demos_database_is_served_to_this_machine_alone(instance: Path) -> None:
    assert python(instance, MARK.format("create(key='demo')")).returncode == 0
    try:
        for refused in (
            comity(instance, "serve", "--host", "0.0.0.0", "--port", "0"),
            comity(instance, "serve", "--port", "0", COMITY_BASE_URL="https://comity.example.org"),
        ):
            assert refused.returncode == 1
            assert "made by `comity demo`" in refused.stdout
        assert "made by `comity demo`" in under_another_server(instance).stderr
    finally:
        assert python(instance, MARK.format("all().delete()")).returncode == 0


def test_a_sound_instance_is_loaded_by_another_server(instance: Path) -> None:
    loaded = under_another_server(instance)
    assert loaded.returncode == 0, loaded.stderr
    assert under_another_server(instance, COMITY_DEBUG="1").returncode == 1
    assert under_another_server(instance, COMITY_DEBUG="1", COMITY_LISTENS_ON="127.0.0.1").returncode == 0


def test_a_database_that_forgets_is_refused(instance: Path) -> None:
    with cluster(require()) as url:
        forgetful = f"{url}?options=-c%20synchronous_commit%3Doff"
        for refused in (
            comity(instance, "serve", "--port", "0", DATABASE_URL=forgetful),
            comity(instance, "worker", DATABASE_URL=forgetful),
            under_another_server(instance, DATABASE_URL=forgetful),
        ):
            assert refused.returncode == 1
            assert "synchronous_commit=off" in refused.stdout + refused.stderr
            assert "does not start" in refused.stderr
        assert comity(instance, "doctor", DATABASE_URL=forgetful).returncode == 1
        assert under_another_server(instance, DATABASE_URL=url).returncode == 0


@pytest.mark.parametrize("address", ["127.0.0.1", "127.8.0.1", "::1", "localhost"])
def test_loopback_is_this_machine(address: str) -> None:
    assert is_loopback(address)


@pytest.mark.parametrize("address", [*PUBLIC, "comity.example.org", "localhost.example.org", "10.0.0.1"])
def test_every_other_address_may_be_reached_by_others(address: str) -> None:
    assert not is_loopback(address)
