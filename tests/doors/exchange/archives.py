"""Archives of accounts as they are written, read back and compared."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

from comity.doors.exchange.actions.account import export_account
from comity.doors.exchange.actions.restoring import restore_account
from comity.people.members.models import Member

TOKEN = "qxcanary"
NOT_READ_BACK = {"account", "audit", "imports", "invitations", "accepted_invitations", "merges"}


def exported(member: Member, path: Path) -> bytes:
    export_account(member, path / "account.zip")
    return (path / "account.zip").read_bytes()


def restored(member: Member, data: bytes) -> dict[str, int]:
    return restore_account(by=member, stream=io.BytesIO(data))


def content_of(data: bytes) -> dict[str, Any]:
    """Return the tables with numbers of rows and days of change made equal, links to members dropped."""
    archive = zipfile.ZipFile(io.BytesIO(data))
    tables = {
        name[5:-5]: json.loads(archive.read(name)) for name in archive.namelist() if name.startswith("data/")
    }
    origins = {row["id"]: [row["kind"], row["file"], row["at"]] for row in tables["origins"]}

    def plain(value: Any, name: str = "") -> Any:
        if isinstance(value, list):
            return sorted((plain(one, name) for one in value), key=json.dumps)
        if isinstance(value, dict):
            return {key: plain(one, key) for key, one in value.items() if key not in {"changed_at", "member"}}
        if name in {"origin", "title"} and isinstance(value, int):
            return origins[value]
        if name == "photo" and value:
            return "a picture"
        return None if name == "id" and isinstance(value, int) else value

    return {name: plain(rows) for name, rows in tables.items() if name not in NOT_READ_BACK}
