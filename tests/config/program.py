"""The `comity` program as an operator runs it: a real process in a folder of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ADA = "ada@example.org"
MAKE_ADA = (
    "import django; django.setup(); from comity.people.members.models import Member; "
    f"Member.objects.create_user({ADA!r}, name='Ada')"
)


def comity(folder: Path, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    kept = {
        key: value for key, value in os.environ.items() if not key.startswith(("COMITY_", "DATABASE_URL"))
    }
    return subprocess.run(
        [sys.executable, "-m", "comity", *arguments],
        cwd=folder,
        env=kept | {"COLUMNS": "200"} | settings,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def own_environment() -> dict[str, str]:
    kept = {
        key: value for key, value in os.environ.items() if not key.startswith(("COMITY_", "DATABASE_URL"))
    }
    return kept | {"DJANGO_SETTINGS_MODULE": "comity.config.settings"}
