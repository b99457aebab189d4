"""What people see when something is not there, not allowed or broken."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Protocol

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from comity.foundation.core import views


class HasContent(Protocol):
    @property
    def content(self) -> bytes: ...


_CHANGING = re.compile(r'value="[^"]*"|X-CSRFToken": "[^"]*"|\?next=[^"]*"')


def words(response: HasContent) -> str:
    """Return a page without its tokens and its own address."""
    return _CHANGING.sub("", response.content.decode())


@pytest.mark.django_db
def test_a_missing_page_does_not_tell_why_it_is_missing(client: Client) -> None:
    nowhere, no_such_member = client.get("/nowhere/<b>"), client.get("/m/nobody-of-this-name/")
    assert nowhere.status_code == no_such_member.status_code == 404
    assert words(nowhere) == words(no_such_member)
    assert "nowhere" not in words(nowhere)
    assert "There is nothing here" in words(nowhere)


@pytest.mark.parametrize(
    ("view", "error", "status", "says"),
    [
        (views.bad_request, SuspiciousOperation("secret detail"), 400, "does not make sense"),
        (views.not_allowed, PermissionDenied("secret detail"), 403, "not open to you"),
    ],
)
@pytest.mark.django_db
def test_an_error_says_what_happened_and_never_its_cause(
    client: Client,
    view: Callable[[HttpRequest, Exception], HttpResponse],
    error: Exception,
    status: int,
    says: str,
) -> None:
    request = client.get("/style/").wsgi_request
    response = view(request, error)
    assert response.status_code == status
    assert says in words(response)
    assert "secret detail" not in words(response)


@pytest.mark.django_db
def test_the_page_of_a_failure_needs_no_database() -> None:
    with CaptureQueriesContext(connection) as queries:
        response = views.broken(RequestFactory().get("/"))
    assert response.status_code == 500
    assert "went wrong on our side" in words(response)
    assert not queries.captured_queries


@pytest.mark.django_db
def test_a_form_without_its_token_says_that_nothing_was_changed() -> None:
    response = Client(enforce_csrf_checks=True).post("/theme/", {"theme": "dark"})
    assert response.status_code == 403
    assert "Nothing was changed" in words(response)
    assert "theme" not in response.cookies


def test_too_many_tries_ask_for_patience() -> None:
    assert "Wait a few minutes" in render_to_string("429.html")


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/style/", "/nowhere/", "/robots.txt"])
def test_no_page_allows_script_or_style_within_the_page(client: Client, path: str) -> None:
    response = client.get(path)
    policy = response["Content-Security-Policy"]
    assert "script-src 'self';" in policy + ";"
    assert "unsafe" not in policy
    text = response.content.decode()
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)", text)


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/m/%00/", "/m/a%00b/photo/", "/style/?page=%00", "/nowhere/?x=a%00b"])
def test_a_null_in_an_address_is_told_to_make_no_sense(client: Client, address: str) -> None:
    status = 404 if "nowhere" in address else 400
    assert client.get(address).status_code == status


@pytest.mark.django_db
def test_a_null_in_a_form_is_told_to_make_no_sense(client: Client) -> None:
    assert client.post("/theme/", {"theme": "dark\0"}).status_code == 400
    assert client.post("/theme/", {"theme": "dark"}).status_code == 302


@pytest.mark.django_db
def test_an_address_of_a_form_opened_like_a_page_leads_back_to_the_form(client: Client) -> None:
    found = client.get("/settings/load/pause/until/")
    assert (found.status_code, found["Allow"]) == (405, "POST")
    assert "Nothing has changed" in words(found)
    assert 'href="/settings/load/"' in words(found)
    assert 'href="/"' in words(client.get("/theme/"))
    assert not client.head("/theme/").content
    assert not client.put("/theme/").content
