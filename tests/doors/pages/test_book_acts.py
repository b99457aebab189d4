"""What is done to several people at once, each to be taken back; and pairs that look alike."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from comity.doors.pages.views.book.listing import PER_PAGE
from comity.formats.card import Card
from comity.formats.vcard.reader import read as read_vcards
from comity.people.contacts.actions.comparing import compare_book
from comity.people.contacts.models import Apart, Contact, Likeness
from comity.people.members.models import Member
from comity.relationships.ties.actions.notes import tag_contacts
from comity.relationships.ties.models import Tag
from tests.doors.pages.test_person import undo_in
from tests.factories.book import add_card, add_cards
from tests.people import signed_in

ACT, DUPLICATES = reverse("pages:book-act"), reverse("pages:duplicates")


@pytest.fixture
def me(ada: Member) -> Client:
    return signed_in(ada)


@pytest.fixture
def two(ada: Member) -> list[Contact]:
    return [
        add_card(ada, name, ("email", "ben@nordlys.example")) for name in ("Ben Sørensen", "Ben Soerensen")
    ]


def ids(contacts: list[Contact]) -> list[str]:
    return [contact.public_id for contact in contacts]


def tags(contact: Contact) -> list[str]:
    return list(Tag.objects.filter(ties__contact=contact).values_list("name", flat=True))


def test_a_tag_is_given_to_those_who_lack_it_and_taken_back_from_them_alone(
    me: Client, two: list[Contact]
) -> None:
    me.post(ACT, {"verb": "tag", "tag": "lisbon", "who": ids(two[:1])})
    page = me.post(ACT, {"verb": "tag", "tag": "lisbon", "who": ids(two), "here": "sort=last"}, follow=True)
    assert page.redirect_chain == [(f"{reverse('pages:book')}?sort=last", 302)]
    assert tags(two[1]) == ["lisbon"]
    me.post(undo_in(page))
    assert (tags(two[0]), tags(two[1])) == (["lisbon"], [])
    page = me.post(ACT, {"verb": "untag", "tag": "lisbon", "who": ids(two)}, follow=True)
    assert not Tag.objects.exists()
    me.post(undo_in(page))
    assert (tags(two[0]), tags(two[1])) == (["lisbon"], [])


@pytest.mark.parametrize("told", ["", "x", "https://evil.example/"])
def test_an_undo_leads_to_the_book_where_no_page_of_ours_is_told(
    me: Client, two: list[Contact], told: str
) -> None:
    page = me.post(ACT, {"verb": "tag", "tag": "lisbon", "who": ids(two)}, follow=True)
    answer = me.post(undo_in(page), headers={"referer": told})
    assert (answer.status_code, answer.url) == (302, reverse("pages:book"))  # type: ignore[attr-defined]
    assert (tags(two[0]), tags(two[1])) == ([], [])


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"verb": "tag", "tag": "x"}, "Nobody is ticked"),
        ({"verb": "tag", "who": "x"}, "Write the tag first"),
        ({"verb": "merge", "who": "x"}, "exactly two"),
        ({"verb": "merge", "who": ["a/b", ""]}, "exactly two"),
    ],
)
def test_what_is_missing_is_said(me: Client, two: list[Contact], sent: dict[str, Any], words: str) -> None:
    assert words in me.post(ACT, sent, follow=True).content.decode()


def test_an_unknown_act_is_not_there(me: Client, two: list[Contact]) -> None:
    assert me.post(ACT, {"verb": "explode", "who": ids(two)}).status_code == 404
    assert me.get(ACT).status_code == 405


def test_nobody_elses_people_are_touched(cleo: Member, two: list[Contact]) -> None:
    stranger = signed_in(cleo)
    for verb in ("tag", "archive", "delete"):
        stranger.post(ACT, {"verb": verb, "tag": "x", "who": ids(two)})
    assert Contact.objects.filter(archived_at=None, deleted_at=None).count() == 2
    assert tags(two[0]) == []


def test_two_ticked_people_become_one_and_two_again(me: Client, two: list[Contact]) -> None:
    question = me.post(ACT, {"verb": "merge", "who": ids(two)}, follow=True)
    assert "Make one card of these two?" in question.content.decode()
    page = me.post(reverse("pages:person-merge", args=ids(two)[:1]), {"other": ids(two)[1]}, follow=True)
    assert me.get(reverse("pages:person", args=ids(two)[1:]))["Location"] == reverse(
        "pages:person", args=ids(two)[:1]
    )
    me.post(undo_in(page))
    assert me.get(reverse("pages:person", args=ids(two)[1:])).status_code == 200


def test_whom_to_merge_with_is_found_by_name(me: Client, two: list[Contact]) -> None:
    address = reverse("pages:person-merge", args=ids(two)[:1])
    assert [row.public_id for row in me.get(address).context["people"]] == ids(two)[1:]
    part = me.get(address, {"q": "soer"}, headers={"HX-Request": "true"})
    assert part.content.lstrip().startswith(b'<ul id="people"')
    assert me.get(address, {"other": ids(two)[0]}).status_code == 404


def test_a_pair_that_looks_alike_is_shown_and_answered(
    me: Client, ada: Member, cleo: Member, two: list[Contact]
) -> None:
    compare_book(ada)
    body = me.get(DUPLICATES).content.decode()
    assert "the same e-mail address" in body
    answer = reverse("pages:duplicates-answer", args=[Likeness.objects.get().public_id])
    assert signed_in(cleo).post(answer, {"answer": "merge"}).status_code == 404
    page = me.post(answer, {"answer": "apart"}, follow=True)
    assert "Nobody stands here twice" in page.content.decode()
    me.post(undo_in(page))
    assert not Apart.objects.exists()
    me.post(answer, {"answer": "merge"})
    assert Contact.objects.visible_to(ada).filter(merged_into=None).count() == 1


@pytest.mark.parametrize("pairs", [1, 3])
def test_pairs_cost_the_same_for_one_and_for_many(
    me: Client, ada: Member, pairs: int, django_assert_num_queries: object
) -> None:
    for n in range(pairs):
        for _ in range(2):
            add_card(ada, f"Twin {'abc'[n]}", ("email", f"twin{n}@example.org"))
    compare_book(ada)
    me.get(DUPLICATES)
    with django_assert_num_queries(4):  # type: ignore[operator]  # session 2, count, page
        assert len(me.get(DUPLICATES).context["pairs"]) == pairs


def test_looking_again_is_put_into_the_queue_once(me: Client, two: list[Contact]) -> None:
    page = me.post(reverse("pages:duplicates-look"), follow=True)
    assert "Come back to this page" in page.content.decode()


def test_those_who_are_ticked_leave_as_a_file_and_nobody_else(
    me: Client, two: list[Contact], ada: Member
) -> None:
    add_card(ada, "Zoë Quillfeather")
    vcards = me.post(ACT, {"verb": "vcard", "who": ids(two)})
    assert vcards["Content-Type"].startswith("text/vcard")
    assert [
        row.record.name
        for row in read_vcards(content(vcards), file="book.vcf")
        if isinstance(row.record, Card)
    ] == [
        "Ben Soerensen",
        "Ben Sørensen",
    ]
    table = me.post(ACT, {"verb": "csv", "who": ids(two[:1])})
    assert "attachment" in table["Content-Disposition"]
    lines = content(table).read().decode().splitlines()
    assert len(lines) == 2
    assert lines[1].startswith("Ben Sørensen")


@pytest.fixture
def many(ada: Member) -> list[Contact]:
    """Return more people than a page holds, all tagged, beside one without the tag."""
    cards = add_cards(ada, (f"Many {n}" for n in range(PER_PAGE + 3)))
    tag_contacts(by=ada, ids=ids(cards), tag="many")
    add_card(ada, "Zoë Quillfeather")
    return cards


def test_everybody_found_is_more_than_the_page_and_no_more_than_the_look(
    me: Client, many: list[Contact], cleo: Member
) -> None:
    theirs = add_card(cleo, "Ben Berg")
    ticked = {"all": "1", "here": "tag=many", "who": ids(many[:1])}
    page = me.post(ACT, {**ticked, "verb": "archive"}, follow=True)
    assert f"{len(many)} people are archived." in page.content.decode()
    assert set(Contact.objects.filter(archived_at=None).values_list("full_name", flat=True)) == {
        "Zoë Quillfeather",
        theirs.full_name,
    }
    me.post(undo_in(page))
    assert not Contact.objects.exclude(archived_at=None).exists()
    table = me.post(ACT, {**ticked, "verb": "csv"})
    assert len(content(table).read().decode().splitlines()) == len(many) + 1
    assert "exactly two" in me.post(ACT, {**ticked, "verb": "merge"}, follow=True).content.decode()


def test_of_many_only_the_last_act_can_be_taken_back(
    me: Client, many: list[Contact], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("comity.doors.pages.http._MANY", PER_PAGE)
    monkeypatch.setattr("comity.doors.pages.http._AT_ONCE", 20)
    first = me.post(ACT, {"verb": "tag", "tag": "x", "who": ids(many[:1])}, follow=True)
    last = me.post(ACT, {"verb": "delete", "all": "1"}, follow=True)
    assert not Contact.objects.filter(deleted_at=None).exists()
    assert "cannot be taken back" in me.post(undo_in(first), follow=True).content.decode()
    me.post(undo_in(last))
    assert Contact.objects.filter(deleted_at=None).count() == len(many) + 1


@pytest.mark.parametrize("verb", ["vcard", "csv"])
def test_of_nobody_and_of_another_book_there_is_no_file(
    me: Client, two: list[Contact], cleo: Member, verb: str
) -> None:
    assert "Nobody is ticked" in me.post(ACT, {"verb": verb}, follow=True).content.decode()
    assert signed_in(cleo).post(ACT, {"verb": verb, "who": ids(two)}).status_code == 404


def content(answer: Any) -> io.BytesIO:
    return io.BytesIO(b"".join(answer.streaming_content))
