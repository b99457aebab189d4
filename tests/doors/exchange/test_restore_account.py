"""An account's archive read back: everything of one's own, once, and nothing of anybody else's."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from comity.doors.exchange.actions.erasing import erase_member
from comity.doors.exchange.actions.restoring import RowOutcome, restore_account
from comity.people.contacts.models import Contact, Origin
from comity.people.contacts.queries.scope import scope_of
from comity.people.members.models import Member, Position, Show
from comity.relationships.ties.models import Tie
from tests.doors.exchange.archives import TOKEN, content_of, exported, restored
from tests.doors.exchange.lives import lived
from tests.doors.exchange.test_erasure import NOW


@pytest.fixture(autouse=True)
def own_ledger(tmp_path: Path, settings: Any) -> None:
    settings.DATA_DIR = tmp_path


def test_what_left_comes_back_in_a_fresh_instance(ada: Member, ben: Member, tmp_path: Path) -> None:
    lived(ada, TOKEN, ben)
    data = exported(ada, tmp_path)
    for member in (ada, ben):
        erase_member(by=member, at=NOW)
    fresh = Member.objects.create_user("new@example.org")

    counts = restored(fresh, data)

    before, after = content_of(data), content_of(exported(fresh, tmp_path))
    for close in (*before["lists"], *after["lists"]):
        close["people"] = []  # Ben is no member here; his name is on a card now
    assert "Ben Sørensen" in {row["full_name"] for row in after["contacts"]}
    after["contacts"] = [row for row in after["contacts"] if row["full_name"] != "Ben Sørensen"]
    after["origins"] = [row for row in after["origins"] if row["file"] != "comity.json"]
    assert after == before
    assert "wrong" not in counts


def test_a_second_time_adds_nothing(ada: Member, ben: Member, tmp_path: Path) -> None:
    lived(ada, TOKEN, ben)
    data = exported(ada, tmp_path)
    fresh = Member.objects.create_user("new@example.org")
    restored(fresh, data)  # Ada is still here, so every public id is taken
    first = content_of(exported(fresh, tmp_path))

    counts = restored(fresh, data)

    assert set(counts) == {"unchanged", "skipped"}
    assert content_of(exported(fresh, tmp_path)) == first
    assert set(Contact.objects.filter(owner=ada).values_list("public_id")).isdisjoint(
        Contact.objects.filter(owner=fresh).values_list("public_id")
    )


def test_into_the_account_it_came_from_nothing_changes(ada: Member, ben: Member, tmp_path: Path) -> None:
    lived(ada, TOKEN, ben)
    data = exported(ada, tmp_path)

    assert set(restored(ada, data)) == {"unchanged", "skipped"}
    assert content_of(exported(ada, tmp_path)) == content_of(data)


def test_every_row_is_accounted_for(ada: Member, ben: Member, tmp_path: Path) -> None:
    lived(ada, TOKEN, ben)
    data = exported(ada, tmp_path)
    fresh = Member.objects.create_user("new@example.org")
    told: list[RowOutcome] = []

    counts = restore_account(by=fresh, stream=io.BytesIO(data), on_row=told.append)

    manifest = json.loads(zipfile.ZipFile(io.BytesIO(data)).read("comity.json"))
    rows = {(row.file, row.row) for row in told}
    assert len(rows) == len(told) == sum(counts.values())
    assert sum(manifest["counts"].values()) + 1 == len(told)  # and the account itself
    assert all(row.why for row in told if row.outcome in {"skipped", "wrong"})


def test_links_and_audiences_never_get_wider(ada: Member, ben: Member, tmp_path: Path) -> None:
    lived(ada, TOKEN, ben)
    data = exported(ada, tmp_path)
    erase_member(by=ada, at=NOW)
    fresh = Member.objects.create_user("new@example.org")
    restored(fresh, data)

    assert not Contact.objects.exclude(member=None).exists()
    about = Show.objects.get(profile__owner=fresh, part="about")
    assert (about.audience_kind, about.audience_ref) == ("named", fresh.named_people.get().pk)
    assert (
        list(fresh.named_people.get().people.all()) == []
    )  # Ben is a member, but not linked with this account
    assert not fresh.is_operator


def test_restored_people_are_found(ada: Member, ben: Member, tmp_path: Path) -> None:
    from comity.foundation.search.queries import search
    from comity.people.contacts.queries.scope import KIND

    lived(ada, TOKEN, ben)
    data = exported(ada, tmp_path)
    fresh = Member.objects.create_user("new@example.org")
    restored(fresh, data)

    assert search(scope_of(fresh), KIND, "Zoë", limit=5)


def test_there_is_one_origin_for_what_was_typed(ada: Member, ben: Member, tmp_path: Path) -> None:
    lived(ada, TOKEN, ben)
    data = exported(ada, tmp_path)
    fresh = Member.objects.create_user("new@example.org")
    Origin.objects.create(owner=fresh, kind="typed")
    restored(fresh, data)

    assert Origin.objects.filter(owner=fresh, kind="typed").count() == 1


def test_notes_are_sealed_again(ada: Member, ben: Member, tmp_path: Path) -> None:
    from django.db import connection

    lived(ada, TOKEN, ben)
    data = exported(ada, tmp_path)
    fresh = Member.objects.create_user("new@example.org")
    restored(fresh, data)

    tie = Tie.objects.get(owner=fresh)
    assert tie.notes == f"Secret {TOKEN}\nsecond line"
    with connection.cursor() as cursor:
        cursor.execute("SELECT notes FROM ties_tie WHERE id = %s", [tie.pk])
        assert TOKEN not in cursor.fetchone()[0]


def test_a_public_position_names_its_company_again(ada: Member, ben: Member, tmp_path: Path) -> None:
    lived(ada, TOKEN, ben)
    data = exported(ada, tmp_path)
    erase_member(by=ada, at=NOW)
    fresh = Member.objects.create_user("new@example.org")
    restored(fresh, data)

    position = Position.objects.get(owner=fresh)
    assert position.company is not None
    assert position.company.name == f"Works {TOKEN}"


def test_a_dry_run_tells_and_changes_nothing(ada: Member, ben: Member, tmp_path: Path) -> None:
    lived(ada, TOKEN, ben)
    data = exported(ada, tmp_path)
    fresh = Member.objects.create_user("new@example.org")

    counts = restore_account(by=fresh, stream=io.BytesIO(data), dry_run=True)

    assert counts["added"] > 10
    assert not Contact.objects.filter(owner=fresh).exists()
    assert fresh.name == ""
    assert counts == restored(fresh, data)
