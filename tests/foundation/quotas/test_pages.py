"""Where quotas hold now, what a member reads who reached one, and what an operator sees of it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from comity.foundation.quotas.models import Met, Reached
from comity.foundation.quotas.registry import Quota, quotas
from comity.people.members.models import Member
from comity.people.members.registry import INVITED, LISTED, OPENED
from tests.people import signed_in

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def allow(monkeypatch: pytest.MonkeyPatch, kind: str, most: int) -> None:
    monkeypatch.setitem(quotas._entries, kind, Quota(f"Kind {kind}", "You have seen much today.", most, most))


def people(count: int) -> list[Member]:
    return [
        Member.objects.create_user(f"m{one}@example.org", name=f"Member {one:02}") for one in range(count)
    ]


def opens(me: Client, other: Member) -> Any:
    return me.get(reverse("members:page", args=[other.public_id]))


def test_pages_of_members_are_counted_once_each(ada: Member, monkeypatch: pytest.MonkeyPatch) -> None:
    allow(monkeypatch, OPENED, 2)
    me, (one, two, three) = signed_in(ada), people(3)
    for other in (one, two, one, two, ada):
        assert opens(me, other).status_code == 200
    assert opens(me, three).status_code == 429
    assert me.get(reverse("members:card", args=[three.public_id])).status_code == 429
    assert opens(me, one).status_code == 200
    assert opens(signed_in(one), three).status_code == 200


def test_who_reached_it_reads_when_it_goes_on(ada: Member, monkeypatch: pytest.MonkeyPatch) -> None:
    allow(monkeypatch, OPENED, 1)
    me, (one, two) = signed_in(ada), people(2)
    opens(me, one)
    Met.objects.update(first_at=timezone.now() - timedelta(hours=23))
    answer = opens(me, two)
    assert 3500 < int(answer["Retry-After"]) <= 3600
    page = answer.content.decode()
    assert "You have seen much today." in page
    assert "It goes on" in page
    assert "<h1>" in page
    assert answer["Cache-Control"] == "no-store, private"
    part = me.get(reverse("members:page", args=[two.public_id]), headers=HTMX)
    assert part.status_code == 429
    assert part["HX-Retarget"] == "#flash"
    assert b"You have seen much today." in part.content
    assert b"<h1>" not in part.content


def test_lists_count_whom_they_show(ada: Member, monkeypatch: pytest.MonkeyPatch) -> None:
    people(60)
    allow(monkeypatch, LISTED, 52)
    me, url = signed_in(ada), reverse("members:directory")
    assert me.get(url).status_code == 200
    assert Met.objects.count() == 49  # fifty less herself
    assert me.get(url, {"named": "Member 3"}).status_code == 200
    assert me.get(url, {"named": "Nobody at all"}).status_code == 200
    assert me.get(url, {"page": "2"}).status_code == 429
    assert me.get(url, {"named": "Member 5"}).status_code == 429  # 51 to 59 are new


def test_invitations_say_it_in_their_form(ada: Member, monkeypatch: pytest.MonkeyPatch) -> None:
    allow(monkeypatch, INVITED, 1)
    form = {"by_link": "1", "link-places": "1", "link-days": "7"}
    me, url = signed_in(ada), reverse("members:invitations")
    assert me.post(url, form).status_code == 302
    answer = me.post(url, {**form, "link-note": "Come and see"})
    assert (answer.status_code, int(answer["Retry-After"]) > 0) == (429, True)
    assert b"You have seen much today." in answer.content
    assert b"Come and see" in answer.content
    assert Reached.objects.get().kind == INVITED


def test_an_operator_sees_all_in_one_table(
    ada: Member, olga: Member, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any
) -> None:
    allow(monkeypatch, OPENED, 1)
    me, (one, two) = signed_in(ada), people(2)
    for other in (one, two, two):
        opens(me, other)
    Reached.objects.create(owner=one, kind=OPENED, on=timezone.localdate() - timedelta(days=8), times=9)
    hers, url = signed_in(olga), reverse("quotas:quotas")
    hers.get(url)
    with django_assert_num_queries(3):  # session 2, who reached them
        page = hers.get(url).content.decode()
    for quota in quotas.values():
        assert str(quota.label) in page
    assert page.count("turned away 2 times") == 1
    assert "Member 00" not in page  # longer ago; and nobody reads whom Ada met
    assert me.get(url).status_code == 404
