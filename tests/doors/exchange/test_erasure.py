"""Leaving: nothing of a member is left in any table or file, and nobody else loses anything."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.files.storage import default_storage
from django.db import connection, models
from django.test import Client
from django_tasks_db.models import DBTaskResult

from comity.doors.exchange.actions import ledger
from comity.doors.exchange.actions.erasing import erase_again, erase_member
from comity.doors.exchange.actions.exporting import make_export, request_export
from comity.doors.exchange.models import ErasureReceipt
from comity.doors.exchange.views.account import leave
from comity.foundation.core.mail import LetterBackend
from comity.people.companies.models import Company
from comity.people.contacts.models import Contact
from comity.people.members.models import Member
from tests.doors.exchange.files import DORA, connections
from tests.doors.exchange.lives import lived
from tests.doors.exchange.test_export_account import sure
from tests.doors.exchange.walk import read
from tests.people import signed_in
from tests.people.members.people import PASSWORD, proven, signs_in

TOKEN = "qxcanary"
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture
def erin(db: None) -> Member:
    return Member.objects.create_user(f"erin-{TOKEN}@example.org", PASSWORD, name=f"Erin {TOKEN}")


@pytest.fixture(autouse=True)
def own_ledger(tmp_path: Path, settings: Any) -> Path:
    settings.DATA_DIR = tmp_path
    return tmp_path / "ledger" / "erasures.jsonl"


def rows_with(*needles: str) -> list[str]:
    """Return every cell of every table, read as the database holds it, in which a needle stands."""
    found = []
    with connection.cursor() as cursor:
        for name in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(name)}")
            columns = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                found += [
                    f"{name}.{column}: {str(cell)[:80]}"
                    for column, cell in zip(columns, row, strict=True)
                    if any(needle.casefold() in str(cell).casefold() for needle in needles)
                ]
    found += [
        f"session: {session.get_decoded()}"
        for session in Session.objects.all()
        if any(needle.casefold() in str(session.get_decoded()).casefold() for needle in needles)
    ]
    return found


def keys_to(pk: int) -> list[str]:
    """Return every row of every model that still points at a member of this number."""
    found = []
    for model in apps.get_models(include_auto_created=True):
        for column in model._meta.concrete_fields:
            if isinstance(column, models.ForeignKey) and column.related_model is Member:
                rows = model._default_manager.filter(**{column.attname: pk})
                found += [f"{model._meta.label}.{column.name}" for _ in rows]
    return found


def stored_files() -> set[str]:
    return {path.name for path in Path(default_storage.path("")).rglob("*") if path.is_file()}


def lived_fully(erin: Member, ben: Member) -> None:
    """Everything `lived` has, and what the rest of the program keeps beside it."""
    lived(erin, TOKEN, ben)
    read(erin, connections((f"Dora {TOKEN}", *DORA[1:])), f"{TOKEN}.csv")
    make_export(request_export(by=erin).pk)
    request_export(by=erin)  # waits in the queue
    browser = signs_in(erin)
    browser.get("/settings/")
    halfway = SessionStore()
    halfway["account_login"] = {"email": erin.email}
    halfway.save()
    LetterBackend().send_messages([mail.EmailMessage("Code", f"for {TOKEN}", to=[erin.email])])


def test_nothing_is_left_in_any_table_or_file(
    erin: Member, ben: Member, django_capture_on_commit_callbacks: Any
) -> None:
    files = stored_files()
    with django_capture_on_commit_callbacks(execute=True):
        lived_fully(erin, ben)
    pk, public_id = erin.pk, erin.public_id
    before = rows_with(TOKEN)
    assert len({row.split(":")[0] for row in before}) > 15
    assert len(stored_files() - files) == 4

    with django_capture_on_commit_callbacks(execute=True):
        erase_member(by=erin, at=NOW)

    assert rows_with(TOKEN, public_id) == []
    assert keys_to(pk) == []
    assert stored_files() == files
    assert DBTaskResult.objects.count() == 0


def test_others_keep_what_is_theirs(
    erin: Member, ben: Member, django_capture_on_commit_callbacks: Any
) -> None:
    lived(erin, TOKEN, ben)
    lived(ben, "bens", erin)  # his card of Erin is linked with her account
    card = Contact.objects.get(owner=ben, member=erin)
    count = Contact.objects.filter(owner=ben).count()

    with django_capture_on_commit_callbacks(execute=True):
        erase_member(by=erin, at=NOW)

    card.refresh_from_db()
    assert card.member is None
    assert card.full_name == "Zoë bens"
    assert default_storage.exists(card.photo.name or "")
    assert Contact.objects.filter(owner=ben).count() == count
    assert Member.objects.get() == ben
    assert list(ben.named_people.get().people.all()) == []


def test_a_company_that_others_name_stays(erin: Member, ben: Member) -> None:
    lived(erin, TOKEN, ben)
    lived(ben, TOKEN, erin)  # works at the same place
    lived(Member.objects.create_user("f@example.org", name="F"), "elsewhere", ben)

    erase_member(by=erin, at=NOW)

    assert set(Company.objects.values_list("name", flat=True)) == {f"Works {TOKEN}", "Works elsewhere"}


def test_the_receipt_says_how_much_and_names_nobody(erin: Member, ben: Member) -> None:
    lived(erin, TOKEN, ben)
    receipt = erase_member(by=erin, at=NOW)

    assert ErasureReceipt.objects.get() == receipt
    assert receipt.on == NOW.date()
    assert receipt.counts["cards"] == 4
    assert TOKEN not in json.dumps(receipt.counts)


def test_the_ledger_remembers_without_names(erin: Member, own_ledger: Path) -> None:
    public_id = erin.public_id
    erase_member(by=erin, at=NOW)

    assert ledger.erased_digests() == {ledger.digest_of(public_id)}
    assert public_id not in own_ledger.read_text()
    assert own_ledger.stat().st_mode & 0o077 == 0


def test_who_comes_back_by_a_backup_is_erased_again(erin: Member, ben: Member, own_ledger: Path) -> None:
    public_id = erin.public_id
    erase_member(by=erin, at=NOW)
    Member.objects.create_user("erin@example.org", name="Erin", public_id=public_id)  # as a backup brings her

    assert erase_again(at=NOW) == 1
    assert Member.objects.get() == ben
    assert erase_again(at=NOW) == 0
    assert own_ledger.read_text().count("member") == 1


def test_a_line_cut_short_hides_no_other(erin: Member, ben: Member, own_ledger: Path) -> None:
    ledger.note_erasure("first", at=NOW)
    with own_ledger.open("a") as file:
        file.write('{"member": "half')
    ledger.note_erasure("second", at=NOW)

    assert ledger.erased_digests() == {ledger.digest_of("first"), ledger.digest_of("second")}


def test_after_an_error_nothing_is_erased(
    erin: Member, ben: Member, own_ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lived(erin, TOKEN, ben)
    before = rows_with(TOKEN)
    own_ledger.parent.mkdir()
    own_ledger.mkdir()  # cannot be written to

    with pytest.raises(IsADirectoryError):
        erase_member(by=erin, at=NOW)
    assert rows_with(TOKEN) == before
    answer = sure(erin).post("/settings/leave/")
    assert answer.status_code == 507
    assert "Nothing was erased" in answer.content.decode()


def test_an_erasure_that_did_not_come_to_pass_leaves_the_ledger(erin: Member) -> None:
    public_id = erin.public_id
    ledger.note_erasure(public_id, at=NOW)
    ledger.note_erasure(public_id, at=NOW, undone=True)

    assert ledger.erased_digests() == set()


def test_the_page_says_what_goes_and_what_stays(erin: Member, ben: Member) -> None:
    lived(erin, TOKEN, ben)
    text = signed_in(erin).get("/settings/leave/").content.decode()

    assert "your book with 3 people" in text
    assert "nothing in it leads to your account" in text
    assert "/settings/export/" in text
    assert "no way back" in text


def test_leaving_sent_twice_ends_at_the_sign_in_page(erin: Member) -> None:
    second = (
        sure(erin).get("/settings/leave/").wsgi_request
    )  # it knew its member before the first was through
    erase_member(by=erin, at=NOW)
    second.method = "POST"

    assert leave(second).headers["Location"] == "/accounts/login/"
    assert ErasureReceipt.objects.count() == 1


def test_leaving_by_the_page(erin: Member, ben: Member) -> None:
    browser = sure(erin)
    answer = browser.post("/settings/leave/")

    receipt = ErasureReceipt.objects.get()
    assert answer.status_code == 200
    assert receipt.number in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    (letter,) = [one for one in mail.outbox if one.subject == "Your account is erased"]
    assert letter.to == [f"erin-{TOKEN}@example.org"]
    assert receipt.number in letter.body
    assert browser.get("/settings/").status_code == 302
    assert rows_with(TOKEN) == []


def test_a_stale_session_erases_nothing(erin: Member) -> None:
    browser = signed_in(proven(erin))
    answer = browser.post("/settings/leave/")

    assert answer.headers["Location"].startswith("/accounts/reauthenticate/")
    assert Member.objects.filter(pk=erin.pk).exists()
    left = browser.post("/accounts/reauthenticate/?next=/settings/leave/", {"password": PASSWORD})
    assert "is erased" in left.content.decode()
    assert not Member.objects.filter(pk=erin.pk).exists()


def test_looking_at_the_page_changes_nothing(erin: Member, client: Client) -> None:
    assert client.get("/settings/leave/").headers["Location"] == "/accounts/login/?next=/settings/leave/"
    assert client.post("/settings/leave/").status_code == 302
    signed_in(erin).get("/settings/leave/")
    signed_in(erin).head("/settings/leave/")
    assert Member.objects.get() == erin


def test_the_only_operator_is_told(olga: Member, ben: Member) -> None:
    assert "new owner’s link" in signed_in(olga).get("/settings/leave/").content.decode()
    Member.objects.filter(pk=ben.pk).update(is_operator=True)
    assert "new owner’s link" not in signed_in(olga).get("/settings/leave/").content.decode()


def test_the_address_is_free_again(erin: Member) -> None:
    proven(erin)
    email = erin.email
    erase_member(by=erin, at=NOW)

    assert not EmailAddress.objects.exists()
    assert Member.objects.create_user(email).pk
