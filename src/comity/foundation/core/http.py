"""What views share: a page or a part of it, who may enter, and what no cache may keep."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib import messages
from django.contrib.messages.storage.base import Message
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme

P = ParamSpec("P")
Response = Callable[[HttpRequest], HttpResponse]


def operator_required(
    view: Callable[Concatenate[HttpRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Let operators in; to everybody else the page does not exist."""

    def enter(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not (request.user.is_authenticated and getattr(request.user, "is_operator", False)):
            raise Http404
        return view(request, *args, **kwargs)

    return cast("Callable[Concatenate[HttpRequest, P], HttpResponse]", wraps(view)(enter))


def page(
    request: HttpRequest,
    template: str,
    context: dict[str, Any] | None = None,
    *,
    part: str = "",
    status: int = 200,
) -> HttpResponse:
    """Render a page, or its named ``part`` alone when htmx asks for that."""
    htmx = getattr(request, "htmx", None)
    wants_part = bool(part and htmx and not htmx.boosted and not htmx.history_restore_request)
    response = render(request, f"{template}#{part}" if wants_part else template, context, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response


_UNDO = "undo:"


def tell(request: HttpRequest, text: str, *, undo: str = "", level: int = messages.SUCCESS) -> None:
    """Show ``text`` on the next page; ``undo`` is the address to which the Undo button posts."""
    messages.add_message(request, level, text, extra_tags=f"{_UNDO}{undo}" if undo else "")


def undo_url(message: Message) -> str:
    """Return where a message's Undo button posts to; empty if it cannot be undone."""
    tags = message.extra_tags or ""
    return tags.removeprefix(_UNDO) if tags.startswith(_UNDO) else ""


def came_from(request: HttpRequest, otherwise: str) -> str:
    """Return the page of this instance on which a form stood, or another address where none is told."""
    told = request.headers.get("referer", "")
    return told if "/" in told and url_has_allowed_host_and_scheme(told, {request.get_host()}) else otherwise


def next_address(request: HttpRequest, otherwise: str) -> str:
    """Return where a form says to go on, or another address where that is none of this instance."""
    told = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(told, {request.get_host()}, require_https=request.is_secure())
    return told if is_ours else otherwise


def private_pages(get_response: Response) -> Response:
    """Forbid every cache to keep what a signed-in member saw."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.user.is_authenticated and not response.has_header("Cache-Control"):
            patch_cache_control(response, no_store=True, private=True)
        response.setdefault("Permissions-Policy", "camera=(self), geolocation=(), microphone=()")
        return response

    return middleware


def local_time(get_response: Response) -> Response:
    """Show times in the member's zone."""

    def middleware(request: HttpRequest) -> HttpResponse:
        zone = getattr(request.user, "time_zone", "") if request.user.is_authenticated else ""
        with timezone.override(ZoneInfo(zone or settings.TIME_ZONE)):
            return get_response(request)

    return middleware


def instance(request: HttpRequest) -> dict[str, Any]:
    """Tell every template what this instance is called, whether it is a demo, and whether mail leaves it."""
    return {
        "instance_name": settings.INSTANCE_NAME,
        "is_demo": settings.IS_DEMO,
        "mail_leaves": settings.MAIL_LEAVES,
        "base_url": settings.BASE_URL,
    }
