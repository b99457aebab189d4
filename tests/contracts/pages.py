"""Walking the access table: who looks, at which address, and what they may expect."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from allauth.usersessions.models import UserSession
from django.http import HttpResponseBase
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.views.generic import RedirectView

from comity.people.members.http.sessions import session_handle
from comity.people.members.models import Member
from tests.contracts.access import GONE, MEMBERS, OPERATORS, OWNER, SHOWN, TABLE, Row
from tests.contracts.canary import token
from tests.contracts.life import Life, live
from tests.contracts.viewers import ANONYMOUS, MEMBER, OPERATOR, WAITING, browser, everybody
from tests.contracts.viewers import OWNER as ADA

OPENS, SIGN_IN, ABSENT = "opens", "sign in", "absent"
BY_NAME = {row.name: row for row in TABLE}


@dataclass
class World:
    """Ada's life, and a browser for each kind of viewer."""

    life: Life
    people: dict[str, Member | None]
    browsers: dict[str, Client]

    def url(self, row: Row, *, nowhere: bool = False) -> str:
        return reverse(row.name, args=self.life.address(row.of, nowhere=nowhere))


def world(ada: Member, **options: Any) -> World:
    life = live(ada, **options)
    people = everybody(ada)
    browsers = {who: browser(member) for who, member in people.items()}
    life.ids["session"] = session_handle(_session_of(browser(ada), ada))
    return World(life, people, browsers)


def _session_of(client: Client, ada: Member) -> Any:
    agent = token("usersessions.UserSession.user_agent")
    return UserSession.objects.create(
        user=ada, session_key=client.session.session_key, ip="127.0.0.1", user_agent=agent
    )


def expected(row: Row, viewer: str) -> str:
    """Return what the table promises ``viewer`` at Ada's address."""
    signed_in = viewer not in (ANONYMOUS, WAITING)
    if row.who == GONE:
        return ABSENT
    if row.who == SHOWN:
        return OPENS if viewer == ADA else ABSENT
    if row.who == OPERATORS:
        return OPENS if viewer == OPERATOR else ABSENT
    if row.who in (MEMBERS, OWNER) and not signed_in:
        return SIGN_IN
    if row.who == OWNER and viewer in (MEMBER, OPERATOR):
        return ABSENT
    return ABSENT if row.nothing else OPENS


def seen(response: HttpResponseBase) -> str:
    """Return what an answer is, in the table's words."""
    if response.status_code == 404:
        return ABSENT
    if response.status_code == 405:
        return "refused"
    if response.status_code == 302 and str(response.headers["Location"]).startswith("/accounts/login/?next="):
        return SIGN_IN
    return OPENS if response.status_code in (200, 302, 303, 401, 409, 422) else str(response.status_code)


def body(response: Any) -> bytes:
    """Return the whole body, streamed or not."""
    return b"".join(response.streaming_content) if response.streaming else response.content


def url_names() -> set[str]:
    """Return the name of every URL there is."""
    return {name for name, _pattern in _named(get_resolver(), "")}


def _named(resolver: URLResolver, namespace: str) -> Iterator[tuple[str, URLPattern]]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from _named(entry, inner)
        elif entry.name or getattr(entry.callback, "view_class", None) is not RedirectView:
            yield f"{namespace}{entry.name or entry.pattern}", entry  # allauth's old addresses only redirect


def html_pages(viewer: str) -> list[Row]:
    """Return the rows whose page ``viewer`` is shown."""
    return [
        row
        for row in TABLE
        if "GET" in row.methods
        and not row.away
        and expected(row, viewer) == OPENS
        and not (row.signed_in_away and viewer != ANONYMOUS)
        and not (row.visitors_away and viewer == ANONYMOUS)
    ]
