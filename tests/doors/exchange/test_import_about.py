"""Rows about the owner: into the profile with the import, out of it again with its undo."""

from __future__ import annotations

from pathlib import Path

import pytest

from comity.doors.exchange.actions.about import from_about, to_about
from comity.doors.exchange.actions.undoing import ask_to_undo, undo_import
from comity.doors.exchange.actions.whole import import_file
from comity.doors.exchange.enums import Outcome, Said
from comity.doors.exchange.models import Import, ImportRow
from comity.formats.records import LanguageLine, PositionLine
from comity.people.members.models import Member, Position, Word
from comity.people.members.queries.profile import profile_for
from tests.factories.linkedin_archive import make_people, write_archive

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return write_archive(tmp_path / "archive.zip", make_people(3), messages=5)


def test_an_archive_fills_the_profile_of_whoever_brings_it(ada: Member, ben: Member, archive: Path) -> None:
    import_file(archive, ada)
    assert {position.organization for position in Position.objects.filter(owner=ada)} == {
        "City Utility",
        "Globex",
    }
    assert set(Word.objects.filter(owner=ada).values_list("text", flat=True)) >= {
        "Grid storage",
        "Facilitation",
    }
    assert profile_for(ada, ada).texts["headline"] == "Grid planner who likes old houses"
    assert not Position.objects.filter(owner=ben).exists()


def test_a_dry_run_says_so_and_leaves_the_profile_alone(ada: Member, archive: Path) -> None:
    import_file(archive, ada, dry_run=True)
    assert not Position.objects.exists()


def test_the_same_archive_again_adds_nothing(ada: Member, archive: Path) -> None:
    import_file(archive, ada)
    before = (
        set(Position.objects.values_list("pk", flat=True)),
        set(Word.objects.values_list("pk", flat=True)),
    )
    import_file(archive, ada)
    rows = ImportRow.objects.filter(upload=Import.objects.latest("pk"), said=Said.PROFILE)
    assert not rows.filter(outcome=Outcome.ADDED).exists()
    assert before == (
        set(Position.objects.values_list("pk", flat=True)),
        set(Word.objects.values_list("pk", flat=True)),
    )


def test_undo_takes_back_what_came_and_leaves_what_was_changed_since(ada: Member, archive: Path) -> None:
    import_file(archive, ada)
    changed = Position.objects.get(organization="Globex")
    changed.title = "Trainee, night shift"
    changed.save()
    upload = Import.objects.get()
    ask_to_undo(by=ada, upload=upload)
    undo_import(upload.pk)
    assert list(Position.objects.all()) == [changed]
    assert not Word.objects.filter(owner=ada).exists()
    assert "headline" not in profile_for(ada, ada).texts


@pytest.mark.parametrize(
    "record", [PositionLine("Acme", "Engineer", started="Jan 2020"), LanguageLine("Deutsch", "NATIVE")]
)
def test_a_record_is_kept_with_its_row_and_read_back(record: object) -> None:
    assert from_about(to_about(record)) == record
