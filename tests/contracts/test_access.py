"""Every URL opens to whom the access table says, and to nobody else."""

from __future__ import annotations

import hashlib
import re
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection
from pytest_django import DjangoDbBlocker

from tests.contracts.access import OWNER, SHOWN, TABLE, Row
from tests.contracts.pages import (
    ABSENT,
    BY_NAME,
    OPENS,
    World,
    body,
    expected,
    seen,
    url_names,
)  # fmt: skip
from tests.contracts.viewers import ANONYMOUS, VIEWERS, browser, undone
from tests.people.members.sameness import as_seen

pytestmark = pytest.mark.django_db
ROWS = pytest.mark.parametrize("row", TABLE, ids=lambda row: row.name)
HIDING = pytest.mark.parametrize("row", [row for row in TABLE if "@" in row.of], ids=lambda row: row.name)


def test_every_url_has_its_row_and_every_row_its_url() -> None:
    assert url_names() == set(BY_NAME)
    assert len(BY_NAME) == len(TABLE)


PUBLIC = {"core:manifest", "core:robots", "core:favicon"}
POLICY = {"default-src": "'none'", "script-src": "'self'", "frame-ancestors": "'none'", "base-uri": "'none'"}
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def faults_of(answer: Any, row: Row) -> list[str]:
    """Return what is wrong with an answer's headers."""
    parts = [part.split() for part in answer.headers.get("Content-Security-Policy", "").split(";")]
    policy = {words[0]: " ".join(words[1:]) for words in parts if words}
    faults = [f"{name} is {policy.get(name)}" for name, value in POLICY.items() if policy.get(name) != value]
    faults += [
        f"loose {name}" for name, value in policy.items() if re.search(r"unsafe|\*|https?:(?!//)", value)
    ]
    faults += [f"no {name}" for name, value in HEADERS.items() if answer.headers.get(name) != value]
    cached = answer.headers.get("Cache-Control", "")
    is_private = answer.wsgi_request.user.is_authenticated and row.name not in PUBLIC
    if is_private and "no-store" not in cached:
        faults.append(f"caches may keep it: {cached!r}")
    if row.name not in PUBLIC and "public" in cached:
        faults.append("public")
    return faults


@ROWS
def test_it_opens_to_whom_the_table_says(row: Row, here: World) -> None:
    wrong, url = [], here.url(row)
    for viewer in VIEWERS:
        for method in ("GET", "POST", "DELETE"):
            with undone(here.browsers[viewer]):
                answer = here.browsers[viewer].generic(method, url)
                body(answer)
            got, wanted = seen(answer), {expected(row, viewer)}
            if method not in row.methods:
                is_sent_on = (
                    answer.status_code == 302 and method == "DELETE"
                )  # before anybody looked at the method
                wanted = {"refused"} | (wanted if wanted != {OPENS} or is_sent_on else set())
            if got not in wanted:
                wrong.append(f"{viewer} {method} {url}: {got} ({answer.status_code}), not {wanted}")
            wrong += [f"{viewer} {method} {url}: {fault}" for fault in faults_of(answer, row)]
    assert not wrong, "\n".join(wrong)


@ROWS
def test_a_page_is_a_page_and_a_step_leads_elsewhere(row: Row, here: World) -> None:
    viewer = "olga" if row.who == "operators" else ANONYMOUS if row.signed_in_away else "ada"
    if "GET" not in row.methods or row.who == "gone":
        return
    status = here.browsers[viewer].get(here.url(row)).status_code
    assert status == (302 if row.away else row.status)
    if row.signed_in_away:
        assert here.browsers["ada"].get(here.url(row)).status_code == 302


@HIDING
def test_anothers_thing_looks_as_one_that_never_was(row: Row, here: World) -> None:
    there, nowhere = here.url(row), here.url(row, nowhere=True)
    for viewer in VIEWERS:
        if expected(row, viewer) == OPENS:
            continue
        for method in row.methods.split():
            answers = []
            for url in (there, nowhere):
                with undone(here.browsers[viewer]):
                    answer = here.browsers[viewer].generic(method, url)
                    answers.append(as_seen(answer, url, quote(url, safe="")))
            assert answers[0] == answers[1], f"{viewer} {method}"


@HIDING
def test_what_never_was_is_not_there_for_anybody(row: Row, here: World) -> None:
    if row.who not in (OWNER, SHOWN):
        return
    for method in row.methods.split():
        assert seen(here.browsers["ada"].generic(method, here.url(row, nowhere=True))) == ABSENT


@ROWS
def test_no_form_is_taken_from_another_site(row: Row, here: World) -> None:
    if "POST" not in row.methods or row.who == "gone":
        return
    for who in (ANONYMOUS, "olga" if row.who == "operators" else "ada"):
        answer = browser(here.people[who], checks=True).post(here.url(row))
        assert (answer.status_code == 403) is not row.without_token


BOOKKEEPING = {"django_session", "usersessions_usersession", "core_cache", "quotas_met"}
# allauth notes that recovery codes were looked at, so that it can warn who never did.
NOTED_BY_LOOKING = {
    "messaging:thread": {"messaging_seat", "members_member", "notifications_notice"},  # that it was read
    "mfa_view_recovery_codes": {"mfa_authenticator"},
    "mfa_download_recovery_codes": {"mfa_authenticator"},
}


def everything_kept() -> dict[str, str]:
    """Return a digest of every table's rows, without those that note that somebody was here."""
    digests = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table not in BOOKKEEPING:
                cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
                rows = "\n".join(sorted(map(repr, cursor.fetchall())))
                digests[table] = hashlib.sha256(rows.encode()).hexdigest()
    return digests


@pytest.fixture(scope="module")
def before(built: World, django_db_blocker: DjangoDbBlocker) -> dict[str, str]:
    """Return what was kept when the world was built, to which every test of this file gives it back."""
    with django_db_blocker.unblock():
        return everything_kept()


@ROWS
def test_looking_changes_nothing(row: Row, here: World, before: dict[str, str]) -> None:
    for viewer in VIEWERS:
        body(here.browsers[viewer].get(here.url(row)))
        body(here.browsers[viewer].head(here.url(row)))
    after = everything_kept()
    changed = {table for table in after if after[table] != before[table]}
    assert changed <= NOTED_BY_LOOKING.get(row.name, set())
