"""The list of erased accounts, kept outside database and backups: after a restore they are erased again.

A line holds a digest of the account's random id and a moment; nobody can tell from it who that was.
"""

from __future__ import annotations

import hashlib
import json
import os
from datetime import datetime
from pathlib import Path

from django.conf import settings


def ledger_path() -> Path:
    return Path(settings.DATA_DIR) / "ledger" / "erasures.jsonl"


def digest_of(public_id: str) -> str:
    return hashlib.sha256(public_id.encode()).hexdigest()


def note_erasure(public_id: str, *, at: datetime, undone: bool = False) -> None:
    """Add a line and wait until it is on the disk; ``undone`` takes it back if the erasure failed after all."""
    path = ledger_path()
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    line = {
        "member": digest_of(public_id),
        "at": at.isoformat(timespec="seconds"),
        **({"undone": True} if undone else {}),
    }
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        # A line that a crash cut short must not swallow this one.
        os.write(handle, b"\n" + json.dumps(line).encode() + b"\n")
        os.fsync(handle)
    finally:
        os.close(handle)


def erased_digests(path: Path | None = None) -> set[str]:
    """Return the digests of all accounts that were erased; a line cut short by a crash is passed over."""
    path = path or ledger_path()
    erased: set[str] = set()
    if not path.exists():
        return erased
    for text in path.read_text(errors="replace").splitlines():
        try:
            line = json.loads(text)
            member = str(line["member"])
        except (ValueError, TypeError, KeyError):
            continue
        if line.get("undone"):
            erased.discard(member)
        else:
            erased.add(member)
    return erased


def adopt_ledger(other: Path) -> None:
    """Take over what another instance's list remembers, as when its backup is restored beside it."""
    path = ledger_path()
    if not other.exists() or other.resolve() == path.resolve():
        return
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(handle, "ab") as ours:
        ours.write(b"\n" + other.read_bytes() + b"\n")
        ours.flush()
        os.fsync(ours.fileno())
