"""A member's page, card and photo: who may open them, and what a visitor can tell from being turned away."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from PIL import Image
from pytest_django import DjangoAssertNumQueries

from comity.formats import vcard
from comity.formats.card import Card
from comity.people.members.actions.profile import editing as actions
from comity.people.members.enums import Standing
from comity.people.members.models import Member
from tests.people import signed_in
from tests.people.members.profiles import PARTS, Circle, card_url, page_url, photo_url
from tests.people.members.sameness import as_seen

DOORS = (page_url, card_url, photo_url)


@pytest.mark.django_db
def test_a_member_without_a_profile_has_a_page_with_a_name(ada: Member, ben: Member) -> None:
    answer = signed_in(ben).get(page_url(ada))
    assert answer.status_code == 200
    assert "Ada Okafor" in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.django_db
@pytest.mark.parametrize("door", DOORS)
def test_waiting_suspended_erased_and_never_there_look_the_same(ada: Member, ben: Member, door: Any) -> None:
    circle = Circle.of(ada, ben, Member.objects.create_user("dan@example.org", name="Dan"))
    for part in PARTS:
        circle.say(part, "public")
    actions.open_page(by=ada, is_public=True)
    for browser in (signed_in(ben), Client()):
        browser.get(reverse("members:companies"))  # a session's first answer notes the session
        nobody = as_seen(browser.get(door(Member(public_id="-" * 22))))
        assert nobody.startswith("404")
        for standing in (Standing.WAITING, Standing.SUSPENDED):
            Member.objects.filter(pk=ada.pk).update(standing=standing, is_active=False)
            assert as_seen(browser.get(door(ada))) == nobody
        Member.objects.filter(pk=ada.pk).update(standing=Standing.ACTIVE, is_active=True)
        assert browser.get(door(ada)).status_code == 200
        assert_erased_is_nobody(browser, door, nobody)


def assert_erased_is_nobody(browser: Client, door: Any, nobody: str) -> None:
    gone = Member.objects.create_user("gone@example.org", name="Gone")
    actions.open_page(by=gone, is_public=True)
    url = door(gone)
    gone.delete()
    assert as_seen(browser.get(url)) == nobody


@pytest.mark.django_db
@pytest.mark.parametrize("door", DOORS)
def test_a_page_is_read_and_nothing_else(ada: Member, door: Any) -> None:
    assert signed_in(ada).post(door(ada)).status_code == 405
    assert Client().post(door(ada)).status_code == 405


@pytest.mark.django_db
@pytest.mark.parametrize("rows", [1, 3])
def test_a_page_costs_the_same_however_long(
    ada: Member, ben: Member, cleo: Member, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    circle = Circle.of(ada, ben, cleo)
    for number in range(rows):
        for part in ("position", "education", "email"):
            circle.say(part, "named", text=f"{part}{number}")
    circle.say("about", "named")
    browser = signed_in(ben)
    browser.get(page_url(ada))
    with django_assert_num_queries(21):  # the quota, two how to write, offers, a way
        browser.get(page_url(ada))


@pytest.mark.django_db
def test_the_card_is_one_other_programs_read(ada: Member, ben: Member, cleo: Member) -> None:
    circle = Circle.of(ada, ben, cleo)
    for part in PARTS:
        circle.say(part, "members")
    answer = signed_in(cleo).get(card_url(ada))
    assert answer["Content-Type"] == "text/vcard; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="ada-okafor.vcf"'
    (row,) = vcard.read(io.BytesIO(answer.content), file="card.vcf")
    card = row.record
    assert isinstance(card, Card)
    assert card.full == "Ada Okafor"
    assert card.organization == "canaryposition"
    assert "canaryemail@example.org" in card.values_of("email")
    assert card.photo
    assert Image.open(io.BytesIO(card.photo)).size == (64, 64)


@pytest.mark.django_db
def test_a_page_says_who_it_is_in_microformats(ada: Member, ben: Member, cleo: Member) -> None:
    circle = Circle.of(ada, ben, cleo)
    actions.open_page(by=ada, is_public=True)
    for part in ("headline", "about", "place", "position", "link", "photo"):
        circle.say(part, "public")
    html = Client().get(page_url(ada)).content.decode()
    for name in ("h-card", "p-name", "p-note", "p-job-title", "p-locality", "p-org", "u-photo", "u-url"):
        assert name in html
    assert '<meta name="description" content="canaryheadline">' in html


@pytest.mark.django_db
def test_a_link_of_another_scheme_is_text(ada: Member, ben: Member) -> None:
    from comity.people.members.models import Detail

    detail = Detail(kind="link", value="javascript:alert(1)", audience_kind="members")
    actions.save_detail(by=ada, detail=detail)
    assert 'href="javascript' not in signed_in(ben).get(page_url(ada)).content.decode()


@pytest.mark.django_db
def test_see_it_as_shows_each_what_they_see(ada: Member, ben: Member, cleo: Member) -> None:
    circle = Circle.of(ada, ben, cleo)
    for part, kind in (("headline", "public"), ("place", "members"), ("about", "named"), ("position", "me")):
        circle.say(part, kind)
    browser, url = signed_in(ada), reverse("members:profile_see_as")
    seen = {
        who: {
            part
            for part in ("headline", "place", "about", "position")
            if f"canary{part}" in browser.get(url, {"who": who}).content.decode()
        }
        for who in ("everybody", "member", circle.people.public_id)
    }
    assert list(seen.values()) == [{"headline"}, {"headline", "place"}, {"headline", "place", "about"}]
    assert browser.get(url, {"who": "nobody"}).status_code == 404
    assert signed_in(ben).get(url, {"who": circle.people.public_id}).status_code == 404
