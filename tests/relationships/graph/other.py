"""Another process on the tests' database: does what it is told, a line each, and says what came of it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from types import TracebackType

from tests.foundation.work.processes import database_url

ROOT = Path(__file__).resolve().parents[3]


class Other:
    """Starts the process, tells it things, and ends it."""

    def __enter__(self) -> Other:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.relationships.graph.other"],
            cwd=ROOT,
            env={**os.environ, "DATABASE_URL": database_url()},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.process.kill()
        self.process.communicate()

    def told(self, *words: object) -> str:
        """Return what the process answered; empty if it died."""
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(" ".join(map(str, words)) + "\n")
        self.process.stdin.flush()
        return self.process.stdout.readline().strip()


def _serve() -> None:
    import django

    django.setup()
    from comity.people.members.models import Member
    from comity.relationships.graph.actions import changes
    from comity.relationships.graph.queries.ways import ways_to
    from comity.relationships.mutual.actions.lending import lend_tie
    from comity.relationships.ties.enums import Lending

    def die() -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    for line in sys.stdin:
        verb, *words = line.split()
        one, other = (Member.objects.get(pk=int(word)) for word in words[:2])
        if verb == "ways":
            found = ways_to(one, other)
            said = "|".join(f"{way.first_id},{way.second_id}" for way in found.ways)
            print(said or ("none" if found.is_ready else "not ready"), flush=True)
            continue
        if verb == "lend-and-die":
            changes.apply_committed = die
        lend_tie(by=one, other=other, lends=Lending(words[2]))
        print("done", flush=True)


if __name__ == "__main__":
    _serve()
