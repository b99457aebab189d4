"""The pages of an import: upload, what was found, doubts, columns, result, undo; for its owner alone."""

from __future__ import annotations

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from comity.doors.exchange.actions.applying import apply_import
from comity.doors.exchange.actions.reading import read_import
from comity.doors.exchange.actions.undoing import undo_import
from comity.doors.exchange.enums import State
from comity.doors.exchange.models import Import
from comity.people.contacts.models import Contact
from comity.people.members.models import Member
from tests.doors.exchange.files import BEN, DORA, connections
from tests.doors.exchange.walk import brought, read
from tests.people import signed_in


def file(data: str | bytes, name: str = "Connections.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data.encode() if isinstance(data, str) else data)


def test_a_member_walks_from_upload_to_undo(ada: Member) -> None:
    browser = signed_in(ada)
    page = browser.post("/import/", {"file": file(connections(BEN, DORA))}, follow=True)
    assert "Waiting for its turn" in page.content.decode()

    upload = Import.objects.get()
    address = f"/import/{upload.public_id}/"
    read_import(upload.pk)
    assert "What we found" in browser.get(address).content.decode()

    browser.post(f"{address}apply/")
    apply_import(upload.pk)
    page = browser.get(address)
    assert "Every row is accounted for" in page.content.decode()
    assert Contact.objects.visible_to(ada).count() == 2

    browser.post(f"{address}undo/")
    undo_import(upload.pk)
    assert "out of your book again" in browser.get(address).content.decode()
    assert not Contact.objects.exists()


def test_the_rows_can_be_filtered_and_taken_along(ada: Member) -> None:
    upload = brought(
        ada, connections(BEN, ("", "", "", "", "", "", "30 Apr 2026"), ("=1+1", "X", "", "", "", "", ""))
    )
    browser = signed_in(ada)

    skipped = browser.get(f"/import/{upload.public_id}/rows/?outcome=skipped").content.decode()
    assert "The account is closed" in skipped
    assert "Ben Sørensen" not in skipped

    lines = _text(browser, f"/import/{upload.public_id}/report.jsonl").splitlines()
    assert json.loads(lines[0]) == {
        "file": "Connections.csv", "row": 5, "outcome": "added", "what": "Ben Sørensen", "why": ""
    }  # fmt: skip
    assert len(lines) == 3
    assert "\n=1+1" not in _text(browser, f"/import/{upload.public_id}/report.csv").replace(",", "\n")


def _text(browser: Client, address: str) -> str:
    response = browser.get(address)
    return b"".join(response.streaming_content).decode()  # type: ignore[attr-defined]


GETS = ("", "rows/", "doubts/", "report.csv", "report.jsonl")
POSTS = ("apply/", "undo/", "cancel/", "columns/", "doubts/")


@pytest.mark.parametrize("path", GETS)
def test_to_another_member_an_import_does_not_exist(ada: Member, cleo: Member, path: str) -> None:
    upload = read(ada, connections(BEN))

    assert signed_in(cleo).get(f"/import/{upload.public_id}/{path}").status_code == 404
    assert signed_in(cleo).get(f"/import/aaaaaaaaaaaaaaaaaaaaaa/{path}").status_code == 404


@pytest.mark.parametrize("path", POSTS)
def test_another_member_cannot_act_on_an_import(ada: Member, cleo: Member, path: str) -> None:
    upload = read(ada, connections(BEN))

    assert signed_in(cleo).post(f"/import/{upload.public_id}/{path}").status_code == 404
    upload.refresh_from_db()
    assert upload.state == State.READY


@pytest.mark.parametrize(
    "path", ["", "remind/", *(f"aaaaaaaaaaaaaaaaaaaaaa/{path}" for path in (*GETS, *POSTS))]
)
def test_a_visitor_is_sent_to_sign_in(db: None, path: str) -> None:
    for answer in (Client().get(f"/import/{path}"), Client().post(f"/import/{path}")):
        assert answer.status_code == 302
        assert answer.headers["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("path", ["apply/", "undo/", "cancel/", "columns/"])
def test_acts_are_posted(ada: Member, path: str) -> None:
    upload = read(ada, connections(BEN))

    assert signed_in(ada).get(f"/import/{upload.public_id}/{path}").status_code == 405


def test_the_progress_is_a_part_for_htmx(ada: Member) -> None:
    upload = read(ada, connections(BEN))
    part = signed_in(ada).get(f"/import/{upload.public_id}/", headers={"HX-Request": "true"}).content.decode()

    assert part.lstrip().startswith('<div id="import"')
    assert "<html" not in part


def test_an_act_that_comes_too_late_says_so(ada: Member) -> None:
    upload = brought(ada, connections(BEN))
    page = signed_in(ada).post(f"/import/{upload.public_id}/cancel/", follow=True)

    assert "moved on in the meantime" in page.content.decode()
    assert Contact.objects.count() == 1


@pytest.mark.parametrize(
    ("data", "name", "sentence"),
    [
        (b"", "empty.csv", "This file is empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "people.csv", "none of the files Comity reads"),
        (b"PK\x03\x04 half of a ZIP", "archive.zip", "damaged or incomplete"),
        (b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "people.vcf", None),
    ],
)
def test_a_file_that_is_not_what_it_says_is_told(
    ada: Member, data: bytes, name: str, sentence: str | None
) -> None:
    browser = signed_in(ada)
    answer = browser.post("/import/", {"file": file(data, name)})
    if not data:
        assert answer.status_code == 422
        assert "This file is empty" in answer.content.decode()
        return
    upload = Import.objects.get()
    read_import(upload.pk)
    page = browser.get(f"/import/{upload.public_id}/").content.decode()
    assert sentence is None or sentence in page
    assert not Contact.objects.exists()


def test_a_file_over_the_limit_is_refused(ada: Member, settings: Settings) -> None:
    settings.MAX_UPLOAD_BYTES = 1024 * 1024
    answer = signed_in(ada).post("/import/", {"file": file(b"Name\n" + b"x" * 1024 * 1024)})

    assert answer.status_code == 422
    assert "larger than 1 MB" in answer.content.decode()
    assert not Import.objects.exists()


def test_columns_of_any_list_are_named_by_the_owner(ada: Member) -> None:
    upload = read(ada, "Who,Mail,Weight\nBen Sørensen,ben@example.org,80\n", "list.csv")
    assert upload.state == State.MAPPING
    browser = signed_in(ada)
    address = f"/import/{upload.public_id}/"
    assert "ben@example.org" in browser.get(address).content.decode()

    nobody = browser.post(f"{address}columns/", {"column-0": "", "column-1": "", "column-2": "note"})
    assert nobody.status_code == 422
    assert "nobody has a name" in nobody.content.decode()

    browser.post(f"{address}columns/", {"column-0": "full", "column-1": "email", "column-2": ""})
    read_import(upload.pk)
    apply_import(upload.pk)
    assert list(Contact.objects.values_list("full_name", flat=True)) == ["Ben Sørensen"]


def test_pages_ask_the_database_no_more_for_more_rows(
    ada: Member, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    one = brought(ada, connections(BEN))
    three = brought(
        ada, connections(DORA, ("Eve", "Ng", "", "", "", "", ""), ("Finn", "Ö", "", "", "", "", ""))
    )
    browser = signed_in(ada)
    browser.get("/import/")
    for upload in (one, three):
        with django_assert_num_queries(7):
            browser.get(f"/import/{upload.public_id}/")
        with django_assert_num_queries(5):
            browser.get(f"/import/{upload.public_id}/rows/")


def test_the_words_of_a_row_say_whether_it_has_come_to_be(ada: Member) -> None:
    upload = read(ada, connections(BEN))
    browser, address = signed_in(ada), f"/import/{upload.public_id}/"
    assert "1 will be added" in browser.get(address).content.decode()
    assert "will be added (1)" in browser.get(f"{address}rows/").content.decode()

    apply_import(upload.pk)
    done = browser.get(address).content.decode()
    assert "1 added" in done
    assert 'href="/book/?came=Connections.csv"' in done
    assert browser.get("/book/?came=Connections.csv").content.decode().count("Ben Sørensen")

    undo_import(upload.pk)
    undone = browser.get(address).content.decode()
    assert "1 removed again" in undone
    assert "1 added" not in undone


def test_who_changed_jobs_is_a_tap_away(ada: Member) -> None:
    brought(ada, connections(BEN))
    moved = brought(ada, connections((*BEN[:4], "Globex", *BEN[5:])))
    page = signed_in(ada).get(f"/import/{moved.public_id}/").content.decode()

    assert f'href="/book/{Contact.objects.get().public_id}/"' in page
    assert 'href="/book/"' in page  # nobody came with this file: no filter


def test_outcomes_of_no_row_have_no_tab_and_reasons_unsaid_no_words(ada: Member) -> None:
    upload = brought(ada, connections(BEN))
    page = signed_in(ada).get(f"/import/{upload.public_id}/rows/").content.decode()

    assert "merged (" not in page
    assert '<td data-label="Why"></td>' in page  # hidden where a row is a card
    assert (
        "merged (0)"
        in signed_in(ada).get(f"/import/{upload.public_id}/rows/?outcome=merged").content.decode()
    )
