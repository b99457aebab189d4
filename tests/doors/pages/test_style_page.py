"""The living style page: open to everybody, complete, and open to the samples of every app."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import DjangoAssertNumQueries

from comity.foundation.core.registry import StyleSample, style_samples

pytestmark = pytest.mark.django_db


def test_everybody_may_look_and_nobody_may_write(client: Client) -> None:
    assert client.get(reverse("pages:style")).status_code == 200
    assert client.post(reverse("pages:style")).status_code == 405


def test_an_app_adds_its_own_component(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    sample = StyleSample("Rings & lines", "parts/mark.html", lambda request: {"path": request.path})
    monkeypatch.setattr(style_samples, "_entries", {"rings": sample})
    text = client.get(reverse("pages:style")).content.decode()
    assert "<h2>Rings &amp; lines</h2>" in text


@pytest.mark.parametrize(
    ("number", "says"), [("1", "Page 1 of 3"), ("3", "That is all."), ("soon", "Page 1 of 3")]
)
def test_a_list_says_when_it_has_ended(client: Client, number: str, says: str) -> None:
    text = client.get(reverse("pages:style"), {"page": number}).content.decode()
    assert says in text
    assert ("That is all." in text) == (number == "3")


def test_it_shows_rings_that_lead_nowhere(client: Client) -> None:
    text = client.get(reverse("pages:style")).content.decode()
    rings = text[text.index('id="rings"') :]
    for kind in ("wide", "narrow", "small"):
        assert f'class="rings {kind}"' in rings
    for look in ("group-0", "group-3", "fading"):
        assert look in rings
    assert "Zoë" in rings
    assert "/book/" not in rings.split("</section>")[0]


def test_the_page_costs_no_query_for_a_visitor(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        client.get(reverse("pages:style"))
