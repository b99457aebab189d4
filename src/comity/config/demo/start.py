"""`comity demo`: a database of its own, made once, served on this machine, entered by one click."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path

from rich.console import Console

from comity.config.environment import Environment
from comity.config.serving import Server, free_port

HOST = "127.0.0.1"


def point_environment_at(folder: Path, port: int) -> Environment:
    """Set what a demo needs, whatever this shell has set for a real instance."""
    for name in ("DATABASE_URL", "EMAIL_URL", "COMITY_SECRET", "COMITY_DATA_KEYS", "COMITY_STORAGE_DIR"):
        os.environ.pop(name, None)
    os.environ |= {
        "COMITY_DEMO": "1",
        "COMITY_DATA_DIR": str(folder),
        "COMITY_BASE_URL": f"http://localhost:{port}",
        "COMITY_LISTENS_ON": HOST,
        "COMITY_REGISTRATION": "open",
        "COMITY_NAME": "Comity",
        "COMITY_LOG_LEVEL": "WARNING",
    }
    return Environment()


def run_demo(console: Console, *, port: int, folder: Path, fresh: bool, members: int) -> None:
    """Make the demo if it is not there, and serve it until Ctrl-C."""
    from comity.config.first_start import prepare

    port = free_port(port)
    if fresh:
        shutil.rmtree(folder, ignore_errors=True)
    environment = point_environment_at(folder.resolve(), port)
    prepare(environment, console)
    _fill_once(console, members)
    Server(HOST, port).run(
        on_answer=lambda: console.print(
            f"The demo answers at [bold]{environment.base_url}[/bold]. Ctrl-C stops it.", highlight=False
        )
    )


def _fill_once(console: Console, members: int) -> None:
    from django.utils import timezone

    from comity.config.demo.making import make_demo
    from comity.doors.pages.rules import DEMO_MARK
    from comity.foundation.core.models import InstanceMark
    from comity.people.members.models import Member

    if InstanceMark.objects.filter(key=DEMO_MARK).exists():
        return
    if Member.objects.exists():
        raise SystemExit("There are people in this database and it is not a demo: choose another --folder.")
    began = time.monotonic()
    console.print(f"Making up a professional body of {members + 5}, about a minute for 300 …")
    with console.status("Making up members …") as status:
        make_demo(status.update, timezone.now().date(), members)
    InstanceMark.objects.create(key=DEMO_MARK)
    console.print(f"Made up in {time.monotonic() - began:.0f} s.")
