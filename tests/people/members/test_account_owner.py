"""The owner's link: it makes the first operator, once, and no visitor takes an instance."""

from __future__ import annotations

import threading
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from comity.people.members.actions.entrance.owner import (
    InstanceHasOwner,
    LinkNotValid,
    claim_instance,
    issue_owner_link,
)
from comity.people.members.models import Member, OwnerLink
from comity.people.members.queries import has_owner

OWNER = {"name": "Olga Lind", "email": "Olga@Example.org", "password": "a garden in winter"}


def fresh_link() -> str:
    return urlsplit(issue_owner_link("http://localhost:8000/")).path


@pytest.mark.django_db
def test_the_link_makes_the_first_operator_and_signs_them_in(client: Client) -> None:
    link = fresh_link()
    assert "Make this instance yours" in client.get(link).content.decode()
    answer = client.post(link, OWNER)
    assert answer.status_code == 302
    owner = Member.objects.get()
    assert (owner.email, owner.name, owner.is_operator) == ("olga@example.org", "Olga Lind", True)
    assert client.get(reverse("members:settings")).status_code == 200


@pytest.mark.django_db
def test_the_owner_comes_back_with_the_password(client: Client) -> None:
    client.post(fresh_link(), OWNER)
    later = Client()
    answer = later.post(reverse("account_login"), {"login": OWNER["email"], "password": OWNER["password"]})
    assert answer.status_code == 302
    assert later.get(reverse("members:settings")).status_code == 200


@pytest.mark.django_db
def test_a_used_link_opens_nothing(client: Client) -> None:
    link = fresh_link()
    client.post(link, OWNER)
    stranger = Client()
    assert stranger.get(link).status_code == 404
    assert stranger.post(link, OWNER | {"email": "eve@example.org"}).status_code == 404
    assert Member.objects.count() == 1


@pytest.mark.django_db
def test_a_link_opens_nothing_after_a_day_or_after_a_newer_one(client: Client) -> None:
    old, new = fresh_link(), fresh_link()
    assert client.get(old).status_code == 404
    OwnerLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert client.get(new).status_code == 404
    assert client.post(new, OWNER).status_code == 404
    assert not has_owner()


@pytest.mark.django_db
def test_there_is_no_link_for_an_instance_with_an_owner(olga: Member) -> None:
    with pytest.raises(InstanceHasOwner):
        issue_owner_link("http://localhost:8000")


@pytest.mark.django_db
def test_the_token_is_not_kept(client: Client) -> None:
    token = fresh_link().rstrip("/").rsplit("/", 1)[-1]
    assert token not in str(OwnerLink.objects.values())


@pytest.mark.django_db
def test_a_wrong_token_and_a_wrong_method(client: Client) -> None:
    link = fresh_link()
    assert client.get(reverse("members:owner", args=["x" * 32])).status_code == 404
    assert client.delete(link).status_code == 405


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("field", "value"), [("email", "nobody"), ("name", ""), ("password", ""), ("password", "1234567890")]
)
def test_what_is_wrong_is_said_and_nobody_is_made(client: Client, field: str, value: str) -> None:
    answer = client.post(fresh_link(), OWNER | {field: value})
    assert answer.status_code == 200
    assert "Please look at this again" in answer.content.decode()
    assert not Member.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["account_signup", "account_signup_by_passkey"])
def test_before_there_is_an_owner_nobody_signs_up(client: Client, name: str) -> None:
    fresh_link()
    visit = client.get(reverse(name))
    assert "not set up yet" in visit.content.decode()
    client.post(reverse(name), {"name": "Eve", "email": "eve@example.org", "password1": "a garden in winter"})
    assert not Member.objects.exists()


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_of_two_claims_at_once_one_makes_the_owner() -> None:
    token = fresh_link().rstrip("/").rsplit("/", 1)[-1]
    outcomes: list[str] = []
    start = threading.Barrier(4)

    def claim(number: int) -> None:
        start.wait()
        try:
            claim_instance(
                token, name="Olga", email=f"olga{number}@example.org", password=None, at=timezone.now()
            )
            outcomes.append("owner")
        except LinkNotValid:
            outcomes.append("late")
        finally:
            connection.close()

    threads = [threading.Thread(target=claim, args=[number]) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["late", "late", "late", "owner"]
    assert Member.objects.filter(is_operator=True).count() == 1
