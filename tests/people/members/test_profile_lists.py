"""The lists of people I name: made, filled by link or from those I am linked with, and nobody learns of them."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from comity.foundation.core.models import NamedPeople
from comity.people.contacts.enums import OriginKind
from comity.people.contacts.models import Contact, Origin
from comity.people.members.enums import Standing
from comity.people.members.models import Detail, Member
from comity.people.members.queries.lists import known_to
from comity.people.members.registry import acquaintances
from tests.people import signed_in
from tests.people.members.profiles import Circle, page_url
from tests.people.members.sameness import as_seen


@pytest.fixture
def circle(ada: Member, ben: Member, cleo: Member) -> Circle:
    return Circle.of(ada, ben, cleo)


def url(circle: Circle, name: str = "list", *more: str) -> str:
    return reverse(f"members:{name}", args=[circle.people.public_id, *more])


@pytest.mark.django_db
def test_a_form_tells_how_to_name_people_until_there_is_a_list(ada: Member) -> None:
    browser, told = signed_in(ada), "Make a list of them"
    urls = [reverse("members:profile_texts"), reverse("members:row_new", args=["detail"])]
    assert all(browser.get(url).content.decode().count(told) == 1 for url in urls)
    browser.post(reverse("members:lists"), {"name": "Board"})
    assert all(told not in browser.get(url).content.decode() for url in urls)


def test_a_list_is_made_once_of_a_name(ada: Member) -> None:
    browser, lists = signed_in(ada), reverse("members:lists")
    assert browser.post(lists, {"name": "Board"}).status_code == 302
    assert browser.post(lists, {"name": "Board"}).status_code == 422
    assert browser.post(lists, {"name": "\u200b"}).status_code == 422
    assert NamedPeople.objects.filter(owner=ada).count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("form", ["http://localhost:8000/m/{}/", "/m/{}", "{}", " {} "])
def test_somebody_is_added_by_their_link(circle: Circle, form: str) -> None:
    link = form.format(circle.member.public_id)
    assert signed_in(circle.owner).post(url(circle), {"by_link": "1", "link": link}).status_code == 302
    assert circle.member in circle.people.people.all()


@pytest.mark.django_db
def test_a_link_to_nobody_tells_nothing_of_why(circle: Circle) -> None:
    told = set()
    for standing in (Standing.WAITING, Standing.SUSPENDED):
        Member.objects.filter(pk=circle.member.pk).update(standing=standing, is_active=False)
        answer = signed_in(circle.owner).post(url(circle), {"by_link": "1", "link": circle.member.public_id})
        told.add(as_seen(answer, circle.member.public_id))
    for link in ("-" * 22, circle.owner.public_id):
        answer = signed_in(circle.owner).post(url(circle), {"by_link": "1", "link": link})
        told.add(as_seen(answer, link))
    assert len(told) == 1
    assert told.pop().startswith("422")
    assert list(circle.people.people.all()) == [circle.named]


@pytest.mark.django_db
@pytest.mark.parametrize("link", ["cleo@example.org", "Cleo", "https://example.org/", "/m/short/"])
def test_an_address_or_a_name_finds_nobody(circle: Circle, link: str) -> None:
    assert signed_in(circle.owner).post(url(circle), {"by_link": "1", "link": link}).status_code == 422


@pytest.mark.django_db
def test_people_one_is_linked_with_are_offered_and_no_others(
    circle: Circle, monkeypatch: pytest.MonkeyPatch
) -> None:
    def linked(owner: int) -> list[int]:
        return [circle.member.pk] if owner == circle.owner.pk else []

    monkeypatch.setitem(acquaintances._entries, "tests", linked)
    browser = signed_in(circle.owner)
    assert "Cleo Martín" in browser.get(url(circle)).content.decode()
    stranger = Member.objects.create_user("dan@example.org", name="Dan")
    sent = {"known": "1", "members": [stranger.public_id]}
    assert browser.post(url(circle), sent).status_code == 422
    sent["members"] = [circle.member.public_id]
    assert browser.post(url(circle), sent).status_code == 302
    assert set(circle.people.people.all()) == {circle.named, circle.member}


@pytest.mark.django_db
def test_a_card_alone_does_not_offer_its_person_but_a_linked_one_does(circle: Circle) -> None:
    origin = Origin.objects.create(owner=circle.owner, kind=OriginKind.TYPED)
    card = Contact.objects.create(
        owner=circle.owner, full_name=circle.member.name, sort_key="cleo", origin=origin
    )
    assert known_to(circle.owner).count() == 0
    card.member = circle.member
    card.save()
    assert list(known_to(circle.owner)) == [circle.member]
    assert known_to(circle.member).count() == 0


@pytest.mark.django_db
def test_a_list_is_renamed_emptied_and_deleted(circle: Circle) -> None:
    browser = signed_in(circle.owner)
    assert browser.post(url(circle), {"rename": "1", "name": "Board"}).status_code == 302
    assert NamedPeople.objects.get().name == "Board"
    off = url(circle, "list_take_off", circle.named.public_id)
    assert browser.post(off).status_code == 302
    assert not circle.people.people.exists()
    circle.say("email", "named")
    assert browser.post(url(circle, "list_drop")).status_code == 302
    assert not NamedPeople.objects.exists()
    assert Detail.objects.get().audience_kind == "me"


@pytest.mark.django_db
def test_another_members_list_is_not_there(circle: Circle) -> None:
    theirs = signed_in(circle.named)  # who is on it
    assert theirs.get(url(circle)).status_code == 404
    assert theirs.post(url(circle), {"rename": "1", "name": "Mine"}).status_code == 404
    assert theirs.post(url(circle, "list_drop")).status_code == 404
    assert theirs.post(url(circle, "list_take_off", circle.named.public_id)).status_code == 404
    assert theirs.get(url(circle, "list_drop")).status_code == 405
    assert Client().get(url(circle)).status_code == 302
    assert "Old team" not in theirs.get(page_url(circle.owner)).content.decode()
    assert NamedPeople.objects.get().name == "Old team"
