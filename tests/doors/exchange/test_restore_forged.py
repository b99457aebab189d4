"""An archive that somebody changed, or that is not whole: what is wrong is named, and nobody else's is reached."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from comity.doors.exchange.actions.restoring import RowOutcome, restore_account
from comity.doors.exchange.snapshot.reading import Known, WrongRow, candidate_of, derived_id
from comity.doors.exchange.snapshot.tables import TABLES
from comity.formats.account_archive import Archive, json_bytes, write_archive
from comity.formats.errors import FormatError
from comity.people.contacts.models import Contact
from comity.people.members.models import Member
from comity.relationships.ties.enums import Answer
from comity.relationships.ties.models import Interaction
from comity.relationships.ties.queries.network import answers_of
from tests.doors.exchange.archives import TOKEN, content_of, exported, restored
from tests.doors.exchange.lives import lived
from tests.people import signed_in


@pytest.fixture(autouse=True)
def own_ledger(tmp_path: Path, settings: Any) -> None:
    settings.DATA_DIR = tmp_path


def changed(data: bytes, path: Path, table: str, change: Callable[[list[dict[str, Any]]], None]) -> bytes:
    """Return the archive with one table edited by somebody who also mended the checksums."""
    old = zipfile.ZipFile(io.BytesIO(data))
    manifest = json.loads(old.read("comity.json"))

    def fill(writer: Any) -> dict[str, Any]:
        for name in manifest["files"]:
            if name.startswith("data/") and isinstance(rows := json.loads(old.read(name)), list):
                if name == f"data/{table}.json":
                    change(rows)
                writer.add_rows(name[5:-5], rows)
            else:
                writer.add(name, [old.read(name)])
        return {key: manifest[key] for key in ("program", "instance", "made_at", "member")}

    write_archive(path / "changed.zip", fill)
    return (path / "changed.zip").read_bytes()


@pytest.mark.parametrize(
    ("field", "value", "why"),
    [
        ("full_name", 7, "wrong-value:full_name"),
        ("full_name", "x" * 500, "wrong-value:full_name"),
        ("archived_at", "yesterday", "wrong-value:archived_at"),
        ("origin", 999_999, "refers-to-nothing"),
        ("values", "none", "not-a-list"),
        ("values", [{"kind": "bomb", "value": "x"}], "wrong-value:kind"),
    ],
)
def test_a_wrong_row_is_named_and_the_rest_comes_in(
    ada: Member, ben: Member, tmp_path: Path, field: str, value: object, why: str
) -> None:
    lived(ada, TOKEN, ben)

    def spoil(rows: list[dict[str, Any]]) -> None:
        rows[0][field] = value

    data = changed(exported(ada, tmp_path), tmp_path, "contacts", spoil)
    fresh = Member.objects.create_user("new@example.org")
    told: list[RowOutcome] = []
    restore_account(by=fresh, stream=io.BytesIO(data), on_row=told.append)

    (wrong,) = [row for row in told if row.outcome == "wrong" and row.file == "data/contacts.json"]
    assert (wrong.row, wrong.why) == (1, why)
    assert Contact.objects.filter(owner=fresh, merged_into=None).count() >= 2


def test_answers_are_taken_over_sealed_where_there_are_none_and_wrong_ones_are_named(
    ada: Member, ben: Member, tmp_path: Path
) -> None:
    lived(ada, TOKEN, ben)

    def spoil(rows: list[dict[str, Any]]) -> None:
        good = rows[0]
        rows[:] = [good, good, {**rows[1], "answer": "perhaps"}, {"contact": "x" * 22, "answer": "both"}]

    data = changed(exported(ada, tmp_path), tmp_path, "answers", spoil)
    fresh = Member.objects.create_user("new@example.org")
    told: list[RowOutcome] = []
    restore_account(by=fresh, stream=io.BytesIO(data), on_row=told.append)

    mine = {row.row: (row.outcome, row.why) for row in told if row.file == "data/answers.json"}
    assert mine == {
        1: ("added", ""),
        2: ("skipped", "repeated"),
        3: ("wrong", "wrong-value:answer"),
        4: ("wrong", "refers-to-nothing"),
    }
    (answer,) = answers_of(fresh).values()
    assert answer == Answer.ASK
    assert answers_of(ada).keys().isdisjoint(answers_of(fresh))


def test_nobody_elses_rows_can_be_reached_by_a_forged_archive(
    ada: Member, ben: Member, tmp_path: Path
) -> None:
    lived(ada, TOKEN, ben)
    lived(ben, "bens", ada)
    his = Contact.objects.filter(owner=ben).first()
    assert his is not None

    def forge(rows: list[dict[str, Any]]) -> None:
        rows[0]["people"] = [his.public_id]
        rows[0]["owner"] = ben.pk
        rows[0]["id"] = Interaction.objects.filter(owner=ben).values_list("public_id", flat=True)[0]

    before = content_of(exported(ben, tmp_path))
    data = changed(exported(ada, tmp_path), tmp_path, "interactions", forge)
    restored(Member.objects.create_user("new@example.org"), data)

    assert content_of(exported(ben, tmp_path)) == before
    assert not Interaction.objects.exclude(owner=ben).filter(people=his).exists()


HOSTILE: tuple[object, ...] = (
    None, [], [[]], {}, {"kind": []}, [{"member": []}], [7], 7, -1, 10**30, 1e300, True, "", "\0", "x" * 9_000,
    "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "9999-12-31", "24:00", "²", "../../etc/passwd",
)  # fmt: skip


def test_no_forged_row_ends_in_an_error(ada: Member, ben: Member, tmp_path: Path) -> None:
    lived(ada, TOKEN, ben)
    data = exported(ada, tmp_path)
    archive = zipfile.ZipFile(io.BytesIO(data))
    tables = [
        name[5:-5]
        for name in archive.namelist()
        if name.startswith("data/") and isinstance(json.loads(archive.read(name)), list)
    ]
    made = 0

    def forge(rows: list[dict[str, Any]]) -> None:
        nonlocal made
        for row in rows[:1]:
            rows += [
                {**row, "id": f"{number:x}".rjust(22, "a"), field: value}
                for number, (field, value) in enumerate(product(row, HOSTILE), start=made)
            ]
        made += len(rows)

    for table in tables:
        data = changed(data, tmp_path, table, forge)
    fresh = Member.objects.create_user("new@example.org")
    assert restored(fresh, data)["wrong"] > made // 3
    assert signed_in(fresh).get("/book/").status_code == 200


@pytest.mark.parametrize("text", ["\0", "\ud800", "a\udfffb"])
def test_letters_that_no_database_keeps_are_wrong(text: str) -> None:
    contacts = next(table for table in TABLES if table.model is Contact)
    for wrong in ({"full_name": text}, {"full_name": "Zoë", "field_origins": {text: "x"}}):
        with pytest.raises(WrongRow):
            candidate_of(contacts, {"id": "x", **wrong}, Known())
    assert len(derived_id("owner", text)) == 22


@pytest.mark.parametrize("counts", [None, [], {"contacts": "many"}, {"contacts": []}, 7])
def test_a_manifest_s_counts_are_no_more_than_a_hint(ada: Member, ben: Member, counts: object) -> None:
    archive = Archive({"counts": counts}, {})
    assert archive.counts == {}


@pytest.mark.parametrize(
    ("name", "value"), [("time_zone", "Nowhere/Town"), ("language", "xx"), ("name", "\0\n")]
)
def test_what_an_account_cannot_be_set_to_stays_unset(
    ada: Member, ben: Member, tmp_path: Path, name: str, value: str
) -> None:
    lived(ada, TOKEN, ben)
    old = zipfile.ZipFile(io.BytesIO(exported(ada, tmp_path)))

    def fill(writer: Any) -> dict[str, Any]:
        writer.add(
            "data/account.json", [json_bytes({**json.loads(old.read("data/account.json")), name: value})]
        )
        return {"member": ada.public_id}

    write_archive(tmp_path / "changed.zip", fill)
    fresh = Member.objects.create_user("new@example.org")
    restored(fresh, (tmp_path / "changed.zip").read_bytes())
    fresh.refresh_from_db()
    assert not getattr(fresh, name)


def cut(data: bytes) -> bytes:
    return data[: len(data) // 2]


def swapped(data: bytes) -> bytes:
    old, new = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    with zipfile.ZipFile(new, "w") as archive:
        for name in old.namelist():
            archive.writestr(name, b"[]" if name == "data/ties.json" else old.read(name))
    return new.getvalue()


def of_the_future(data: bytes) -> bytes:
    old, new = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    with zipfile.ZipFile(new, "w") as archive:
        for name in old.namelist():
            archive.writestr(name, old.read(name).replace(b'"version": 1', b'"version": 2', 1))
    return new.getvalue()


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (cut, "broken-zip"),
        (swapped, "export-changed"),
        (of_the_future, "newer-export"),
        (lambda _: b"PK\x05\x06" + bytes(18), "empty-zip"),
    ],
)
def test_a_file_that_is_not_whole_changes_nothing(
    ada: Member, ben: Member, tmp_path: Path, spoil: Callable[[bytes], bytes], code: str
) -> None:
    lived(ada, TOKEN, ben)
    fresh = Member.objects.create_user("new@example.org")

    with pytest.raises(FormatError) as problem:
        restored(fresh, spoil(exported(ada, tmp_path)))
    assert problem.value.code == code
    assert not Contact.objects.filter(owner=fresh).exists()
