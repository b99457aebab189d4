"""What every test stands on: settings that need no environment, and three people."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator

import django
import hypothesis
import pytest
import pytest_django
from cryptography.fernet import Fernet
from django.conf import settings
from django.core.management import call_command
from django.core.management.commands import flush
from django.db import connection
from django.utils import timezone, translation

_DATA = tempfile.mkdtemp(prefix="comity-tests-")
os.environ.update(
    COMITY_DATA_DIR=_DATA,
    COMITY_SECRET="tests only",
    COMITY_DATA_KEYS=Fernet.generate_key().decode(),
    COMITY_REGISTRATION="open",
    DJANGO_SETTINGS_MODULE="comity.config.settings",
)
# The same examples each time, so that a run that failed fails again and one that passed passes; how long one takes
# says more about the machine than about the code. `--hypothesis-profile=explore` looks further (docs/testing.md).
Phase = hypothesis.Phase
hypothesis.settings.register_profile(
    "comity",
    derandomize=True,
    deadline=None,
    database=None,
    phases=(Phase.explicit, Phase.generate, Phase.target, Phase.shrink),
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.register_profile(
    "explore",
    hypothesis.settings.get_profile("comity"),
    derandomize=False,
    max_examples=1_000,
    phases=tuple(Phase),
    print_blob=True,
)
hypothesis.settings.load_profile("comity")
django.setup()  # here and not by pytest's own setting, which is read before this environment is set
pytest_plugins = ["tests.people", "tests.smtp"]


def pytest_configure(config: pytest.Config) -> None:
    if getattr(config.option, "numprocesses", None):
        # Each process of xdist has a data folder of its own; one that inherits this would read the settings
        # with ours, before its conftest says which is its own.
        os.environ.pop("DJANGO_SETTINGS_MODULE")
    # No collectstatic has run: static files keep their plain names, as Django advises for tests.
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    # After each test of several transactions the tables are emptied; who listens to `migrate` would fill those of
    # permissions and kinds of content again, which nothing here reads, in an eighth of a second each time.
    vars(flush)["emit_post_migrate_signal"] = lambda *_, **__: None
    if connection.vendor == "postgresql":
        # To truncate a hundred tables writes a hundred files; the few rows of a test are deleted in a hundredth of that.
        vars(connection.ops)["sql_flush"] = _deletes
    # The tests' database is made at once, as a new one is; that it is like one that went through every migration is
    # held in tests/contracts/test_new_database.py.
    settings.DATABASES["default"].setdefault("TEST", {})["MIGRATE"] = False
    # A password is hashed for each test person; what makes that slow is Django's own and tested there.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def _deletes(_style: object, tables: list[str], **_how: bool) -> list[str]:
    """Return what empties the tables; what refers to what is looked at when all of them are."""
    return [f"DELETE FROM {connection.ops.quote_name(table)}" for table in tables]


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: pytest_django.DjangoDbBlocker) -> None:
    """Note in the tests' database that each migration is applied, as in every other."""
    with django_db_blocker.unblock():
        call_command("migrate", fake=True, verbosity=0)


@pytest.fixture(autouse=True)
def _nobody_asked_yet() -> Iterator[None]:
    """Forget the language and time zone of whom a test asked as; a page leaves them to whatever the thread does next."""
    yield
    translation.deactivate()
    timezone.deactivate()
