"""The typed request of a signed-in member, and who may enter."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django_htmx.middleware import HtmxDetails

from comity.people.members.models import Member

P = ParamSpec("P")


class MemberRequest(HttpRequest):
    """A request that a signed-in member made."""

    user: Member
    htmx: HtmxDetails


def member_required(
    view: Callable[Concatenate[MemberRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Let members in; send everybody else to the sign-in page."""

    def enter(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        return view(cast(MemberRequest, request), *args, **kwargs)

    guarded: Any = login_required(wraps(view)(enter))
    return cast("Callable[Concatenate[HttpRequest, P], HttpResponse]", guarded)
