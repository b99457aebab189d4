"""Each part × each audience × each viewer, on every door a profile is seen through."""

from __future__ import annotations

import json
import re

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comity.people.members.actions.profile import editing as actions
from comity.people.members.enums import ProfilePart
from comity.people.members.models import Member
from tests.people import signed_in
from tests.people.members.profiles import (
    KINDS,
    PARTS,
    ROWS,
    SEES,
    VIEWERS,
    Circle,
    card_url,
    page_url,
    photo_url,
    token,
    unfolded,
)
from tests.people.members.sameness import as_seen

# What a card and a search engine are told at all.
ON_CARD = {"pronunciation", "headline", "about", "photo", "position", "email", "phone", "link", "im"}
IN_JSONLD = {"headline", "about", "place", "languages", "skills", "industries", "position", "link", "photo"}
SCRIPT = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


@pytest.fixture
def circle(ada: Member, ben: Member, cleo: Member) -> Circle:
    actions.open_page(by=ada, is_public=True)
    return Circle.of(ada, ben, cleo)


@pytest.mark.django_db
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("part", PARTS)
def test_a_part_is_seen_by_its_audience_and_nobody_else(circle: Circle, part: str, kind: str) -> None:
    circle.say(part, kind)
    seen: dict[str, set[str]] = {"page": set(), "card": set(), "jsonld": set()}
    word = "photo/" if part == ProfilePart.PHOTO else token(part)
    for viewer in VIEWERS:
        browser = circle.browser(viewer)
        html = browser.get(page_url(circle.owner)).content.decode()
        script = "".join(SCRIPT.findall(html))
        if word in SCRIPT.sub("", html):
            seen["page"].add(viewer)
        if word in script:
            seen["jsonld"].add(viewer)
        card = unfolded(browser.get(card_url(circle.owner)).content)
        if ("PHOTO" if part == ProfilePart.PHOTO else word) in card:
            seen["card"].add(viewer)
    assert seen["page"] == SEES[kind]
    assert seen["card"] == (SEES[kind] if part in ON_CARD else set())
    assert seen["jsonld"] == (SEES[kind] & {"anonymous"} if part in IN_JSONLD else set())


@pytest.mark.django_db
@pytest.mark.parametrize("kind", KINDS)
def test_a_photo_is_served_to_its_audience_and_kept_by_no_cache(circle: Circle, kind: str) -> None:
    circle.say(ProfilePart.PHOTO, kind)
    for viewer in VIEWERS:
        answer = circle.browser(viewer).get(photo_url(circle.owner))
        assert answer.status_code == (200 if viewer in SEES[kind] else 404)
        if answer.status_code == 200:
            assert answer["Content-Type"] == "image/jpeg"
            assert "no-store" in answer["Cache-Control"]


@pytest.mark.django_db
def test_nothing_is_shown_outside_while_the_page_is_not_open(circle: Circle) -> None:
    for part in PARTS:
        circle.say(part, "public")
    actions.open_page(by=circle.owner, is_public=False)
    nobody = as_seen(Client().get(reverse("members:page", args=["-" * 22])))
    for url in (page_url(circle.owner), card_url(circle.owner), photo_url(circle.owner)):
        answer = Client().get(url)
        assert answer.status_code == 404
        assert as_seen(answer) == nobody


@pytest.mark.django_db
def test_no_private_word_is_found_anywhere_a_stranger_looks(circle: Circle) -> None:
    for part in PARTS:
        circle.say(part, "me")
    for browser in (signed_in(circle.member), signed_in(circle.named), Client()):
        for url in (
            page_url(circle.owner),
            card_url(circle.owner),
            photo_url(circle.owner),
            reverse("members:companies"),
            reverse("members:companies") + "?named=canary",
            reverse("members:profile"),
            reverse("members:resume_download"),
            reverse("pages:home"),
        ):
            answer = browser.get(url, follow=True)
            told = answer.content.decode(errors="replace") + str(answer.headers)
            assert not re.findall(r"canary(?!\")\w+", told), url


@pytest.mark.django_db
def test_a_list_of_somebody_else_opens_nothing(circle: Circle) -> None:
    other = Circle.of(circle.member, circle.owner, circle.named)  # Cleo's list holds Ada
    circle.people = other.people
    circle.say("about", "named")
    circle.say("position", "named")
    for viewer in ("named", "member", "anonymous"):
        html = circle.browser(viewer).get(page_url(circle.owner)).content.decode()
        assert token("about") not in html
        assert token("position") not in html


@pytest.mark.django_db
@pytest.mark.parametrize("part", [*ROWS, "about", "skills"])
def test_who_is_taken_off_the_list_sees_no_more(circle: Circle, part: str) -> None:
    circle.say(part, "named")
    browser = circle.browser("named")
    assert token(part) in browser.get(page_url(circle.owner)).content.decode()
    circle.people.people.clear()
    assert token(part) not in browser.get(page_url(circle.owner)).content.decode()


_WORDS = st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=60)


@pytest.mark.django_db(transaction=True)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    part=st.sampled_from([part for part in PARTS if part != ProfilePart.PHOTO]),
    first=_WORDS,
    second=_WORDS,
    kind=st.sampled_from(["me", "named"]),
)
def test_two_worlds_that_differ_in_one_secret_look_the_same_to_a_stranger(
    circle: Circle, part: str, first: str, second: str, kind: str
) -> None:
    before = _answers(circle)
    worlds = []
    for text in (first, second):
        _forget(circle.owner)
        circle.say(part, kind, text=text)
        worlds.append(_answers(circle))
    _forget(circle.owner)
    assert worlds[0] == worlds[1] == before


def _answers(circle: Circle) -> list[tuple[int, bytes, dict[str, str]]]:
    told = []
    for browser in (_member_browser(circle), Client()):
        for url in (page_url(circle.owner), card_url(circle.owner), reverse("members:companies")):
            answer = browser.get(url)
            headers = {name: value for name, value in answer.headers.items() if name != "Set-Cookie"}
            # The only thing that differs by itself: the token against forged forms.
            body = re.sub(rb'(csrfmiddlewaretoken" value="|X-CSRFToken": ")\w+', b"", answer.content)
            told.append((answer.status_code, body, headers))
    return told


def _member_browser(circle: Circle) -> Client:
    return signed_in(circle.member)


def _forget(owner: Member) -> None:
    for rows in (owner.positions, owner.education, owner.details, owner.words):
        rows.all().delete()
    profile = actions.profile_of(owner)
    profile.shows.all().delete()
    actions.describe(
        by=owner,
        pronunciation="",
        headline="",
        about="",
        place="",
        can_help="",
        looks_for="",
        ask_me_about="",
    )


@pytest.mark.django_db
def test_the_script_for_search_engines_cannot_be_broken_out_of(circle: Circle) -> None:
    circle.say("headline", "public", text="</script><script>alert(1)</script>")
    html = Client().get(page_url(circle.owner)).content.decode()
    assert "<script>alert" not in html
    (said,) = SCRIPT.findall(html)
    assert json.loads(said)["disambiguatingDescription"].startswith("</script>")


@pytest.mark.django_db
def test_only_an_open_page_may_be_indexed(circle: Circle) -> None:
    robots = '<meta name="robots" content="noindex, nofollow">'
    assert robots not in Client().get(page_url(circle.owner)).content.decode()
    actions.open_page(by=circle.owner, is_public=False)
    assert robots in signed_in(circle.member).get(page_url(circle.owner)).content.decode()
