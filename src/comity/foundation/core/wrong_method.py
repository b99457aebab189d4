"""An address that only takes what a form sends, opened like a page: after a reload, by a link somebody kept, by hand."""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve

from comity.foundation.core.http import Response


def says_where_the_form_is(get_response: Response) -> Response:
    """Give the bare 405 of a page that was asked for a way on; its status stays."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        is_bare = response.status_code == HTTPStatus.METHOD_NOT_ALLOWED and not response.content
        if request.method != "GET" or not is_bare:
            return response
        context = {"above": page_above(request.path)}
        said = render(request, "405.html", context, status=HTTPStatus.METHOD_NOT_ALLOWED)
        said["Allow"] = response["Allow"]
        return said

    return middleware


def page_above(path: str) -> str:
    """Return the nearest address above ``path`` there is, which is mostly that of the page the form stands on."""
    while path.strip("/"):
        path = path.rstrip("/").rpartition("/")[0] + "/"
        try:
            resolve(path)
        except Resolver404:
            continue
        return path
    return "/"
