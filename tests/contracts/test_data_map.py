"""Every stored field says whether it leaves with its owner, how it is erased and who sees it; and it is so."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any, cast

import pytest
from django.apps import apps
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.core.files.storage import default_storage
from django.db.models import Field, FileField
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from comity.doors.exchange.actions.account import export_account
from comity.doors.exchange.actions.erasing import erase_member
from comity.people.members.models import Member
from tests.contracts.canary import is_free_text, label_of, tokens_in
from tests.contracts.data_map import MAP, PERSONAL, SEEN_BY, Entry, columns
from tests.contracts.pages import World, world

NAMES = {
    "public_id": "id",
    "created_at": "made_at",
    "revoked_at": "withdrawn_at",
    "invitation": "invited_by",
    "taken_at": "at",
    "sealed": "answer",
}
FILES = [(entry, file) for entry in PERSONAL for file in entry.inside]
OTHERS = {"members.Member", "account.EmailAddress"}  # the life brings other members with it


def test_every_model_has_its_entry_and_every_entry_its_model() -> None:
    assert {model._meta.label for model in apps.get_models()} == set(MAP)


@pytest.mark.parametrize("entry", PERSONAL, ids=lambda entry: entry.label)
def test_every_field_is_placed_once(entry: Entry) -> None:
    assert sorted(entry.placed) == sorted(column.name for column in columns(entry.model))
    assert entry.seen_by in SEEN_BY
    assert entry.erased in ("deleted", "unlinked")


@pytest.fixture
def here(
    ada: Member,
    settings: Settings,
    tmp_path: Path,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> World:
    folder = {"location": str(tmp_path / "files")}
    settings.STORAGES = {**settings.STORAGES, "default": {**settings.STORAGES["default"], "OPTIONS": folder}}
    with django_capture_on_commit_callbacks(execute=True):  # what an import drops at its end is dropped
        return world(ada)


def words_of(entry: Entry, names: list[str]) -> dict[str, set[str]]:
    """Return by field what words of Ada's stand in it, in all rows there are."""
    fields = [column for column in columns(entry.model) if column.name in names and not column.is_relation]
    found: dict[str, set[str]] = {column.name: set() for column in fields}
    for row in entry.model._default_manager.all():
        for column in fields:
            found[column.name] |= tokens_in(str(getattr(row, column.name)))
    return found


def keys_in(rows: Any) -> set[str]:
    """Return every key that stands anywhere in a file of the archive."""
    if isinstance(rows, dict):
        return set(rows).union(*map(keys_in, rows.values()))
    return set().union(*map(keys_in, rows)) if isinstance(rows, list) else set()


@pytest.mark.django_db
def test_what_is_to_leave_is_in_the_archive_and_no_secret_is(here: World, tmp_path: Path) -> None:
    export_account(here.life.ada, tmp_path / "account.zip")
    wrong = []
    with zipfile.ZipFile(tmp_path / "account.zip") as archive:
        for entry, file in FILES:
            text = archive.read(f"data/{file}.json").decode()
            keys, words = keys_in(json.loads(text)), tokens_in(text)
            wrong += [
                f"{entry.label}.{name}: a secret"
                for name in entry.outside.get("a secret", [])
                if name in keys
            ]
            for name in entry.inside[file]:
                is_audience = name.startswith("audience_")
                if not {name, NAMES.get(name), "audience" if is_audience else None} & keys:
                    wrong.append(f"{entry.label}.{name}: no such key in {file}.json")
            for name, said in words_of(entry, entry.inside[file]).items():
                column = cast("Field[Any, Any]", entry.model._meta.get_field(name))
                if is_free_text(column) and not said and label_of(column) not in CODED:
                    wrong.append(f"{entry.label}.{name}: the life has no word in it")
                if not isinstance(column, FileField):
                    wrong += [f"{entry.label}.{name}: {word} is not in {file}.json" for word in said - words]
        everything = "".join(archive.read(name).decode(errors="replace") for name in archive.namelist())
    assert not wrong, "\n".join(wrong)
    secret = {
        "mfa.totp",
        "mfa.recovery",
        "socialaccount.SocialToken.token",
        "socialaccount.SocialToken.token_secret",
    }
    assert tokens_in(everything) & secret == set()
    for picture in ("contacts.Contact.photo", "members.Profile.photo"):
        assert picture in tokens_in(everything)


# Short words of our own, which code writes and code reads; and Ada's name, which everybody sees.
CODED = {
    "asks.Ask.kind",
    "audit.AuditEntry.about_id",
    "audit.AuditEntry.about_kind",
    "audit.AuditEntry.verb",
    "contacts.Origin.file",
    "exchange.FieldChange.field",
    "exchange.Import.asked",
    "exchange.Import.checksum",
    "exchange.Import.kind",
    "exchange.Import.problem",
    "members.Member.name",
    "messaging.Thread.opening",
    "messaging.Thread.title",
    "moderation.Case.about",
    "moderation.Case.kind",
    "moderation.Report.name",
    "socialaccount.SocialAccount.provider",
    "ties.Answers.sealed",
    "sources.Calendar.problem",
    "ties.Interaction.key",
}


def rows_now(entry: Entry) -> set[Any]:
    return set(entry.model._default_manager.values_list("pk", flat=True))


@pytest.mark.django_db
def test_what_is_erased_is_gone(
    here: World, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    ada, pk = here.life.ada, here.life.ada.pk
    before = {entry.label: rows_now(entry) for entry in PERSONAL}
    assert {label for label, rows in before.items() if not rows} <= EMPTY, "the life lacks something"
    with django_capture_on_commit_callbacks(execute=True):
        erase_member(by=ada, at=timezone.now())
    left = []
    for model in apps.get_models():
        for row in model._default_manager.all():
            told = {column.name: str(getattr(row, column.attname)) for column in model._meta.concrete_fields}
            left += [
                f"{model._meta.label}.{name}: {words}"
                for name, text in told.items()
                if (words := tokens_in(text))
            ]
            left += [
                f"{model._meta.label}.{name}"
                for name, text in told.items()
                if here.life.ids["member"] in text
            ]
    left += [
        "a session of hers" for one in Session.objects.all() if one.get_decoded().get(SESSION_KEY) == str(pk)
    ]
    assert not left, "\n".join(left)
    for entry in PERSONAL:
        if entry.erased == "deleted" and entry.label not in OTHERS | KEPT_BY_OTHERS:
            still = before[entry.label] & rows_now(entry)
            assert still == set(), f"{entry.label}: {still}"
    assert files_with_words() == []


EMPTY = {"account.EmailConfirmation"}
# Rows of the same kind that are somebody else's: sessions of the viewers, letters to Dora, periodic jobs, an invitation of Emil's, which
# counts, a case about Dora, asks of Gus, and the places of others in a thread.
KEPT_BY_OTHERS = {
    "asks.Ask",
    "messaging.Seat",
    "members.Invitation",
    "quotas.Met",
    "moderation.Case",
    "sessions.Session",
    "core.Letter",
    "work.Job",
    "django_tasks_database.DBTaskResult",
}


def files_with_words() -> list[str]:
    folder = Path(default_storage.path(""))
    return [
        str(path)
        for path in folder.rglob("*")
        if path.is_file() and tokens_in(path.read_bytes().decode(errors="replace"))
    ]
