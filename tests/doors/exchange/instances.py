"""Whole instances in folders of their own, worked through the `comity` program as an operator does."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from cryptography.fernet import Fernet

_WORK = """
import django; django.setup()
from comity.people.members.models import Member
{code}
"""


@dataclass(frozen=True)
class Place:
    """An instance: a data folder, and a database if it is not the file in there."""

    folder: Path
    database: str = ""
    data_key: str = ""

    def with_secret(self) -> Place:
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / "secret.key").write_text("tests only")
        return self

    def environment(self) -> dict[str, str]:
        kept = {key: value for key, value in os.environ.items() if not key.startswith(("COMITY_", "DJANGO_"))}
        kept.pop("DATABASE_URL", None)
        if self.database:
            kept["DATABASE_URL"] = self.database
        if self.data_key:
            kept["COMITY_DATA_KEYS"] = self.data_key
        return {**kept, "COMITY_DATA_DIR": str(self.folder), "COLUMNS": "400"}

    def comity(self, *words: str, fails: bool = False) -> str:
        """Run the program and return what it said; ``fails`` expects an error."""
        run = subprocess.run(
            [sys.executable, "-m", "comity", *words],
            env=self.environment(),
            capture_output=True,
            text=True,
            check=False,
        )
        said = run.stdout + run.stderr
        assert (run.returncode != 0) == fails, said
        assert "Traceback" not in said, said
        return " ".join(said.replace("│", " ").split())

    def python(self, code: str) -> str:
        """Run code in the instance and return what it printed."""
        run = subprocess.run(
            [sys.executable, "-c", _WORK.format(code=code)],
            env={**self.environment(), "DJANGO_SETTINGS_MODULE": "comity.config.settings"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert run.returncode == 0, run.stderr
        return run.stdout.strip()


def made(place: Place) -> Place:
    """Prepare an instance with two members, one with a note, a photo and an open session."""
    place.python(
        "from comity.foundation.core.tables import bring_up\n"
        "bring_up()\n"
        "from tests.doors.exchange.lives import lived\n"
        "from django.contrib.sessions.backends.db import SessionStore\n"
        "erin, ben = (Member.objects.create_user(f'{name}@example.org', name=name) for name in ('erin', 'ben'))\n"
        "lived(erin, 'qxcanary', ben)\n"
        "session = SessionStore(); session['_auth_user_id'] = str(erin.pk); session.save()"
    )
    return place


def fresh_key() -> str:
    return Fernet.generate_key().decode()


SEEN = (
    "from comity.relationships.ties.models import Tie\n"
    "from comity.people.contacts.models import Contact\n"
    "from django.contrib.sessions.models import Session\n"
    "print(sorted(Member.objects.values_list('email', flat=True)), Contact.objects.count(),"
    " [tie.notes.splitlines()[0] for tie in Tie.objects.all()], Session.objects.count(),"
    " sorted(c.photo.read()[:2] == b'\\xff\\xd8' for c in Contact.objects.exclude(photo='')))"
)
WHOLE = "['ben@example.org', 'erin@example.org'] 4 ['Secret qxcanary'] 0 [True]"
