"""The book as a list: found, filtered, sorted, paged; never anybody else's."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from comity.foundation.core.ids import new_public_id
from comity.people.contacts.models import Contact, Origin, SavedView
from comity.people.members.models import Member
from comity.relationships.ties.actions.notes import tag_contacts
from tests.factories.book import add_card, note_day
from tests.people import signed_in

BOOK = reverse("pages:book")


@pytest.fixture
def zoe(ada: Member) -> Contact:
    return add_card(
        ada, "Zoë Quillfeather", ("email", "zoe@quill.example"), organization="Inkwell Ltd", title="Editor"
    )


@pytest.fixture
def me(ada: Member) -> Client:
    return signed_in(ada)


def names(me: Client, **asked: str) -> list[str]:
    response = me.get(BOOK, asked)
    assert response.status_code == 200
    return [row.name for row in response.context["people"]]


def test_an_empty_book_teaches(me: Client) -> None:
    body = me.get(BOOK).content.decode()
    assert "Nobody here yet" in body
    assert reverse("exchange:upload") in body
    assert reverse("pages:person-new") in body


def test_the_whole_book_leaves_by_a_link_above_the_list(me: Client, zoe: Contact) -> None:
    body = me.get(BOOK).content.decode()
    for address in (reverse("exchange:book_vcard"), reverse("exchange:book_csv")):
        assert f'href="{address}"' in body
        assert b"Quillfeather" in b"".join(me.get(address).streaming_content)  # type: ignore[attr-defined]


def test_somebody_is_found_by_half_a_name_with_a_slip(me: Client, ada: Member, zoe: Contact) -> None:
    add_card(ada, "Ben Sørensen")
    assert names(me) == ["Zoë Quillfeather", "Ben Sørensen"]
    assert names(me, q="quilfeth") == ["Zoë Quillfeather"]
    assert names(me, q="inkwell ed") == ["Zoë Quillfeather"]
    assert names(me, q="sorensen") == ["Ben Sørensen"]
    assert names(me, q="nobody") == []


def test_the_list_is_narrowed_by_tag_work_values_and_import(me: Client, ada: Member, zoe: Contact) -> None:
    ben = add_card(ada, "Ben Sørensen", ("phone", "+45 12345678"))
    tag_contacts(by=ada, ids=[ben.public_id], tag="lisbon")
    ben.origin = Origin.objects.create(owner=ada, kind="import", file="contacts.vcf")
    ben.save()
    assert names(me, tag="lisbon") == ["Ben Sørensen"]
    assert names(me, q="lisb") == ["Ben Sørensen"]
    assert names(me, organization="inkwell ltd") == ["Zoë Quillfeather"]
    assert names(me, has="email") == ["Zoë Quillfeather"]
    assert names(me, came="contacts.vcf") == ["Ben Sørensen"]
    assert names(me, q="zoe", tag="lisbon") == []


def test_the_order_is_chosen(me: Client, ada: Member, zoe: Contact) -> None:
    ben, cas = add_card(ada, "Ben Adler"), add_card(ada, "Cas Brandt")
    note_day(ada, cas, on=date(2026, 1, 2))
    note_day(ada, zoe, on=date(2026, 3, 4))
    assert names(me) == [ben.full_name, cas.full_name, zoe.full_name]
    assert names(me, sort="last") == [zoe.full_name, cas.full_name, ben.full_name]
    assert names(me, sort="recent") == [cas.full_name, ben.full_name, zoe.full_name]


@pytest.mark.parametrize(
    "asked",
    [
        {"sort": "x"},
        {"has": "x"},
        {"page": "x"},
        {"page": "99"},
        {"tag": "x"},
        {"archived": "x"},
    ],
)
def test_what_makes_no_sense_does_no_harm(me: Client, zoe: Contact, asked: dict[str, str]) -> None:
    assert me.get(BOOK, asked).status_code == 200


def test_archived_deleted_and_unfinished_people_are_not_in_the_list(
    me: Client, ada: Member, zoe: Contact
) -> None:
    ben, cas = add_card(ada, "Ben Adler"), add_card(ada, "Cas Brandt")
    me.post(reverse("pages:book-act"), {"verb": "archive", "who": [ben.public_id]})
    me.post(reverse("pages:book-act"), {"verb": "delete", "who": [zoe.public_id]})
    Contact.objects.filter(pk=cas.pk).update(pending_import=1)
    assert names(me) == []
    assert names(me, archived="1") == ["Ben Adler"]
    assert names(me, q="zoe") == names(me, q="cas") == names(me, q="ben") == []


def test_nobody_elses_people_show_or_count(cleo: Member, zoe: Contact) -> None:
    stranger = signed_in(cleo)
    add_card(cleo, "Cleo Friend")
    response = stranger.get(BOOK)
    assert b"Quillfeather" not in response.content
    assert response.context["count"] == 1
    assert names(stranger, q="quill") == []


def test_a_visitor_is_sent_to_sign_in(client: Client, db: None) -> None:
    assert client.get(BOOK).status_code == 302


def test_only_reading_is_allowed(me: Client) -> None:
    assert me.post(BOOK).status_code == 405


def test_htmx_gets_the_list_alone(me: Client, zoe: Contact) -> None:
    part = me.get(BOOK, {"q": "zoe"}, headers={"HX-Request": "true"})
    assert part.content.lstrip().startswith(b'<div id="people"')
    assert b"<html" not in part.content
    assert part["HX-Replace-Url"] == f"{BOOK}?q=zoe"
    assert "HX-Request" in part["Vary"]
    assert "no-store" in part["Cache-Control"]


@pytest.mark.parametrize("people", [1, 3])
def test_the_list_costs_the_same_for_one_and_for_many(
    me: Client, ada: Member, people: int, django_assert_num_queries: object
) -> None:
    for n in range(people):
        tag_contacts(by=ada, ids=[add_card(ada, f"Person {'abc'[n]}").public_id], tag=f"t{n}")
    me.get(BOOK)  # the first page of a session is noted
    with django_assert_num_queries(9):  # type: ignore[operator]  # session, member, 2 choices, count, page, rows, tags, views
        me.get(BOOK)
    with django_assert_num_queries(11):  # type: ignore[operator]  # a search instead of count and page
        me.get(BOOK, {"q": "person"})


def test_pages_hold_fifty(me: Client, ada: Member) -> None:
    origin = Origin.objects.create(owner=ada, kind="typed")
    Contact.objects.bulk_create(
        Contact(
            owner=ada, origin=origin, full_name=f"P {n:03}", sort_key=f"p {n:03}", public_id=new_public_id()
        )
        for n in range(120)
    )
    assert len(names(me)) == 50
    assert names(me, page="3")[-1] == "P 119"


def test_a_look_is_saved_opened_and_forgotten_with_a_way_back(
    me: Client, ada: Member, cleo: Member, zoe: Contact
) -> None:
    me.post(reverse("pages:book-view-keep"), {"name": "Editors", "here": "q=editor"})
    view = SavedView.objects.get(owner=ada)
    assert "Editors" in me.get(BOOK).content.decode()
    forget = reverse("pages:book-view-forget", args=[view.public_id])
    assert signed_in(cleo).post(forget).status_code == 404
    page = me.post(forget, follow=True)
    assert not SavedView.objects.exists()
    undo = next(iter(page.context["messages"])).extra_tags.removeprefix("undo:")
    me.post(undo)
    assert SavedView.objects.get(owner=ada).query == "q=editor"


def test_a_saved_look_without_a_name_is_refused_in_words(me: Client, zoe: Contact) -> None:
    page = me.post(reverse("pages:book-view-keep"), {"name": " ", "here": "q=x"}, follow=True)
    assert "Give the view a name" in page.content.decode()
    assert not SavedView.objects.exists()
