"""What `comity import` does: the page's import by another door."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from comity.doors.exchange.actions.whole import import_file
from comity.doors.exchange.models import Import
from comity.people.contacts.models import Contact
from comity.people.members.models import Member
from tests.doors.exchange.files import BEN, DORA, connections


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "Connections.csv"
    path.write_text(connections(BEN, DORA), encoding="utf-8")
    return path


def test_a_file_comes_in_and_each_row_is_reported(ada: Member, path: Path, tmp_path: Path) -> None:
    said: list[str] = []
    with (tmp_path / "rows.jsonl").open("w", encoding="utf-8") as report:
        summary = import_file(path, ada, report=report, on_progress=lambda upload: said.append(upload.phase))

    assert (summary.ok, summary.counts) == (True, {"added": 2})
    assert Contact.objects.visible_to(ada).count() == 2
    assert {"reading", "people"} <= set(said)
    rows = [json.loads(line) for line in (tmp_path / "rows.jsonl").read_text(encoding="utf-8").splitlines()]
    assert rows[0] == {
        "file": "Connections.csv",
        "row": 5,
        "outcome": "added",
        "what": "Ben Sørensen",
        "why": "",
    }
    assert len(rows) == 2


def test_a_dry_run_says_the_same_and_changes_nothing(ada: Member, path: Path, tmp_path: Path) -> None:
    with (tmp_path / "rows.jsonl").open("w", encoding="utf-8") as report:
        summary = import_file(path, ada, dry_run=True, report=report)

    assert summary.counts == {"added": 2}
    assert len((tmp_path / "rows.jsonl").read_text(encoding="utf-8").splitlines()) == 2
    assert not Contact.objects.exists()
    assert Import.objects.get().state == "cancelled"


def test_any_list_is_read_by_the_guessed_columns(ada: Member, tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text(
        "Name;E-Mail;Firma\nBen Sørensen;ben@example.org;Acme\n", encoding="utf-8"
    )
    import_file(tmp_path / "list.csv", ada)

    card = Contact.objects.get()
    assert (card.full_name, card.organization) == ("Ben Sørensen", "Acme")


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "This file is empty"),
        (b"PK\x03\x04half", "damaged or incomplete"),
        (b"abc,def,ghi\n1,2,3\n", "It cannot be told what the columns mean: abc, def, ghi"),
        (b"\x00\x01\x02\x03" * 500, "none of the files Comity reads"),
    ],
)
def test_what_cannot_be_read_is_told_in_a_sentence(
    ada: Member, tmp_path: Path, data: bytes, sentence: str
) -> None:
    (tmp_path / "file").write_bytes(data)
    summary = import_file(tmp_path / "file", ada)

    assert not summary.ok
    assert sentence in summary.problem
    assert not Contact.objects.exists()
    assert not Import.objects.filter(state__in=("uploaded", "mapping", "ready")).exists()
