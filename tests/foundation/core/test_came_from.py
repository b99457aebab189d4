"""Where one is led back to: the page of ours that a browser tells, else the one that was meant."""

from __future__ import annotations

import pytest
from django.shortcuts import redirect
from django.test import RequestFactory

from comity.foundation.core.http import came_from


@pytest.mark.parametrize(
    "told", ["", "²", "x", "//evil.example/", "https://evil.example/", "javascript:alert(1)"]
)
def test_what_is_no_page_of_ours_leads_where_it_was_meant(told: str) -> None:
    request = RequestFactory().get("/", headers={"referer": told})
    assert redirect(came_from(request, "/book/")).url == "/book/"


def test_a_page_of_ours_leads_back_to_it() -> None:
    request = RequestFactory().get("/", headers={"referer": "http://testserver/book/?q=a"})
    assert came_from(request, "/") == "http://testserver/book/?q=a"
