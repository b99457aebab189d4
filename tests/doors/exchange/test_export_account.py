"""The account as a ZIP: complete, as its schema says, and for its owner alone."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import timezone
from jsonschema import Draft202012Validator

from comity.doors.exchange.actions.account import export_account
from comity.doors.exchange.actions.exporting import drop_old_exports, make_export, request_export
from comity.doors.exchange.models import ExportRun
from comity.doors.exchange.snapshot.schema import account_schema
from comity.formats.sniff import COMITY, detect
from comity.foundation.work.jobs import run_waiting
from comity.people.members.models import Member
from tests.contracts.house import ROOT
from tests.doors.exchange.lives import lived
from tests.doors.exchange.test_export_book import body_of
from tests.people import signed_in
from tests.people.members.people import PASSWORD, proven, signs_in

TOKEN = "qxcanary"


def sure(member: Member) -> Client:
    """Sign in and answer the question who is there, as before every serious step."""
    if not EmailAddress.objects.filter(user=member).exists():
        proven(member)
    browser = signs_in(member)
    browser.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return browser


@pytest.fixture
def archive(ada: Member, ben: Member, tmp_path: Path) -> zipfile.ZipFile:
    lived(ada, TOKEN, ben)
    lived(ben, "othertoken", ada)
    export_account(ada, tmp_path / "ada.zip")
    return zipfile.ZipFile(tmp_path / "ada.zip")


def table(archive: zipfile.ZipFile, name: str) -> Any:
    return json.loads(archive.read(f"data/{name}.json"))


def test_every_file_is_named_with_its_checksum_and_the_first_says_what_it_is(
    archive: zipfile.ZipFile,
) -> None:
    manifest = json.loads(archive.read("comity.json"))

    assert archive.namelist() == ["comity.json", *manifest["files"]]
    for name, about in manifest["files"].items():
        data = archive.read(name)
        assert about == {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
    assert archive.fp is not None
    archive.fp.seek(0)
    assert detect("x", archive.fp.read(65_536)) == COMITY


def test_every_table_is_as_the_schema_says(archive: zipfile.ZipFile) -> None:
    schema = account_schema()
    Draft202012Validator.check_schema(schema)
    tables = [name for name in schema["$defs"] if name != "manifest"]

    for name in tables:
        check = Draft202012Validator({**schema, "$ref": f"#/$defs/{name}"})
        check.validate(table(archive, name))
    check = Draft202012Validator({**schema, "$ref": "#/$defs/manifest"})
    check.validate(json.loads(archive.read("comity.json")))
    assert json.loads(archive.read("schema.json")) == schema
    assert len([name for name in tables if table(archive, name)]) >= 12


def test_the_documented_schema_is_the_one_in_use() -> None:
    path = ROOT / "docs" / "export.schema.json"
    assert json.loads(path.read_text()) == account_schema(), "run: python tools/export_schema.py"


def test_what_a_member_wrote_and_gathered_is_in_it(archive: zipfile.ZipFile, ben: Member) -> None:
    contacts = {row["full_name"]: row for row in table(archive, "contacts")}
    zoe = contacts[f"Zoë {TOKEN}"]
    (tie,) = table(archive, "ties")
    (profile,) = table(archive, "profile")
    (close,) = table(archive, "lists")
    met = next(row for row in table(archive, "interactions") if row["kind"] == "met")

    assert set(contacts) == {f"Zoë {TOKEN}", f"Old Zoë {TOKEN}", f"Archived {TOKEN}", f"Ben {TOKEN} Sørensen"}
    assert zoe["member"] == {"member": ben.public_id, "name": "Erin othertoken"}
    assert archive.read(zoe["photo"]).startswith(b"\xff\xd8")
    assert contacts[f"Old Zoë {TOKEN}"]["merged_into"] == zoe["id"]
    assert (tie["contact"], tie["notes"], tie["tags"]) == (
        zoe["id"],
        f"Secret {TOKEN}\nsecond line",
        [f"Tag {TOKEN}"],
    )
    assert zoe["id"] in met["people"]
    assert len(met["people"]) == 2
    shows = {show["part"]: show["audience"] for show in profile["shows"]}
    assert shows == {"headline": {"kind": "public"}, "about": {"kind": "named", "list": close["id"]}}
    assert table(archive, "account")["email"] == "ada@example.org"
    assert TOKEN in archive.read("book.vcf").decode()
    assert f"Archived {TOKEN}" in archive.read("book.csv").decode()


def test_nothing_of_anybody_else_is_in_it(archive: zipfile.ZipFile) -> None:
    inside = b"".join(archive.read(name) for name in archive.namelist())

    assert inside.count(b"othertoken") == 2  # Ben's name, on Ada's list and on the card linked with him


def test_no_secret_is_in_it(archive: zipfile.ZipFile, ada: Member) -> None:
    inside = b"".join(archive.read(name) for name in archive.namelist())

    assert ada.password.encode() not in inside
    assert b"pbkdf2" not in inside


def test_the_readme_speaks_the_members_language(ada: Member, tmp_path: Path) -> None:
    export_account(ada, tmp_path / "en.zip")
    readme = zipfile.ZipFile(tmp_path / "en.zip").read("README.txt").decode()

    assert "This is the account of Ada Okafor" in readme
    assert "comity import FILE.zip --owner EMAIL" in readme


def test_nothing_is_left_where_writing_failed(ada: Member, tmp_path: Path) -> None:
    def stop(done: int, total: int) -> None:
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        export_account(ada, tmp_path / "ada.zip", stop)
    assert list(tmp_path.iterdir()) == []


def test_from_the_button_to_the_file(ada: Member, ben: Member) -> None:
    browser = sure(ada)

    assert browser.post("/settings/export/make/").headers["Location"] == "/settings/export/"
    run = ExportRun.objects.get()
    assert "being made" in browser.get(f"/settings/export/{run.public_id}/").content.decode()
    run_waiting()
    run.refresh_from_db()
    response = browser.get(f"/settings/export/{run.public_id}/account.zip")
    data = body_of(response)
    assert zipfile.ZipFile(io.BytesIO(data)).testzip() is None
    assert int(response["Content-Length"]) == len(data) == run.size
    assert "no-store" in response["Cache-Control"]
    assert (
        f"/settings/export/{run.public_id}/account.zip" in browser.get("/settings/export/").content.decode()
    )
    assert sure(ben).get(f"/settings/export/{run.public_id}/account.zip").status_code == 404


def test_another_member_finds_no_trace_of_a_run(ada: Member, ben: Member) -> None:
    run = request_export(by=ada)
    browser = signed_in(ben)

    assert browser.get(f"/settings/export/{run.public_id}/").status_code == 404
    assert run.public_id not in browser.get("/settings/export/").content.decode()


def test_it_is_asked_once_more_who_is_there(ada: Member) -> None:
    run = request_export(by=ada)
    make_export(run.pk)
    stale = signed_in(proven(ada))  # signed in, but who knows since when

    for answer in (
        stale.post("/settings/export/make/"),
        stale.get(f"/settings/export/{run.public_id}/account.zip"),
    ):
        assert answer.status_code == 302
        assert answer.headers["Location"].startswith("/accounts/reauthenticate/")
    assert ExportRun.objects.count() == 1
    again = stale.post("/accounts/reauthenticate/?next=/settings/export/", {"password": PASSWORD})
    assert again.headers["Location"] == "/settings/export/"
    assert stale.get(f"/settings/export/{run.public_id}/account.zip").status_code == 200


def test_asking_twice_makes_one_file(ada: Member) -> None:
    assert request_export(by=ada).pk == request_export(by=ada).pk
    run_waiting()
    assert ExportRun.objects.get().state == "ready"
    assert request_export(by=ada).pk != ExportRun.objects.earliest("pk").pk


def test_a_file_goes_after_a_week(ada: Member) -> None:
    run = request_export(by=ada)
    make_export(run.pk)
    run.refresh_from_db()
    name, soon = run.file.name or "", timezone.now() + timedelta(days=7)

    assert drop_old_exports(soon - timedelta(hours=1)) == 0
    assert drop_old_exports(soon) == 1
    run.refresh_from_db()
    assert (run.state, run.file.name) == ("gone", "")
    assert not default_storage.exists(name)
    assert sure(ada).get(f"/settings/export/{run.public_id}/account.zip").status_code == 404


@pytest.mark.parametrize(
    ("path", "method"),
    [
        ("/settings/export/", "post"),
        ("/settings/export/make/", "get"),
        ("/settings/export/x/", "post"),
        ("/settings/export/x/account.zip", "post"),
        ("/settings/leave/", "put"),
    ],
)
def test_wrong_methods_and_strangers(ada: Member, client: Client, path: str, method: str) -> None:
    assert getattr(signed_in(ada), method)(path).status_code == 405
    right = "post" if path.endswith("make/") else "get"
    answer = getattr(client, right)(path)
    assert answer.headers["Location"] == f"/accounts/login/?next={path}"


@pytest.mark.parametrize("path", ["/settings/export/nonsense/", "/settings/export/nonsense/account.zip"])
def test_a_run_that_never_was(ada: Member, path: str) -> None:
    assert sure(ada).get(path).status_code == 404


def test_queries_do_not_grow_with_the_account(
    ada: Member, ben: Member, tmp_path: Path, django_assert_max_num_queries: Any
) -> None:
    lived(ada, TOKEN, ben)
    with django_assert_max_num_queries(136):
        export_account(ada, tmp_path / "a.zip")
