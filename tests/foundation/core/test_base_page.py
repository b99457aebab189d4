"""The frame of every page: the rail, what just happened, and the switches."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib import messages
from django.contrib.messages.storage.base import Message
from django.http import HttpRequest
from django.template import Context, Template
from django.test import Client, RequestFactory
from django.urls import reverse

from comity.foundation.core.http import tell, undo_url
from comity.foundation.core.registry import NavigationEntry, navigation
from comity.people.members.models import Member
from tests.people import signed_in


def rail(member: Member | None, path: str) -> str:
    client = signed_in(member) if member else Client()
    text = client.get(path).content.decode()
    return text[: text.index("</header>")]


@pytest.mark.django_db
def test_a_visitor_is_offered_the_way_in_and_no_places() -> None:
    text = rail(None, "/style/")
    assert "Sign in" in text
    assert "Today" not in text


def test_a_member_sees_the_places_and_the_way_out(ada: Member) -> None:
    text = rail(ada, "/style/")
    assert "Today" in text
    assert "Sign out" in text
    assert "Ada Okafor" in text


def test_the_rail_marks_where_one_is(ada: Member) -> None:
    context = Context({"request": request_of(ada, "/")})
    places = Template("{% places as all %}{% for p in all %}{{ p.url }}={{ p.current }} {% endfor %}")
    assert "/=page" in places.render(context)
    context = Context({"request": request_of(ada, "/style/")})
    assert "/= " in places.render(context), "every page lies below the front page; it is not marked for that"


def test_places_of_operators_are_shown_to_operators_only(
    ada: Member, olga: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    entries = {"look": NavigationEntry("pages:style", "Look", "palette", operators_only=True)}
    monkeypatch.setattr(navigation, "_entries", entries)
    assert "Look" not in rail(ada, "/style/")
    assert 'aria-current="page"' in rail(olga, "/style/")


@pytest.mark.parametrize("key", list(navigation))
def test_every_place_leads_somewhere_and_has_its_icon(key: str) -> None:
    assert reverse(navigation[key].url_name)
    assert "<svg" in Template("{% icon name %}").render(Context({"name": navigation[key].icon}))


def test_five_places_fit_a_phone() -> None:
    assert sum(entry.menu == "main" and not entry.operators_only for entry in navigation.values()) <= 5


@pytest.mark.django_db
def test_what_was_done_is_said_once_with_a_way_to_undo_it(client: Client) -> None:
    request = client.get("/style/").wsgi_request
    request.session = client.session
    request._messages = messages.storage.default_storage(request)  # type: ignore[attr-defined]
    tell(request, "Noted <b>", undo="/book/undo/7/")
    text = Template('{% include "parts/flash.html" %}').render(
        Context({"messages": messages.get_messages(request), "csrf_token": "t"})
    )
    assert "Noted &lt;b&gt;" in text
    assert '<form method="post" action="/book/undo/7/">' in text


@pytest.mark.parametrize(("tags", "url"), [("undo:/x/", "/x/"), ("", ""), ("safe undo:", ""), (None, "")])
def test_only_a_message_that_can_be_undone_has_an_address_for_it(tags: str | None, url: str) -> None:
    assert undo_url(Message(messages.SUCCESS, "Noted", extra_tags=tags)) == url


def request_of(member: Member, path: str) -> HttpRequest:
    request: Any = RequestFactory().get(path)
    request.user = member
    return request  # type: ignore[no-any-return]
