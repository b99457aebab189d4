"""A full disk: a real one of one megabyte where mounting is allowed, else the system's limit on a file's size."""

from __future__ import annotations

import resource
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from comity.doors.exchange.models import Import
from comity.people.members.models import Member
from tests.people import signed_in

MEGABYTE = 1024 * 1024
TOO_MUCH = b"Name,E-mail\n" + b"Ben,ben@example.org\n" * MEGABYTE  # 20 MB


@pytest.fixture
def full_disk(tmp_path: Path) -> Iterator[Path]:
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(disk)]
    if subprocess.run(mount, check=False, capture_output=True).returncode == 0:
        yield disk
        subprocess.run(["umount", str(disk)], check=True)
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (16 * MEGABYTE, hard))
    yield disk
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize("place", ["on the way in", "where uploads are kept"])
def test_a_full_disk_is_told_and_leaves_nothing(
    ada: Member, full_disk: Path, settings: Settings, place: str
) -> None:
    if place == "on the way in":
        settings.FILE_UPLOAD_TEMP_DIR = str(full_disk)
    else:
        default = settings.STORAGES["default"]
        options = {**default["OPTIONS"], "location": str(full_disk)}
        settings.STORAGES = {**settings.STORAGES, "default": {**default, "OPTIONS": options}}
    answer = signed_in(ada).post("/import/", {"file": SimpleUploadedFile("list.csv", TOO_MUCH)})

    assert answer.status_code == 422
    assert "The disk of this server is full" in answer.content.decode()
    assert not Import.objects.exists()
    assert [path for path in full_disk.rglob("*") if path.is_file()] == []


def test_a_file_that_finds_room_comes_in(ada: Member, full_disk: Path, settings: Settings) -> None:
    settings.FILE_UPLOAD_TEMP_DIR = str(full_disk)
    small = SimpleUploadedFile("list.csv", TOO_MUCH[:1000])
    answer = signed_in(ada).post("/import/", {"file": small})

    assert answer.status_code == 302
    assert Import.objects.get().size == 1000


@pytest.mark.django_db
def test_nobody_fills_the_disk_before_they_sign_in(
    client: Client, tmp_path: Path, settings: Settings
) -> None:
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    answer = client.post("/accounts/login/", {"file": SimpleUploadedFile("list.csv", TOO_MUCH)})
    assert answer.status_code == 200
    assert not answer.wsgi_request.FILES


def test_many_files_together_may_be_no_larger_than_one(ada: Member, settings: Settings) -> None:
    settings.MAX_UPLOAD_BYTES = 2 * len(TOO_MUCH)
    many = {f"file{number}": SimpleUploadedFile("list.csv", TOO_MUCH) for number in range(4)}
    assert len(signed_in(ada).post("/settings/language/", many).wsgi_request.FILES) == 2
